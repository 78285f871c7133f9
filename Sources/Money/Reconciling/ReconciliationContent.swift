package import Primitives

/// That an account agrees with a statement: which entries up to a day the statement does not have, and no others.
///
/// What is not left out needs no mark of its own: with the opening balance it adds up to the statement's.
///
/// - Source: docs/spec/reconciliation.md.
package struct ReconciliationContent: Hashable, Sendable {
    package var account: AccountID
    /// The last day of the statement.
    package var day: CalendarDay
    /// What the statement says is in the account at the end of that day, in minor units of its currency.
    package var balanceMinorUnits: Int64
    /// Entries up to that day which are not on the statement; rising, each once.
    package var leftOut: [TransactionID]

    package init(account: AccountID, day: CalendarDay, balanceMinorUnits: Int64, leftOut: [TransactionID] = []) {
        self.account = account
        self.day = day
        self.balanceMinorUnits = balanceMinorUnits
        self.leftOut = leftOut
    }
}

package typealias ReconciliationID = MoneyID<ReconciliationContent>

extension ReconciliationContent: ItemContent {
    package static let kind = ItemKind.reconciliation
    /// Monthly statements of a dozen accounts for more than thirty years.
    package static let maximum = 5000
    package static let field = MoneyField.reconciliation
    package static let leftOutMaximum = 1000

    package var targets: [PostingTarget] { [.account(account)] }

    package init?(_ content: AnyItemContent) {
        guard case .reconciliation(let reconciliation) = content else { return nil }
        self = reconciliation
    }

    package var any: AnyItemContent { .reconciliation(self) }

    package func checked(in book: MoneyBook, at id: ReconciliationID?) throws(MoneyError) -> ReconciliationContent {
        let content = try shaped(in: book, at: id)
        guard try book.difference(of: content) == 0 else { throw .unreconciled }
        return content
    }

    /// Entries may have changed since, which is said and not refused; and a batch that brings both back has not folded
    /// the entries yet.
    package func isWelcome(in book: MoneyBook, at id: ReconciliationID) -> Bool {
        book.account(account) != nil && !book.isReconciled(account, at: day, besides: id)
    }

    /// Everything but that it adds up.
    func shaped(in book: MoneyBook, at id: ReconciliationID?) throws(MoneyError) -> ReconciliationContent {
        guard book.account(account) != nil else { throw .notFound(.account) }
        guard TransactionRunDecoder.days.contains(day.daysSinceEpoch) else { throw .invalid(.date) }
        guard balanceMinorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .overflow(.balance) }
        guard !book.isReconciled(account, at: day, besides: id) else { throw .dayTaken(.date) }
        guard leftOut.count <= Self.leftOutMaximum else { throw .tooMany(.leftOut, maximum: Self.leftOutMaximum) }
        var content = self
        content.leftOut = Set(leftOut).sorted()
        for id in content.leftOut {
            guard book.amount(of: id, on: account, through: day) != nil else { throw .invalid(.leftOut) }
        }
        return content
    }
}
