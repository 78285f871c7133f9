import Primitives
import Vault

extension MoneyBook {
    /// The book without what nobody can reach any more: undo beyond its horizon, removed things that nothing brings
    /// back, texts that nothing uses.
    ///
    /// What is left is in canonical order, so equal books have equal snapshots.
    ///
    /// - Source: docs/spec/money-snapshot.md §4.
    func pruned(now: Timestamp) -> MoneyBook {
        let horizon = Self.undoHorizon(now: now)
        var pruner = BookPruner(self, batches: undoBatches.filter { $0.time >= horizon })
        pruner.copyRecords()
        pruner.copyTransactions()
        pruner.copyPlans()
        pruner.copyItems()
        pruner.copyAdoptions()
        return pruner.result
    }
}

/// Copies a book, renumbering every reference in the order it first occurs.
private struct BookPruner {
    private let source: MoneyBook
    private(set) var result = MoneyBook()
    private var keptSlots: [Int] = []
    private var accountPlaces: [Int] = []
    private var categoryPlaces: [Int] = []
    private var importPlaces: [Int] = []

    init(_ source: MoneyBook, batches: [UndoBatch]) {
        self.source = source
        result.undoBatches = batches
        var recoverable: Set<UInt64> = []
        for batch in batches {
            for case .removed(let ids) in batch.items { recoverable.formUnion(ids.map(\.rawValue)) }
        }
        let columns = source.transactions
        keptSlots.reserveCapacity(columns.count)
        for slot in 0..<columns.count where !columns.isRemoved[slot] || recoverable.contains(columns.ids[slot]) {
            keptSlots.append(slot)
        }
    }

    mutating func copyRecords() {
        result.settings = source.settings
        result.hasSettings = source.hasSettings
        result.rates = source.rates
        result.mappings = source.mappings.sorted { $0.signature.lexicographicallyPrecedes($1.signature) }
        let used = UsedRecords(source, slots: keptSlots, batches: result.undoBatches)
        accountPlaces = [Int](repeating: 0, count: source.accounts.count)
        let accounts = source.accounts.indices.filter { !source.accounts[$0].isRemoved || used.accounts[$0] }
        for place in accounts.sorted(by: { source.accounts[$0].id < source.accounts[$1].id }) {
            accountPlaces[place] = result.accounts.count
            result.accountPlaces[source.accounts[place].id] = result.accounts.count
            result.accounts.append(source.accounts[place])
        }
        categoryPlaces = Array(source.categories.indices)
        let categories = source.categories.indices.filter {
            !source.categories[$0].isBuiltIn && (!source.categories[$0].isRemoved || used.categories[$0])
        }
        for place in categories.sorted(by: { source.categories[$0].id < source.categories[$1].id }) {
            categoryPlaces[place] = result.categories.count
            result.categoryPlaces[source.categories[place].id] = result.categories.count
            result.categories.append(source.categories[place])
        }
        result.categoryNames = CategoryNames(result.categories)
        importPlaces = [Int](repeating: 0, count: source.imports.count)
        let imports = source.imports.indices.filter { !source.imports[$0].isRemoved || used.imports[$0] }
        for place in imports.sorted(by: { source.imports[$0].id < source.imports[$1].id }) {
            importPlaces[place] = result.imports.count
            result.imports.append(source.imports[place])
        }
    }

    /// Recurring entries and budgets that are there or undo can bring back, with what hangs on them.
    ///
    /// A removed entry stays while a transaction made for it does: a change of that says what became of its occurrence.
    mutating func copyPlans() {
        let reach = PlanReach(result.undoBatches)
        var made: Set<RecurringID> = []
        for (id, occurrence) in source.occurrences.byID {
            guard let transaction = occurrence.transaction else { continue }
            if result.transactions.slot(of: transaction) != nil { made.insert(id.entry) }
        }
        for entry in source.recurring.sorted(by: { $0.id < $1.id })
        where !entry.isRemoved || reach.recurring.contains(entry.id) || made.contains(entry.id) {
            result.recurringPlaces[entry.id] = result.recurring.count
            result.recurring.append(entry)
        }
        for (id, occurrence) in source.occurrences.sorted where result.recurringPlaces[id.entry] != nil {
            result.occurrences[id] = kept(occurrence)
        }
        for budget in source.budgets.sorted(by: { $0.id < $1.id })
        where !budget.isRemoved || reach.budgets.contains(budget.id) {
            result.budgetPlaces[budget.id] = result.budgets.count
            result.budgets.append(budget)
        }
        result.assignments = source.assignments.filter { result.budgetPlaces[$0.key.budget] != nil }
    }

    mutating func copyItems() {
        var kept: Set<ChangeID> = []
        for case .item(_, let id, _, _) in result.undoBatches.lazy.flatMap(\.items) { kept.insert(id) }
        let columns = result.transactions
        result.items = source.items.pruned { row in
            guard !kept.contains(row.id) else { return false }
            if case .receipt(let receipt) = row.content, columns.slot(of: receipt.transaction) == nil { return true }
            return row.isRemoved
        }
    }

    mutating func copyAdoptions() {
        for (id, origins) in source.adoptedOrigins where result.transactions.slot(of: id) != nil {
            result.adoptedOrigins[id] = origins
        }
    }

    /// Without a transaction that is gone for good.
    private func kept(_ occurrence: Occurrence) -> Occurrence {
        guard let slot = occurrence.transaction.flatMap({ result.transactions.slot(of: $0) }) else {
            return Occurrence(.skipped, nil)
        }
        return result.transactions.isRemoved[slot] ? Occurrence(.skipped, occurrence.transaction) : occurrence
    }

    mutating func copyTransactions() {
        let columns = source.transactions
        var copy = TransactionColumns()
        copy.ids = keptSlots.map { columns.ids[$0] }
        copy.days = keptSlots.map { columns.days[$0] }
        copy.fingerprints = keptSlots.map { columns.fingerprints[$0] }
        copy.externalIDs = keptSlots.map { columns.externalIDs[$0] }
        copy.isRemoved = keptSlots.map { columns.isRemoved[$0] }
        copy.versions = keptSlots.map { columns.versions[$0] }
        copy.imports = keptSlots.map { slot in
            let place = Int(columns.imports[slot])
            return place == 0 ? 0 : UInt32(importPlaces[place - 1] + 1)
        }
        copy.postingCounts = keptSlots.map { columns.postingCounts[$0] }
        copyTexts(columns, to: &copy)
        copyPostings(columns, to: &copy)
        result.transactions = copy
        result.liveTransactionCount = source.liveTransactionCount
        var newSlots = [UInt32?](repeating: nil, count: columns.count)
        for (place, slot) in keptSlots.enumerated() { newSlots[slot] = UInt32(place) }
        // Renumbering keeps the order of the slots, so what was sorted stays sorted.
        result.byDay = DayIndex(sorted: source.byDay.sorted(days: columns.days).compactMap { newSlots[Int($0)] })
    }

    private mutating func copyTexts(_ columns: TransactionColumns, to copy: inout TransactionColumns) {
        var payees = TextMover(source.payees)
        var notes = TextMover(source.notes)
        var tags = TextMover(source.tags)
        var sets = [UInt32](repeating: 0, count: source.tagSets.count + 1)
        var tagSets = TagSetTable()
        copy.payees = keptSlots.map { payees.moved(columns.payees[$0]) }
        copy.notes = keptSlots.map { notes.moved(columns.notes[$0]) }
        copy.tagSets = keptSlots.map { slot in
            let set = Int(columns.tagSets[slot])
            guard set > 0 else { return 0 }
            if sets[set] == 0 { sets[set] = tagSets.intern(source.tagSets.tags(UInt32(set)).map { tags.moved($0) }) }
            return sets[set]
        }
        (result.payees, result.notes, result.tags, result.tagSets) = (payees.table, notes.table, tags.table, tagSets)
    }

    private mutating func copyPostings(_ columns: TransactionColumns, to copy: inout TransactionColumns) {
        var currencies = [Int](repeating: -1, count: source.currencies.count)
        for slot in keptSlots {
            copy.postingStarts.append(UInt32(copy.targets.count))
            for place in columns.postings(slot) {
                let target = columns.targets[place]
                if target & TransactionColumns.categoryBit == 0 {
                    copy.targets.append(UInt32(accountPlaces[Int(target)]))
                } else {
                    let category = categoryPlaces[Int(target & ~TransactionColumns.categoryBit)]
                    copy.targets.append(UInt32(category) | TransactionColumns.categoryBit)
                }
                copy.minorUnits.append(columns.minorUnits[place])
                let currency = Int(columns.currencies[place])
                if currencies[currency] < 0 {
                    currencies[currency] = result.currencies.count
                    result.currencies.append(source.currencies[currency])
                }
                copy.currencies.append(UInt16(currencies[currency]))
            }
        }
    }
}

/// Recurring entries and budgets that undo still speaks of.
private struct PlanReach {
    private(set) var recurring: Set<RecurringID> = []
    private(set) var budgets: Set<BudgetID> = []

    init(_ batches: [UndoBatch]) {
        for item in batches.lazy.flatMap(\.items) {
            switch item {
            case .recurring(let id, _, _): recurring.insert(id)
            case .occurrence(let id, _, _): recurring.insert(id.entry)
            case .budget(let id, _, _): budgets.insert(id)
            case .assignment(let id, _, _): budgets.insert(id.budget)
            default: break
            }
        }
    }
}

/// Moves texts into a new table the first time each is asked for.
private struct TextMover {
    private let source: TextTable
    private(set) var table = TextTable()
    private var places: [UInt32]

    init(_ source: TextTable) {
        self.source = source
        places = [UInt32](repeating: 0, count: source.count + 1)
    }

    mutating func moved(_ reference: UInt32) -> UInt32 {
        guard reference > 0 else { return 0 }
        if places[Int(reference)] == 0 {
            places[Int(reference)] = table.copy(reference, from: source)
        }
        return places[Int(reference)]
    }
}

/// Which removed records something still points at.
private struct UsedRecords {
    private(set) var accounts: [Bool]
    private(set) var categories: [Bool]
    private(set) var imports: [Bool]

    init(_ book: MoneyBook, slots: [Int], batches: [UndoBatch]) {
        accounts = [Bool](repeating: false, count: book.accounts.count)
        categories = [Bool](repeating: false, count: book.categories.count)
        imports = [Bool](repeating: false, count: book.imports.count)
        for slot in slots {
            if book.transactions.imports[slot] > 0 { imports[Int(book.transactions.imports[slot]) - 1] = true }
            for place in book.transactions.postings(slot) {
                let target = book.transactions.targets[place]
                if target & TransactionColumns.categoryBit == 0 {
                    accounts[Int(target)] = true
                } else {
                    categories[Int(target & ~TransactionColumns.categoryBit)] = true
                }
            }
        }
        markAdopted(book, slots)
        for item in batches.flatMap(\.items) { mark(item, book) }
        // Parents last: a kept category keeps its ancestors.
        for place in book.categories.indices where categories[place] || !book.categories[place].isRemoved {
            markAncestors(of: place, book)
        }
    }

    private mutating func mark(_ item: UndoItem, _ book: MoneyBook) {
        switch item {
        case .edited(_, let before):
            for posting in before.postings {
                switch posting.target {
                case .account(let id): if let place = book.accountPlaces[id] { accounts[place] = true }
                case .category(let id): if let place = book.categoryPlaces[id] { categories[place] = true }
                }
            }
        case .account(let id, _, _): if let place = book.accountPlaces[id] { accounts[place] = true }
        case .category(let id, let before, let after):
            for id in [id, before?.parent, after?.parent].compactMap({ $0 }) {
                if let place = book.categoryPlaces[id] { categories[place] = true }
            }
        case .imported(let id, _, _): mark(id, book)
        case .adopted(_, let before, let after):
            for origin in before + after { mark(origin.importID, book) }
        case .added, .removed, .restored, .settings, .recurring, .occurrence, .budget, .assignment, .item, .rates: break
        }
    }

    /// A line that was taken over keeps the record of its import, undone or not.
    private mutating func markAdopted(_ book: MoneyBook, _ slots: [Int]) {
        guard !book.adoptedOrigins.isEmpty else { return }
        let kept = Set(slots)
        for (id, origins) in book.adoptedOrigins {
            guard let slot = book.transactions.slot(of: id), kept.contains(slot) else { continue }
            for origin in origins { mark(origin.importID, book) }
        }
    }

    private mutating func mark(_ id: ImportID, _ book: MoneyBook) {
        if let place = book.imports.firstIndex(where: { $0.id == id }) { imports[place] = true }
    }

    private mutating func markAncestors(of place: Int, _ book: MoneyBook) {
        var next = book.categories[place].content.parent.flatMap { book.categoryPlaces[$0] }
        while let current = next, !categories[current] {
            categories[current] = true
            next = book.categories[current].content.parent.flatMap { book.categoryPlaces[$0] }
        }
    }
}
