package import Primitives
import Vault

extension MoneyBook {
    /// Batches before this moment are beyond undo.
    static func undoHorizon(now: Timestamp) -> Timestamp { now.adding(seconds: -Int64(MoneyLimits.undoDays) * 86_400) }

    /// What can still be undone, newest first.
    package func undoableBatches(now: Timestamp) -> [UndoBatch] {
        let horizon = Self.undoHorizon(now: now)
        return undoBatches.reversed().filter { !$0.isUndone && !$0.items.isEmpty && $0.time >= horizon }
    }

    /// Those that are not removed, and the version each has.
    func liveTransactions(_ range: ClosedRange<TransactionID>) -> [(id: TransactionID, version: UInt32)] {
        var result: [(id: TransactionID, version: UInt32)] = []
        var slot = transactions.insertionPlace(of: range.lowerBound.rawValue)
        while slot < transactions.count, transactions.ids[slot] <= range.upperBound.rawValue {
            if !transactions.isRemoved[slot] {
                result.append((TransactionID(rawValue: transactions.ids[slot]), transactions.versions[slot]))
            }
            slot += 1
        }
        return result
    }

    /// Later batches that are in effect and touched the same things stand in the way: undoing would lose them.
    func checkNothingBuiltOn(_ batch: UndoBatch, at place: Int) throws(MoneyError) {
        let touched = TouchedThings(batch)
        for later in undoBatches[(place + 1)...] where later.isEffective {
            // An import taken back later leaves nothing to take back, so removals of added things do not block.
            guard !touched.overlaps(later) else { throw .undoBlocked }
        }
    }
}

/// What a batch touched, for quick overlap tests.
struct TouchedThings {
    private var ranges: [ClosedRange<TransactionID>] = []
    private var transactions: Set<TransactionID> = []
    private var accounts: Set<AccountID> = []
    private var categories: Set<CategoryID> = []
    private var imports: Set<ImportID> = []
    private var settings = false
    private var recurring: Set<RecurringID> = []
    /// Of ``recurring``, those that the batch added.
    private var addedRecurring: Set<RecurringID> = []
    private var occurrences: Set<OccurrenceID> = []
    private var budgets: Set<BudgetID> = []
    private var assignments: Set<AssignmentID> = []
    private var items: Set<ChangeID> = []
    private var rates: Set<RateID> = []

    init(_ batch: UndoBatch) {
        for item in batch.items {
            switch item {
            case .added(let first, let last): ranges.append(first...last)
            case .edited(let id, _): transactions.insert(id)
            case .removed(let ids), .restored(let ids): transactions.formUnion(ids)
            case .account(let id, _, _): accounts.insert(id)
            case .category(let id, _, _): categories.insert(id)
            case .imported(let id, _, _): imports.insert(id)
            case .settings: settings = true
            case .recurring(let id, let before, _):
                recurring.insert(id)
                if before == nil { addedRecurring.insert(id) }
            case .occurrence(let id, _, _): occurrences.insert(id)
            case .budget(let id, _, _): budgets.insert(id)
            case .assignment(let id, _, _): assignments.insert(id)
            case .adopted(let id, _, _): transactions.insert(id)
            case .item(_, let id, _, _): items.insert(id)
            case .rates(let turns): rates.formUnion(turns.lazy.map(\.id))
            }
        }
    }

    func overlaps(_ batch: UndoBatch) -> Bool {
        batch.items.contains { item in
            switch item {
            case .added: false  // ids are new, so nothing earlier can have touched them
            case .edited(let id, _): contains(id)
            case .removed(let ids), .restored(let ids): ids.contains { contains($0) }
            case .account(let id, _, _): accounts.contains(id)
            case .category(let id, _, _): categories.contains(id)
            case .imported(let id, _, _): imports.contains(id)
            case .settings: settings
            case .recurring(let id, _, _): recurring.contains(id)
            // What was made of an entry stands on it, and what was assigned on its budget.
            case .occurrence(let id, let before, let after):
                occurrences.contains(id)
                    || (recurring.contains(id.entry) && !(addedRecurring.contains(id.entry) && isMade(before, after)))
            case .budget(let id, let before, let after):
                budgets.contains(id)
                    // An assignment means the currency its budget had.
                    || (before?.currency != after?.currency && before != nil && after != nil
                        && assignments.contains { $0.budget == id })
            case .assignment(let id, _, _): assignments.contains(id) || budgets.contains(id.budget)
            case .adopted(let id, _, _): contains(id)
            case .item(_, let id, _, _): items.contains(id)
            case .rates(let turns): turns.contains { rates.contains($0.id) }
            }
        }
    }

    /// Whether an occurrence was made and nothing was decided about it: it goes with the entry it was made of.
    private func isMade(_ before: Occurrence?, _ after: Occurrence?) -> Bool {
        before == nil && (after?.state == .pending || after?.state == .confirmed)
    }

    private func contains(_ id: TransactionID) -> Bool {
        transactions.contains(id) || ranges.contains { $0.contains(id) }
    }
}
