package import Primitives
package import Vault

extension MoneyPlan {
    /// Undoes a batch: what it made goes, what it changed or removed is as it was before.
    ///
    /// Undoing an undo is the same.
    ///
    /// - Throws: ``MoneyError/undoGone`` beyond 30 days or after an erasure; ``MoneyError/undoBlocked`` when something
    ///   later built on it.
    package mutating func undo(batchStart undone: JournalIndex, now: Timestamp) throws(MoneyError) {
        guard let place = book.undoBatches.firstIndex(where: { $0.batchStart == undone }) else { throw .undoGone }
        let batch = book.undoBatches[place]
        guard !batch.isUndone, batch.time >= MoneyBook.undoHorizon(now: now) else { throw .undoGone }
        try book.checkNothingBuiltOn(batch, at: place)
        // The accounts of an import go with it: what this undo removes does not count as using them.
        var going = Going()
        let plans = PlanUndo(batch, now: now)
        for item in batch.items.reversed() { try undo(item, plans, &going) }
        try append(.markUndo(batchStart: undone))
    }

    /// The transactions that an undo takes away, and what the others post to.
    private struct Going {
        var transactions: Set<TransactionID> = []
        private var used = UsedTargets()

        mutating func leaves(_ target: PostingTarget, unusedIn book: MoneyBook) -> Bool {
            !used.holds(target, book, besides: transactions)
        }
    }

    private mutating func undo(
        _ item: UndoItem,
        _ plans: PlanUndo,
        _ going: inout Going
    ) throws(MoneyError) {
        switch item {
        case .added(let first, let last):
            for transaction in book.liveTransactions(first...last) {
                going.transactions.insert(transaction.id)
                try append(.removeTransaction(transaction.id, version: transaction.version &+ 1))
            }
        case .restored(let ids):
            for id in ids {
                guard let transaction = book.transaction(id) else { continue }
                going.transactions.insert(id)
                try append(.removeTransaction(id, version: transaction.version &+ 1))
            }
        case .edited(let id, let before):
            guard let transaction = book.transaction(id) else { throw .undoBlocked }
            try checkTargets(of: before)
            try append(.editTransaction(id, version: transaction.version &+ 1, before))
        case .removed(let ids):
            for id in ids { try restore(id) }
        case .account(let id, let before, _):
            try undoAccount(id, before, &going)
        case .category(let id, let before, _):
            try undoCategory(id, before, &going)
        case .imported(let id, let before, _):
            try append(before.map { .restoreImport(id, $0) } ?? .removeImport(id))
        case .settings(let before, _):
            try append(.setSettings(before))
        case .recurring, .occurrence, .budget, .assignment:
            try undoPlan(item, plans)
        case .adopted(let id, let before, _):
            try append(.adoptOrigins(id, before))
        case .item(let kind, let id, let before, _):
            try undoItem(kind, id, before: before)
        case .rates(let turns):
            try undoRates(turns)
        }
    }

    private mutating func restore(_ id: TransactionID) throws(MoneyError) {
        guard let slot = book.transactions.slot(of: id), book.transactions.isRemoved[slot] else { throw .undoBlocked }
        let content = book.content(at: slot)
        try checkTargets(of: content)
        let version = book.transactions.versions[slot] &+ 1
        try append(.restoreTransaction(id, version: version, content, book.origin(at: slot)))
        // Whole, also for who replays this where a snapshot has dropped the transaction.
        if let adopted = book.adoptedOrigins[id] { try append(.adoptOrigins(id, adopted)) }
        // Deleted while its recurring entry was away, which is back.
        if let occurrence = book.occurrence(of: id), book.occurrence(occurrence)?.state == .skipped {
            try append(.putOccurrence(occurrence, Occurrence(.edited, id)))
        }
    }

    func checkTargets(of content: TransactionContent) throws(MoneyError) {
        for posting in content.postings {
            switch posting.target {
            case .account(let id):
                guard let account = book.account(id), account.currency == posting.amount.currency else {
                    throw .undoBlocked
                }
            case .category(let id): guard book.category(id) != nil else { throw .undoBlocked }
            }
        }
    }

    private mutating func undoAccount(
        _ id: AccountID,
        _ before: AccountContent?,
        _ going: inout Going
    ) throws(MoneyError) {
        guard let before else {
            guard going.leaves(.account(id), unusedIn: book) else { throw .undoBlocked }
            try append(.removeAccount(id))
            return
        }
        let key = TextCheck.key(before.name)
        guard !book.liveAccounts.contains(where: { $0.id != id && TextCheck.key($0.name) == key }) else {
            throw .undoBlocked
        }
        // What was posted since is in the currency it has now.
        if let account = book.account(id), account.currency != before.currency {
            guard going.leaves(.account(id), unusedIn: book) else { throw .undoBlocked }
        }
        try append(.putAccount(id, before))
    }

    private mutating func undoCategory(
        _ id: CategoryID,
        _ before: CategoryContent?,
        _ going: inout Going
    ) throws(MoneyError) {
        guard let before else {
            guard going.leaves(.category(id), unusedIn: book),
                !book.liveCategories.contains(where: { $0.content.parent == id })
            else { throw .undoBlocked }
            try append(.removeCategory(id))
            return
        }
        // Back under a parent that is gone, or beside one that took its name: no.
        do throws(MoneyError) {
            if book.category(id) != nil {
                try editCategory(id, before)
            } else {
                if let parent = before.parent, book.category(parent) == nil { throw .notFound(.parent) }
                guard book.category(named: before.name, kind: before.kind, under: before.parent) == nil else {
                    throw .nameTaken(.name)
                }
                try append(.putCategory(id, before))
            }
        } catch {
            throw .undoBlocked
        }
    }
}
