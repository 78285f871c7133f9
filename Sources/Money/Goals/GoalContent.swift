package import Primitives

/// What a person saves for: an amount, perhaps by a day.
///
/// - Source: docs/spec/money-debts.md §2.
package struct GoalContent: Hashable, Sendable {
    /// Money put aside for the goal in thought: it stays in the account it is in.
    package struct Deposit: Hashable, Sendable {
        package var day: CalendarDay
        /// In the goal's currency; negative takes back.
        package var minorUnits: Int64
        package var note: String?

        package init(day: CalendarDay, minorUnits: Int64, note: String? = nil) {
            self.day = day
            self.minorUnits = minorUnits
            self.note = note
        }
    }

    package var title: String
    package var currency: Currency
    /// More than zero.
    package var targetMinorUnits: Int64
    package var due: CalendarDay?
    /// Their balances count, each for this goal only.
    package var accounts: [AccountID]
    /// By day; those of one day in the order they were made.
    package var deposits: [Deposit]
    /// Reached or given up: it holds no account any more.
    package var isArchived: Bool

    package init(
        title: String,
        currency: Currency,
        targetMinorUnits: Int64,
        due: CalendarDay? = nil,
        accounts: [AccountID] = [],
        deposits: [Deposit] = [],
        isArchived: Bool = false
    ) {
        self.title = title
        self.currency = currency
        self.targetMinorUnits = targetMinorUnits
        self.due = due
        self.accounts = accounts
        self.deposits = deposits
        self.isArchived = isArchived
    }
}

package typealias GoalID = MoneyID<GoalContent>

extension GoalContent: ItemContent {
    package static let kind = ItemKind.goal
    package static let maximum = 200
    package static let field = MoneyField.goal
    package static let accountMaximum = 20
    package static let depositMaximum = 1000

    package var name: String? { title }
    package var targets: [PostingTarget] { accounts.map(PostingTarget.account) }

    package init?(_ content: AnyItemContent) {
        guard case .goal(let goal) = content else { return nil }
        self = goal
    }

    package var any: AnyItemContent { .goal(self) }

    package func checked(in book: MoneyBook, at id: GoalID?) throws(MoneyError) -> GoalContent {
        var content = self
        content.title = try TextCheck.name(title, .name)
        guard !book.isTaken(content.title, besides: id) else { throw .nameTaken(.name) }
        guard targetMinorUnits > 0 else { throw .invalid(.target) }
        guard targetMinorUnits <= MoneyLimits.minorUnits else { throw .overflow(.target) }
        if let due {
            guard TransactionRunDecoder.days.contains(due.daysSinceEpoch) else { throw .invalid(.due) }
        }
        try checkAccounts(in: book, at: id)
        content.deposits = try Self.checked(deposits)
        return content
    }

    private func checkAccounts(in book: MoneyBook, at id: GoalID?) throws(MoneyError) {
        guard accounts.count <= Self.accountMaximum else { throw .tooMany(.accounts, maximum: Self.accountMaximum) }
        guard Set(accounts).count == accounts.count else { throw .invalid(.accounts) }
        for account in accounts {
            guard let known = book.account(account) else { throw .notFound(.accounts) }
            guard known.currency == currency else { throw .currencyOfAccount(.accounts) }
        }
        guard !isArchived else { return }
        // Counted twice, the same money would reach two goals.
        let others = book.items(GoalContent.self).filter { $0.id != id && !$0.content.isArchived }
        guard !others.contains(where: { $0.content.accounts.contains(where: accounts.contains) }) else {
            throw .nameTaken(.accounts)
        }
    }

    private static func checked(_ deposits: [Deposit]) throws(MoneyError) -> [Deposit] {
        guard deposits.count <= depositMaximum else { throw .tooMany(.deposits, maximum: depositMaximum) }
        var result: [Deposit] = []
        for deposit in deposits {
            guard TransactionRunDecoder.days.contains(deposit.day.daysSinceEpoch) else { throw .invalid(.date) }
            guard deposit.minorUnits != 0 else { throw .zero(.deposits) }
            guard deposit.minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .overflow(.deposits) }
            var deposit = deposit
            deposit.note = try TextCheck.line(deposit.note, .note)
            result.append(deposit)
        }
        return result.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
            .map(\.element)
    }
}

extension MoneyPlan {
    /// Sets money aside for a goal, or takes it back.
    package mutating func deposit(_ deposit: GoalContent.Deposit, to id: GoalID) throws(MoneyError) {
        guard var content = book.item(id)?.content else { throw .notFound(.id) }
        content.deposits.append(deposit)
        try edit(id, content)
    }
}
