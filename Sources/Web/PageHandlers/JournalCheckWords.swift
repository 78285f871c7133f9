import Money
import Primitives

/// A staged journal in words: what comes with it, every transaction with its reason, every line that is not kept.
struct JournalCheckWords {
    private static let accountsShown = 50
    private static let categoriesShown = 40
    private static let linesNamed = 8

    private let proposal: JournalProposal
    private let site: PageSite
    private let words: EntryWords

    init(_ proposal: JournalProposal, site: PageSite) {
        self.proposal = proposal
        self.site = site
        words = EntryWords(proposal.book)
    }

    private var document: JournalDocument { proposal.document }

    func page(_ shown: JournalCheckPage.Shown, from start: Int, count: Int) -> JournalCheckPage {
        let lines = lines(shown)
        let page = Array(lines.dropFirst(max(0, start)).prefix(count))
        let next = max(0, start) + page.count
        return JournalCheckPage(
            id: proposal.staged.id,
            fileName: proposal.staged.fileName,
            format: Self.name(document.format),
            counts: ImportCheckPage.Counts(
                new: proposal.newCount,
                duplicates: proposal.knownCount,
                rejected: document.rejectedCount + proposal.unusableCount,
                rows: document.transactions.count + document.rejectedCount
            ),
            content: content,
            shown: shown,
            rows: page.map(row),
            count: lines.isEmpty
                ? ""
                : localized("Showing {shown} of {total} rows", ["shown": "\(page.count)", "total": "\(lines.count)"]),
            moreCursor: next < lines.count ? String(next) : nil
        )
    }

    static func name(_ format: JournalFormat) -> String {
        switch format {
        case .ledger: "Ledger"
        case .hledger: "hledger"
        case .beancount: "Beancount"
        }
    }

    // MARK: - What comes with it

    private var content: JournalCheckPage.Content {
        var content = JournalCheckPage.Content()
        content.standing = standing
        let accounts = accounts
        content.accounts = Array(accounts.prefix(Self.accountsShown))
        if accounts.count > Self.accountsShown {
            let rest = accounts.count - Self.accountsShown
            content.moreAccounts = localized(rest, one: "and {count} more", other: "and {count} more")
        }
        let new = proposal.categories.filter(\.isNew)
        content.categories = new.prefix(Self.categoriesShown).map { Self.path($0.path) }
        content.categoryWords = categoryWords(new: new.count, all: proposal.categories.count)
        let unclear = proposal.unclear
        if !unclear.isEmpty {
            let places = Dictionary(document.accounts.enumerated().map { ($1.name, $0) }) { first, _ in first }
            content.unclear = JournalCheckPage.Unclear(
                unclear.prefix(Self.accountsShown).map { (places[$0.name] ?? 0, $0.name, ($0.kind ?? .assets).name) }
            )
        }
        content.leftOut = leftOut
        return content
    }

    private var standing: [String] {
        var sentences: [String] = []
        if proposal.isOwn {
            sentences.append(
                localized("This is an export of this very book, so Flowkeep knows each transaction again.")
            )
        }
        if let day = proposal.importedBefore {
            let text = site.dayText(day).short
            sentences.append(localized("The same file was imported on {day}.", ["day": text]))
        }
        if proposal.changedCount > 0 {
            sentences.append(
                localized(
                    proposal.changedCount,
                    one: "{count} transaction differs in the file. Yours stays unless you choose the file’s.",
                    other: "{count} transactions differ in the file. Yours stay unless you choose the file’s."
                )
            )
        }
        let rates = proposal.preview.rates.count
        if rates > 0 {
            sentences.append(
                localized(
                    rates,
                    one: "{count} rate between currencies comes with it.",
                    other: "{count} rates between currencies come with it."
                )
            )
        }
        if proposal.preview.equityCount > 0 {
            sentences.append(
                localized(
                    proposal.preview.equityCount,
                    one: "{count} line on equity becomes an entry in the category “Equity”.",
                    other: "{count} lines on equity become entries in the category “Equity”."
                )
            )
        }
        return sentences
    }

    private var accounts: [JournalCheckPage.Account] {
        let openings = proposal.openings
        let new = proposal.preview.newAccounts.enumerated().map { place, content in
            JournalCheckPage.Account(
                name: content.name,
                detail: detail(content),
                isNew: true,
                opening: openings[place].map { words.money($0, content.currency) }
            )
        }
        let known = proposal.knownAccounts.map {
            JournalCheckPage.Account(name: $0.name, detail: detail($0.content), isNew: false, opening: nil)
        }
        return new + known
    }

    private func detail(_ content: AccountContent) -> String {
        "\(AccountKindText(rawValue: content.kind.name)?.label ?? content.kind.name), \(content.currency.code)"
    }

    private func categoryWords(new: Int, all: Int) -> String {
        if all == 0 { return localized("No categories.") }
        if new == 0 { return localized("All of its categories are in your book.") }
        if new > Self.categoriesShown {
            return localized(
                "{new} new categories, of which these are the first {shown}.",
                ["new": Words.current.number(new), "shown": "\(Self.categoriesShown)"]
            )
        }
        return localized(new, one: "{count} new category", other: "{count} new categories")
    }

    private static func path(_ names: [String]) -> String { names.joined(separator: " › ") }

    private var leftOut: [JournalCheckPage.LeftOut] {
        let lines = Dictionary(grouping: document.leftOut, by: \.what).sorted { $0.key.rawValue < $1.key.rawValue }
        return lines.map { what, found in
            // One line may hold two things of a kind; it is named once.
            let numbers = Set(found.map(\.line)).sorted()
            let named = numbers.prefix(Self.linesNamed).map(String.init).joined(separator: ", ")
            let rest = numbers.count - Self.linesNamed
            let text =
                rest > 0
                ? localized("lines {lines} and {count} more", ["lines": named, "count": Words.current.number(rest)])
                : localized(numbers.count, one: "line {lines}", other: "lines {lines}", ["lines": named])
            return JournalCheckPage.LeftOut(sentence: JournalLineWords.sentence(what), lines: text)
        }
    }

    // MARK: - Lines

    private enum Line {
        case transaction(Int)
        case rejected(RejectedLine)
        case left(JournalLeftOut)
    }

    private func number(of line: Line) -> Int {
        switch line {
        case .transaction(let place): document.transactions[place].line
        case .rejected(let rejected): rejected.line
        case .left(let left): left.line
        }
    }

    private func lines(_ shown: JournalCheckPage.Shown) -> [Line] {
        if shown == .left { return document.leftOut.map(Line.left) }
        let statuses = proposal.preview.statuses
        let places = statuses.indices.filter { place in
            switch shown {
            case .all: true
            case .new: statuses[place].isIncludedByDefault
            case .known: state(statuses[place]) == .duplicate
            case .rejected: state(statuses[place]) == .rejected
            case .left: false
            }
        }.map(Line.transaction)
        guard shown == .all || shown == .rejected else { return places }
        return (places + document.rejected.map(Line.rejected)).sorted { number(of: $0) < number(of: $1) }
    }

    private func state(_ status: JournalStatus) -> ImportRow.State {
        switch status {
        case .new, .opening: .new
        case .same, .changed, .removedSince, .duplicate, .openingKnown: .duplicate
        case .unusable: .rejected
        }
    }

    private func row(_ line: Line) -> ImportRow {
        switch line {
        case .rejected(let rejected): unread(rejected.line, .rejected, JournalLineWords.sentence(rejected.reason))
        case .left(let left): unread(left.line, .left, JournalLineWords.sentence(left.what))
        case .transaction(let place): row(place)
        }
    }

    private func unread(_ line: Int, _ state: ImportRow.State, _ reason: String) -> ImportRow {
        ImportRow(
            line: line,
            state: state,
            name: localized("Line {line}", ["line": "\(line)"]),
            day: nil,
            money: nil,
            reason: reason
        )
    }

    private func row(_ place: Int) -> ImportRow {
        let transaction = document.transactions[place]
        let status = proposal.preview.statuses[place]
        let moved = proposal.moved(place)
        return ImportRow(
            row: place + 1,
            line: transaction.line,
            state: state(status),
            name: transaction.payee.isEmpty ? localized("No payee") : transaction.payee,
            day: site.dayText(transaction.day),
            money: words.money(moved.amount.minorUnits, moved.amount.currency, moved.isTransfer ? .none : .both),
            reason: reason(status) ?? places(of: place),
            choice: status.mayBeIncluded ? choice(status) : nil
        )
    }

    /// `HDFC savings, Food › Eating out`.
    private func places(of place: Int) -> String {
        let accounts = proposal.accountNames(place).joined(separator: " → ")
        return ([accounts] + proposal.categoryPaths(place).map(Self.path)).filter { !$0.isEmpty }.joined(
            separator: ", "
        )
    }

    private func choice(_ status: JournalStatus) -> String {
        if case .changed = status { localized("Take what the file says") } else { localized("Add all the same") }
    }

    /// Nil where where it goes says more.
    private func reason(_ status: JournalStatus) -> String? {
        switch status {
        case .new: nil
        case .same: localized("Your book has it, word for word.")
        case .changed: localized("Your book has it and says something else.")
        case .removedSince: localized("Your book had it; it was removed since.")
        case .duplicate: localized("Your book has one of the same day, payee and amounts.")
        case .opening: localized("What was in the account at first.")
        case .openingKnown: localized("The account begins with this already.")
        case .unusable(let reason): JournalLineWords.sentence(reason)
        }
    }
}
