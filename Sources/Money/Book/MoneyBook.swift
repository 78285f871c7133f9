import Primitives
import Vault

/// Everything a person's money changes add up to, in columns.
///
/// A value: a copy is cheap until it is changed. 100,000 transactions take about 11 MB, and a report is a pass over a
/// few dense arrays.
///
/// - Source: docs/spec/money-changes.md; the layout on disk is docs/spec/money-snapshot.md.
package struct MoneyBook: Sendable {
    package internal(set) var settings = MoneySettings.initial
    /// False until the person (or her starter set) has chosen.
    package internal(set) var hasSettings = false

    /// With the removed ones; see ``liveAccounts``.
    var accounts: [LedgerAccount] = []
    var categories: [MoneyCategory] = Self.builtInCategories
    var imports: [ImportRecord] = []
    var mappings: [ImportMapping] = []
    var currencies: [Currency] = []

    var transactions = TransactionColumns()
    var byDay = DayIndex()
    var payees = TextTable()
    var notes = TextTable()
    var tags = TextTable()
    var tagSets = TagSetTable()

    /// With the removed ones; see ``liveRecurring`` and ``liveBudgets``.
    var recurring: [RecurringEntry] = []
    var occurrences = OccurrenceTable()
    var budgets: [Budget] = []
    var assignments: [AssignmentID: Int64] = [:]
    /// With the removed ones; see ``items(_:)``.
    var items = ItemTable()
    var rates = RateTable()

    /// Lines of files that transactions stand for besides their own; few have any.
    var adoptedOrigins: [TransactionID: [TransactionOrigin]] = [:]

    package internal(set) var undoBatches: [UndoBatch] = []
    var liveTransactionCount = 0

    /// Places by id.
    var accountPlaces: [AccountID: Int] = [:]
    var categoryPlaces: [CategoryID: Int] = [.uncategorisedExpense: 0, .uncategorisedIncome: 1]
    var categoryNames = CategoryNames(Self.builtInCategories)
    var recurringPlaces: [RecurringID: Int] = [:]
    var budgetPlaces: [BudgetID: Int] = [:]

    package init() {}

    static let builtInCategories = [
        MoneyCategory(
            id: .uncategorisedExpense,
            content: CategoryContent(name: "Uncategorised", kind: .expense)
        ),
        MoneyCategory(
            id: .uncategorisedIncome,
            content: CategoryContent(name: "Uncategorised", kind: .income)
        ),
    ]

    package var transactionCount: Int { liveTransactionCount }
    package var isEmpty: Bool { liveTransactionCount == 0 && liveAccounts.isEmpty }

    package var liveAccounts: [LedgerAccount] { accounts.filter { !$0.isRemoved } }
    package var liveCategories: [MoneyCategory] { categories.filter { !$0.isRemoved } }
    package var liveImports: [ImportRecord] { imports.filter { !$0.isRemoved } }

    package func account(_ id: AccountID) -> LedgerAccount? {
        guard let place = accountPlaces[id], !accounts[place].isRemoved else { return nil }
        return accounts[place]
    }

    package func category(_ id: CategoryID) -> MoneyCategory? {
        guard let place = categoryPlaces[id], !categories[place].isRemoved else { return nil }
        return categories[place]
    }

    package func importRecord(_ id: ImportID) -> ImportRecord? { liveImports.first { $0.id == id } }

    /// The transaction, unless it is removed.
    package func transaction(_ id: TransactionID) -> MoneyTransaction? {
        guard let slot = transactions.slot(of: id), !transactions.isRemoved[slot] else { return nil }
        return transaction(at: slot)
    }

    package func importMapping(signature: [UInt8]) -> [UInt8]? {
        mappings.first { $0.signature == signature }?.mapping
    }

    /// The names from the root to the category: `Food`, `Eating out`.
    package func categoryPath(_ id: CategoryID) -> [String] {
        var path: [String] = []
        var next: CategoryID? = id
        while let current = next, let place = categoryPlaces[current], path.count <= MoneyLimits.categoryDepth {
            path.append(categories[place].name)
            next = categories[place].content.parent
        }
        return path.reversed()
    }

    func transaction(at slot: Int) -> MoneyTransaction {
        MoneyTransaction(
            id: TransactionID(rawValue: transactions.ids[slot]),
            version: transactions.versions[slot],
            content: content(at: slot),
            origin: origin(at: slot)
        )
    }

    func content(at slot: Int) -> TransactionContent {
        TransactionContent(
            day: CalendarDay(daysSinceEpoch: transactions.days[slot]),
            payee: payees.text(transactions.payees[slot]),
            note: notes.text(transactions.notes[slot]),
            tags: tagSets.tags(transactions.tagSets[slot]).compactMap { tags.text($0) },
            postings: transactions.postings(slot).map(posting(at:))
        )
    }

    func origin(at slot: Int) -> TransactionOrigin? {
        let place = Int(transactions.imports[slot])
        guard place > 0 else { return nil }
        return TransactionOrigin(
            importID: imports[place - 1].id,
            fingerprint: transactions.fingerprints[slot],
            externalID: transactions.externalIDs[slot]
        )
    }

    func posting(at place: Int) -> Posting {
        let target = transactions.targets[place]
        let amount = Amount(
            minorUnits: transactions.minorUnits[place],
            currency: currencies[Int(transactions.currencies[place])]
        )
        return target & TransactionColumns.categoryBit == 0
            ? Posting(.account(accounts[Int(target)].id), amount)
            : Posting(.category(categories[Int(target & ~TransactionColumns.categoryBit)].id), amount)
    }
}
