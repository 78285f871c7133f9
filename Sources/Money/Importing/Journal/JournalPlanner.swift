import Primitives

/// Turns a journal into a preview against the book, and a preview into changes.
///
/// Pure: what it returns is sealed by the caller as one batch, all or nothing.
///
/// - Source: docs/spec/journal-formats.md §5 to §8.
package struct JournalPlanner: Sendable {
    package let book: MoneyBook
    /// Names the book, as given to the export; 0 where the caller cannot tell: then no id of a file is the book's.
    package let bookID: UInt64

    package init(book: MoneyBook, bookID: UInt64 = 0) {
        self.book = book
        self.bookID = bookID
    }

    /// Whether the file is an export of this book.
    package func isOwn(_ document: JournalDocument) -> Bool { bookID != 0 && document.origin?.book == bookID }

    /// The status of every transaction, in the order of the file.
    ///
    /// `kinds`: what accounts are, by name as written, where the person said.
    package func preview(_ document: JournalDocument, kinds: [String: JournalAccountKind] = [:]) -> JournalPreview {
        let isOwnBook = isOwn(document)
        // By day, so that an opening balance is one only where nothing came before it.
        let order = document.transactions.indices.sorted {
            (document.transactions[$0].day, $0) < (document.transactions[$1].day, $1)
        }
        var targets = JournalTargets(document, order: order, book: book, isOwnBook: isOwnBook, overrides: kinds)
        var preview = JournalPreview(document)
        declare(document, &targets, &preview)
        var matcher = JournalMatcher(book)
        var texts = JournalTexts()
        var statuses = [JournalStatus](repeating: .new, count: document.transactions.count)
        var posted: Set<JournalPreview.Target> = []
        for place in order {
            let transaction = document.transactions[place]
            let lines = transaction.lines.map { line in
                let account = document.accounts[line.account]
                let target = targets.target(
                    of: account,
                    at: line.account,
                    in: line.amount.currency,
                    isOurs: document.origin != nil
                )
                let isEquity = targets.kind(of: account) == .equity
                return PlannedLine(target: target, amount: line.amount, account: account, isEquity: isEquity)
            }
            preview.equityCount += lines.count { $0.isEquity && $0.target != .exchange }
            if let opening = opening(transaction, lines, posted: posted) {
                statuses[place] = opening
                preview.equityCount -= lines.count(where: \.isEquity)
            } else {
                let content = content(of: transaction, lines, texts: &texts)
                statuses[place] = status(transaction, content, document, isOwnBook: isOwnBook, &matcher)
            }
            for line in lines where !line.isEquity { posted.insert(line.target) }
        }
        preview.statuses = statuses
        preview.targets = targets.targets
        preview.newAccounts = targets.newAccounts
        preview.unclearAccounts = targets.unclear
        preview.rates = document.prices.compactMap(\.dated).filter { book.rate($0.id) == nil }
        return preview
    }

    struct PlannedLine {
        let target: JournalPreview.Target
        let amount: Amount
        let account: JournalAccount
        let isEquity: Bool
    }

    /// Accounts that a file declares are made even where nothing is posted to them; their currency has to be stated.
    private func declare(_ document: JournalDocument, _ targets: inout JournalTargets, _ preview: inout JournalPreview)
    {
        for (place, account) in document.accounts.enumerated() where account.isDeclared {
            switch targets.kind(of: account) {
            case .assets, .liabilities:
                guard let currency = account.declaredCurrency else { continue }
                _ = targets.target(of: account, at: place, in: currency, isOurs: document.origin != nil)
            case .income, .expenses:
                // Any currency: a category has none.
                let target = targets.target(
                    of: account,
                    at: place,
                    in: book.settings.baseCurrency,
                    isOurs: document.origin != nil
                )
                preview.categories.append(target)
            case .equity, nil: continue
            }
        }
    }

    /// Whether the transaction only says what was in accounts at first.
    private func opening(
        _ transaction: JournalTransaction,
        _ lines: [PlannedLine],
        posted: Set<JournalPreview.Target>
    ) -> JournalStatus? {
        let equity = lines.filter(\.isEquity)
        let accounts = lines.filter { !$0.isEquity }
        guard !equity.isEmpty, !accounts.isEmpty else { return nil }
        let isNamed = equity.allSatisfy { $0.account.path.joined().lowercased().contains("open") }
        guard transaction.isOpening || isNamed else { return nil }
        let isNew = accounts.allSatisfy { line in
            if case .newAccount = line.target { return transaction.isOpening || !posted.contains(line.target) }
            return false
        }
        if isNew { return .opening }
        let isKnown = accounts.allSatisfy { line in
            guard case .account(let id) = line.target else { return false }
            return book.account(id)?.content.openingMinorUnits == line.amount.minorUnits
        }
        return isKnown ? .openingKnown : nil
    }

    /// The content with targets for ids; nil targets are things still to be made.
    private func content(
        of transaction: JournalTransaction,
        _ lines: [PlannedLine],
        texts: inout JournalTexts
    ) -> JournalContent {
        JournalContent(
            day: transaction.day,
            payee: texts.line(transaction.payee),
            note: texts.note(transaction.note),
            tags: Self.tags(transaction.tags, &texts),
            lines: lines.filter { $0.target != .exchange }.map { ($0.target, $0.amount) }
        )
    }

    static func tags(_ tags: [String], _ texts: inout JournalTexts) -> [String] {
        var keys: Set<String> = []
        var result: [String] = []
        for tag in tags.prefix(StatementLimits.splitCount) where result.count < MoneyLimits.tagsPerTransaction {
            guard let name = texts.line(tag), keys.insert(TextCheck.key(name)).inserted else { continue }
            result.append(name)
        }
        return result
    }

    private func status(
        _ transaction: JournalTransaction,
        _ content: JournalContent,
        _ document: JournalDocument,
        isOwnBook: Bool,
        _ matcher: inout JournalMatcher
    ) -> JournalStatus {
        if isOwnBook, let id = TransactionID(text: transaction.id) {
            guard let known = book.transaction(id) else {
                return unusable(content).map { .unusable($0) } ?? .removedSince
            }
            matcher.take(id)
            if content.resolved(in: book).map(TransactionContent.init) == known.content { return .same(id) }
            return unusable(content).map { .unusable($0) } ?? .changed(id)
        }
        if let reason = unusable(content) { return .unusable(reason) }
        let external = JournalMatcher.externalID(transaction.id, origin: document.origin)
        if let id = matcher.match(content, external: external) { return .duplicate(id) }
        return .new
    }

    private func unusable(_ content: JournalContent) -> RejectedLine.Reason? {
        var hasAccount = false
        for (target, _) in content.lines {
            switch target {
            case .account(let id):
                if book.account(id)?.content.isArchived == true { return .archivedAccount }
                hasAccount = true
            case .newAccount: hasAccount = true
            case .category, .exchange: continue
            }
        }
        guard hasAccount else { return .noAccount }
        return isBalanced(content) ? nil : .unbalanced
    }

    /// As the book will check it: what an exchange stood against in the file is not there any more.
    private func isBalanced(_ content: JournalContent) -> Bool {
        var sums: [Currency: Int64] = [:]
        // The balancer of the file has bounded what adds up here.
        for line in content.lines { sums[line.amount.currency, default: 0] += line.amount.minorUnits }
        let open = sums.values.filter { $0 != 0 }
        guard content.lines.count >= 2 else { return false }
        return open.isEmpty || (open.count == 2 && open.contains { $0 < 0 } && open.contains { $0 > 0 })
    }
}
