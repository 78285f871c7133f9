import Money
import Primitives

/// A staged file in words: counts, columns, and every row with its reason.
struct ImportCheckWords {
    private let proposal: ImportDesk.Proposal
    private let site: PageSite
    private let words: EntryWords
    private let position: FilePosition

    init(_ proposal: ImportDesk.Proposal, site: PageSite) {
        self.proposal = proposal
        self.site = site
        words = EntryWords(proposal.book)
        position = FilePosition(proposal)
    }

    private var document: StatementDocument { proposal.staged.document }

    func page(
        _ shown: ImportCheckPage.Shown,
        from start: Int,
        count: Int,
        problems: FormProblems
    ) -> ImportCheckPage {
        let lines = lines(shown)
        let page = Array(lines.dropFirst(max(0, start)).prefix(count))
        let next = max(0, start) + page.count
        let open = document.questions.map {
            FieldError(field: field(of: $0), label: label(of: $0), message: StatementWords.sentence($0))
        }
        return ImportCheckPage(
            id: proposal.staged.id,
            fileName: proposal.staged.fileName,
            format: document.format.name.uppercased(),
            account: proposal.accounts.map { $0.isNew ? localized("{name} (new)", ["name": $0.name]) : $0.name }.joined(
                separator: ", "
            ),
            counts: ImportCheckPage.Counts(
                new: proposal.preview.newCount,
                duplicates: proposal.preview.duplicateCount,
                rejected: document.rejectedCount + proposal.preview.unusableCount,
                rows: document.rowCount + document.rejectedCount
            ),
            shown: shown,
            mapping: mapping(problems),
            notes: document.notes.map(StatementWords.sentence),
            rows: rows(page),
            count: lines.isEmpty
                ? ""
                : localized("Showing {shown} of {total} rows", ["shown": "\(page.count)", "total": "\(lines.count)"]),
            moreCursor: next < lines.count ? String(next) : nil,
            problems: problems.isShown ? problems : FormProblems(errors: open)
        )
    }

    private enum Line {
        /// By place.
        case row(Int)
        case rejected(RejectedLine)
    }

    private func number(of line: Line) -> (line: Int, entry: Int) {
        switch line {
        case .row(let place): (proposal.preview.rows[place].row.line, proposal.preview.rows[place].row.entry)
        case .rejected(let line): (line.line, line.entry)
        }
    }

    private func lines(_ shown: ImportCheckPage.Shown) -> [Line] {
        let all = proposal.preview.rows
        let rows = all.indices.filter { place in
            switch shown {
            case .all: true
            case .new: all[place].status == .new
            case .duplicate: all[place].status.isDuplicate
            case .rejected: !all[place].status.mayBeIncluded
            }
        }.map(Line.row)
        guard shown == .all || shown == .rejected else { return rows }
        return (rows + document.rejected.map(Line.rejected)).sorted { number(of: $0) < number(of: $1) }
    }

    private func rows(_ page: [Line]) -> [ImportRow] {
        let places = page.compactMap { line in
            if case .row(let place) = line { place } else { nil }
        }
        let ruled = ImportPlanner(book: proposal.book).ruled(proposal.preview, at: places)
        return page.map { line in
            var row = row(line)
            if case .row(let place) = line, let ruling = ruled[place] { row.ruling = sentence(of: ruling) }
            return row
        }
    }

    /// What rules make of a row, and which they are.
    private func sentence(of ruling: ImportRuling) -> String {
        let names = ruling.rules.compactMap { proposal.book.item($0)?.content.title }
        let content = TransactionContent(
            day: ruling.draft.day,
            payee: ruling.draft.payee,
            tags: ruling.draft.tags,
            postings: ruling.draft.postings
        )
        let becomes =
            [words.isTransfer(content) ? words.accounts(content) : words.category(content)].compactMap(\.self)
            + content.tags.map { "#" + $0 }
        return localized(
            "{entry}, by your rules: {rules}",
            ["entry": becomes.joined(separator: " "), "rules": names.joined(separator: ", ")]
        )
    }

    private func row(_ line: Line) -> ImportRow {
        switch line {
        case .rejected(let rejected):
            return ImportRow(
                line: rejected.line,
                state: .rejected,
                name: name(of: rejected),
                day: nil,
                money: nil,
                reason: RejectionWords.sentence(rejected.reason)
            )
        case .row(let place):
            let row = proposal.preview.rows[place]
            let account = proposal.accounts[safe: row.section]?.id.flatMap { proposal.book.account($0) }
            let currency = account?.currency ?? proposal.book.settings.baseCurrency
            let name =
                [row.row.payee, row.row.memo, row.row.transferAccount].first { !$0.isEmpty } ?? localized("No payee")
            let state: ImportRow.State =
                row.status == .new ? .new : row.status.isDuplicate ? .duplicate : .rejected
            return ImportRow(
                row: place + 1,
                line: row.row.line,
                entry: position.entry(row.row),
                state: state,
                name: name,
                day: site.dayText(row.row.day),
                money: words.money(row.minorUnits, currency, .both),
                reason: reason(row.status)
            )
        }
    }

    private func name(of rejected: RejectedLine) -> String {
        position.entry(rejected).map { localized("Entry {entry}", ["entry": "\($0)"]) }
            ?? localized("Line {line}", ["line": "\(rejected.line)"])
    }

    private func reason(_ status: ImportRowStatus) -> String {
        switch status {
        case .new: localized("Not in your list yet.")
        case .duplicate(_, .externalID): localized("Your list has an entry with the bank's own number for it.")
        case .duplicate(_, .fingerprint): localized("Your list has an entry of the same day, amount and payee.")
        case .duplicateInFile(let place): sameAs(proposal.preview.rows[place].row)
        case .unusable(let reason): RejectionWords.sentence(reason)
        }
    }

    private func sameAs(_ row: StatementRow) -> String {
        position.entry(row).map { localized("The same as entry {entry} of this file.", ["entry": "\($0)"]) }
            ?? localized("The same as line {line} of this file.", ["line": "\(row.line)"])
    }

    private func mapping(_ problems: FormProblems) -> ImportMapping? {
        guard let table = document.table else { return nil }
        let columns = table.proposedRoles.enumerated().map { place, proposed in
            ImportMapping.Column(
                number: place + 1,
                header: table.header[safe: place] ?? "",
                example: table.sample.first?[safe: place] ?? "",
                role: ImportFormReader.word(for: table.mapping?.roles[safe: place] ?? proposed)
            )
        }
        return ImportMapping(
            columns: columns,
            order: ImportFormReader.word(for: proposal.staged.options.dateOrder ?? table.mapping?.dateOrder),
            decimal: ImportFormReader.word(for: proposal.staged.options.decimalMark ?? table.mapping?.decimalMark),
            isRemembered: document.notes.contains(.rememberedMapping),
            accounts: PageChoices.accounts(proposal.book),
            chosenAccount: proposal.accounts.first?.id?.text ?? "",
            problems: problems
        )
    }

    private func field(of question: StatementQuestion) -> String {
        switch question {
        case .dateOrder: "order"
        case .decimalMark: "decimal"
        case .columns: "column.1"
        }
    }

    private func label(of question: StatementQuestion) -> String {
        switch question {
        case .dateOrder: localized("Dates are written")
        case .decimalMark: localized("Decimals")
        case .columns: localized("Columns")
        }
    }
}
