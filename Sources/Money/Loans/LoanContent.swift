package import Primitives

/// A debt with its plan of payments.
///
/// - Source: docs/spec/money-debts.md §4.
package struct LoanContent: Hashable, Sendable {
    /// What the plan is made of; the other of the two follows.
    package enum Terms: Hashable, Sendable {
        /// In so many payments, all but the last alike.
        case count(Int)
        /// So much each time, until nothing is left.
        case payment(Int64)
    }

    /// Where the debt is: an account for a loan or a person.
    package var account: AccountID
    /// As the account had it when the loan began: negative is owed, positive is owed to the person.
    package var principalMinorUnits: Int64
    package var rate: AnnualRate
    package var period: LoanPeriod
    package var firstPayment: CalendarDay
    package var terms: Terms
    /// How many payments of the plan are behind.
    package var paidCount: Int
    /// What payments leave, or reach where the money was lent.
    package var payingAccount: AccountID
    /// For spending where money was borrowed, for income where it was lent; nil without interest.
    package var interestCategory: CategoryID?

    package init(
        account: AccountID,
        principalMinorUnits: Int64,
        rate: AnnualRate,
        period: LoanPeriod = .month,
        firstPayment: CalendarDay,
        terms: Terms,
        paidCount: Int = 0,
        payingAccount: AccountID,
        interestCategory: CategoryID? = nil
    ) {
        self.account = account
        self.principalMinorUnits = principalMinorUnits
        self.rate = rate
        self.period = period
        self.firstPayment = firstPayment
        self.terms = terms
        self.paidCount = paidCount
        self.payingAccount = payingAccount
        self.interestCategory = interestCategory
    }

    package var isLent: Bool { principalMinorUnits > 0 }

    /// The day of a payment, by its number.
    func day(of number: Int) -> CalendarDay { period.day(firstPayment, after: number - 1) }
}

package typealias LoanID = MoneyID<LoanContent>

extension LoanContent: ItemContent {
    package static let kind = ItemKind.loan
    package static let maximum = 100
    package static let field = MoneyField.loan
    package static let paymentMaximum = 1200
    /// So that no payment, of 1,200 that are behind and as many to come, leaves the calendar.
    static let firstDays = TransactionRunDecoder.days.lowerBound...TransactionRunDecoder.days.upperBound - 2401 * 366

    package var targets: [PostingTarget] {
        [.account(account), .account(payingAccount)] + (interestCategory.map { [.category($0)] } ?? [])
    }

    package init?(_ content: AnyItemContent) {
        guard case .loan(let loan) = content else { return nil }
        self = loan
    }

    package var any: AnyItemContent { .loan(self) }

    package func checked(in book: MoneyBook, at id: LoanID?) throws(MoneyError) -> LoanContent {
        guard let debt = book.account(account) else { throw .notFound(.account) }
        guard debt.content.kind.canHaveLoan else { throw .invalid(.account) }
        // Two plans for one balance could both claim it.
        let others = book.items(LoanContent.self).filter { $0.id != id }
        guard !others.contains(where: { $0.content.account == account }) else { throw .nameTaken(.account) }
        guard principalMinorUnits != 0 else { throw .zero(.principal) }
        guard principalMinorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .overflow(.principal) }
        guard Self.firstDays.contains(firstPayment.daysSinceEpoch) else { throw .invalid(.firstPayment) }
        guard let paying = book.account(payingAccount) else { throw .notFound(.payingAccount) }
        guard payingAccount != account else { throw .invalid(.payingAccount) }
        guard paying.currency == debt.currency else { throw .currencyOfAccount(.payingAccount) }
        try checkCategory(in: book)
        guard (0...Self.paymentMaximum).contains(paidCount) else { throw .invalid(.paidCount) }
        _ = try LoanPlan(self)
        return self
    }

    private func checkCategory(in book: MoneyBook) throws(MoneyError) {
        guard let interestCategory else {
            guard rate.millionths == 0 else { throw .missing(.interestCategory) }
            return
        }
        guard let category = book.category(interestCategory) else { throw .notFound(.interestCategory) }
        guard category.kind == (isLent ? .income : .expense) else { throw .invalid(.interestCategory) }
    }
}

extension AccountKind {
    /// Whether a loan can be about an account of the kind.
    var canHaveLoan: Bool { self == .loan || self == .person }
}

extension MoneyBook {
    /// Whether an account can be of a kind: one that a loan is about stays one that a loan can be about.
    package func canBe(_ kind: AccountKind, _ account: AccountID) -> Bool {
        kind.canHaveLoan || !items(LoanContent.self).contains { $0.content.account == account }
    }
}
