import Money
import Primitives
import Vault

/// What the import of a journal would do.
struct JournalProposal: Sendable {
    let staged: StagedJournal
    let preview: JournalPreview
    let book: MoneyBook
    /// The day the same file was imported, if it was.
    let importedBefore: CalendarDay?
    private let planner: JournalPlanner

    init(_ staged: StagedJournal, _ book: MoneyBook, bookID: UInt64) {
        self.staged = staged
        self.book = book
        planner = JournalPlanner(book: book, bookID: bookID)
        preview = planner.preview(staged.document, kinds: staged.kinds)
        importedBefore = book.liveImports.first { $0.content.fileDigest == staged.digest }?.content.day
    }

    var document: JournalDocument { staged.document }

    /// Whether the file is an export of this book.
    var isOwn: Bool { planner.isOwn(document) }

    /// Opening balances among them.
    var newCount: Int { preview.statuses.count(where: \.isIncludedByDefault) }
    /// Those that the book has or had: nothing becomes of them by itself.
    var knownCount: Int { preview.statuses.count - newCount - unusableCount }
    var unusableCount: Int { preview.statuses.count { if case .unusable = $0 { true } else { false } } }
    var changedCount: Int { preview.statuses.count { if case .changed = $0 { true } else { false } } }

    /// Accounts whose names do not say what they are, and what the person said.
    var unclear: [(name: String, kind: JournalAccountKind?)] {
        let unclear = Set(preview.unclearAccounts)
        return document.accounts.indices.filter { place in
            unclear.contains(place) || staged.kinds[document.accounts[place].name] != nil
        }.map { (document.accounts[$0].name, staged.kinds[document.accounts[$0].name]) }
    }

    /// The accounts of the book that the journal posts to.
    var knownAccounts: [LedgerAccount] {
        var ids: Set<AccountID> = []
        for case .account(let id) in preview.targets.values { ids.insert(id) }
        return ids.sorted().compactMap { book.account($0) }
    }

    /// What new accounts begin with, by their place: the opening balances that are imported by themselves.
    var openings: [Int: Int64] {
        var sums: [Int: Int64] = [:]
        for (place, status) in preview.statuses.enumerated() where status == .opening {
            for line in document.transactions[place].lines {
                let key = JournalPreview.Key(account: line.account, currency: line.amount.currency)
                guard case .newAccount(let account) = preview.targets[key] else { continue }
                let (sum, overflow) = sums[account, default: 0].addingReportingOverflow(line.amount.minorUnits)
                // What does not fit is refused when it is imported.
                if !overflow { sums[account] = sum }
            }
        }
        return sums
    }

    /// Categories that the journal declares, or that a transaction would post to, in the order of their names.
    var categories: [(kind: CategoryKind, path: [String], isNew: Bool)] {
        var found: Set<JournalPreview.Target> = Set(preview.categories)
        for (place, status) in preview.statuses.enumerated() where status.mayBeIncluded && status != .opening {
            for line in document.transactions[place].lines {
                if let target = target(line) { found.insert(target) }
            }
        }
        return found.compactMap { target in
            guard case .category(let kind, let path) = target else { return nil }
            return (kind, path, book.category(path: path, kind: kind) == nil)
        }.sorted { ($0.kind.rawValue, Self.key($0.path)) < ($1.kind.rawValue, Self.key($1.path)) }
    }

    /// Parents before their children.
    private static func key(_ path: [String]) -> String { path.map { $0.lowercased() }.joined(separator: "\u{0}") }

    /// What a transaction does to the accounts of the person; for a transfer, what it moves.
    func moved(_ place: Int) -> (amount: Amount, isTransfer: Bool) {
        let lines = document.transactions[place].lines
        let isTransfer = lines.allSatisfy { isAccount(target($0)) }
        let shown =
            isTransfer
            ? lines.first { $0.amount.minorUnits > 0 } : lines.first { isAccount(target($0)) }
        // A transaction of a document has two lines at least.
        return ((shown ?? lines[0]).amount, isTransfer)
    }

    /// The accounts of the person that it posts to, those that money leaves first.
    func accountNames(_ place: Int) -> [String] {
        document.transactions[place].lines.sorted { $0.amount.minorUnits < $1.amount.minorUnits }.compactMap { line in
            switch target(line) {
            case .account(let id): book.account(id)?.name
            case .newAccount(let place): preview.newAccounts[place].name
            case .category, .exchange, nil: nil
            }
        }
    }

    /// The categories that it posts to, each by its whole path.
    func categoryPaths(_ place: Int) -> [[String]] {
        document.transactions[place].lines.compactMap { line in
            if case .category(_, let path) = target(line) { path } else { nil }
        }
    }

    private func target(_ line: JournalTransaction.Line) -> JournalPreview.Target? {
        preview.targets[JournalPreview.Key(account: line.account, currency: line.amount.currency)]
    }

    private func isAccount(_ target: JournalPreview.Target?) -> Bool {
        switch target {
        case .account, .newAccount: true
        case .category, .exchange, nil: false
        }
    }

    /// Lines that could not be read, and transactions that do not fit the book, in the order of the file.
    var rejected: [RejectedLine] {
        let unusable = preview.statuses.enumerated().lazy.compactMap { place, status -> RejectedLine? in
            guard case .unusable(let reason) = status else { return nil }
            return RejectedLine(line: document.transactions[place].line, reason: reason)
        }.prefix(StatementLimits.rejectedLineCount)
        return (document.rejected + unusable).sorted { $0.line < $1.line }
    }

    /// The changes of the import: what is new, and what is named.
    func plan(
        _ adding: ImportAdding,
        _ start: JournalIndex,
        _ day: CalendarDay
    ) throws(Problem) -> Money.Planned<ImportID> {
        let choices = try adding.choices(count: document.transactions.count) {
            document.transactions[$0].line
        } isKnown: {
            preview.statuses[$0].mayBeIncluded && !preview.statuses[$0].isIncludedByDefault
        }
        let content = ImportContent(
            label: staged.fileName,
            format: document.format.name,
            fileDigest: staged.digest,
            rowCount: 0,
            duplicateCount: knownCount,
            rejectedCount: document.rejectedCount + unusableCount,
            day: day
        )
        do throws(ImportRefusal) {
            return try planner.commit(preview, choices: choices, content: content, batchStart: start)
        } catch {
            guard let place = error.place else { throw ErrorMapping.problem(error.error) }
            let inner = ErrorMapping.problem(error.error)
            let line = document.transactions[place].line
            throw Problem(
                inner.kind,
                detail: "The transaction on line \(line) cannot be added.",
                fields: inner.fields
            )
        }
    }
}
