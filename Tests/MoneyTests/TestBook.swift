import Primitives
import Vault

@testable import Money

/// A journal in memory: commands are planned, encoded, decoded and folded as the vault does it.
struct TestBook {
    var book = MoneyBook()
    var nextBatch: JournalIndex = 1
    var time = Timestamp(seconds: 1_700_000_000)
    /// Each batch as it would be sealed.
    var journal: [(start: JournalIndex, time: Timestamp, bytes: [UInt8])] = []

    @discardableResult
    mutating func run<Made: Sendable>(
        _ body: (inout MoneyPlan) throws -> Made
    ) throws -> Made {
        var plan = MoneyPlan(book, batchStart: nextBatch)
        let made = try body(&plan)
        let bytes = try MoneyTracker.encode(plan.changes[...])
        let decoded = try MoneyTracker.decode(bytes[...], schema: MoneyTracker.schema)
        try book.apply(decoded, batchStart: nextBatch, at: time)
        journal.append((nextBatch, time, bytes))
        nextBatch += 1
        time = time.adding(seconds: 60)
        return made
    }

    /// Folds the journal from a state, skipping what it already holds.
    static func replay(
        _ journal: [(start: JournalIndex, time: Timestamp, bytes: [UInt8])],
        onto book: MoneyBook = MoneyBook()
    ) throws -> MoneyBook {
        var book = book
        for batch in journal {
            let changes = try MoneyTracker.decode(batch.bytes[...], schema: 1)
            try book.apply(changes, batchStart: batch.start, at: batch.time)
        }
        return book
    }

    static func starter(_ currency: Currency = .inr) throws -> TestBook {
        var test = TestBook()
        let planned = try MoneyCommands.starterSet(currency: currency, batchStart: 1)
        try test.run { plan in
            plan = MoneyPlan(plan.book, batchStart: plan.batchStart)
            for change in planned.changes { try plan.append(change) }
        }
        return test
    }

    func account(_ name: String) -> AccountID {
        guard let account = book.liveAccounts.first(where: { $0.name == name }) else {
            preconditionFailure("no account \(name)")
        }
        return account.id
    }

    func category(_ name: String) -> CategoryID {
        guard let category = book.liveCategories.first(where: { $0.name == name }) else {
            preconditionFailure("no category \(name)")
        }
        return category.id
    }

    @discardableResult
    mutating func spend(
        _ minorUnits: Int64,
        _ category: String,
        _ day: String,
        account: String = "Cash",
        payee: String? = nil,
        note: String? = nil,
        tags: [String] = []
    ) throws -> TransactionID {
        let draft = try TransactionDraft.expense(
            Amount(minorUnits: minorUnits, currency: .inr),
            day: .test(day),
            from: self.account(account),
            on: self.category(category),
            payee: payee,
            note: note,
            tags: tags
        )
        return try run { try $0.addTransaction(draft) }
    }
}

extension CalendarDay {
    static func test(_ iso: String) -> CalendarDay {
        guard let day = CalendarDay(iso: iso) else { preconditionFailure("no day \(iso)") }
        return day
    }
}

extension MoneyPlan {
    /// On the day it begins.
    @discardableResult
    mutating func addRecurring(_ draft: RecurringContent) throws(MoneyError) -> RecurringID {
        try addRecurring(draft, today: draft.schedule.start)
    }

    /// On the day it begins.
    @discardableResult
    mutating func addBudget(_ draft: BudgetContent) throws(MoneyError) -> BudgetID {
        try addBudget(draft, today: draft.starts)
    }

    mutating func editBudget(_ id: BudgetID, _ draft: BudgetContent) throws(MoneyError) {
        try editBudget(id, draft, today: draft.starts)
    }
}

/// SplitMix64: the same seed gives the same test on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Everything a person can see of a book, to compare two.
struct VisibleBook: Equatable {
    let settings: MoneySettings
    let accounts: [LedgerAccount]
    let categories: [MoneyCategory]
    let imports: [ImportRecord]
    let mappings: [ImportMapping]
    let transactions: [MoneyTransaction]
    let undo: [UndoBatch]
    let recurring: [RecurringEntry]
    let occurrences: [OccurrenceID: Occurrence]
    let budgets: [Budget]
    let assignments: [AssignmentID: Int64]
    let items: [ItemTable.Row]
    let rates: [DatedRate]
    let adoptedOrigins: [TransactionID: [TransactionOrigin]]

    init(_ book: MoneyBook, now: Timestamp) throws {
        settings = book.settings
        accounts = book.liveAccounts.sorted { $0.id < $1.id }
        categories = book.liveCategories.sorted { $0.id < $1.id }
        imports = book.liveImports.sorted { $0.id < $1.id }
        mappings = book.mappings.sorted { $0.signature.lexicographicallyPrecedes($1.signature) }
        var all: [MoneyTransaction] = []
        var cursor: TransactionCursor?
        repeat {
            let page = try book.list(limit: 7, after: cursor)
            all += page.transactions
            cursor = page.next
        } while cursor != nil
        transactions = all
        undo = book.undoableBatches(now: now)
        recurring = book.liveRecurring.sorted { $0.id < $1.id }
        // The transaction of a skipped one may be gone for good.
        occurrences = book.occurrences.byID.filter { book.recurring($0.key.entry) != nil }
            .mapValues { $0.state == .skipped ? Occurrence(.skipped, nil) : $0 }
        budgets = book.liveBudgets.sorted { $0.id < $1.id }
        assignments = book.assignments.filter { book.budget($0.key.budget) != nil }
        items = book.items.sorted.filter { !$0.isRemoved && $0.content.content.isVisible(in: book) }
        rates = book.allRates
        adoptedOrigins = book.adoptedOrigins.filter { book.transaction($0.key) != nil }
    }
}

extension AnnualRate {
    static func test(millionths: Int) -> AnnualRate {
        guard let rate = AnnualRate(millionths: millionths) else { preconditionFailure("no rate \(millionths)") }
        return rate
    }
}
