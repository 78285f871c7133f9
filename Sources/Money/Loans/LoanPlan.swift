package import Primitives

/// A payment of a loan, as planned.
package struct LoanPayment: Hashable, Sendable {
    /// From 1.
    package let number: Int
    package let day: CalendarDay
    package let interestMinorUnits: Int64
    package let principalMinorUnits: Int64
    /// Of the debt, after this payment.
    package let leftMinorUnits: Int64

    package var minorUnits: Int64 { interestMinorUnits + principalMinorUnits }
}

/// All payments of a loan from its first to its last, and what they come to.
///
/// Amounts are without a sign, whichever way the money goes.
///
/// - Source: docs/spec/money-debts.md §4.
package struct LoanPlan: Hashable, Sendable {
    /// Of every payment but perhaps the last.
    package let paymentMinorUnits: Int64
    package let payments: [LoanPayment]
    package let interestMinorUnits: Int64
    package let totalMinorUnits: Int64

    /// - Errors: `.invalid(.paymentCount)`, `.invalid(.payment)` where it does not cover the interest,
    ///   `.tooMany(.payment, …)`, `.overflow(.payment)`.
    package init(_ content: LoanContent) throws(MoneyError) {
        let sum = Amortisation(content)
        let debt = Int64(clamping: content.principalMinorUnits.magnitude)
        switch content.terms {
        case .payment(let minorUnits): paymentMinorUnits = minorUnits
        case .count(let count):
            guard (1...LoanContent.paymentMaximum).contains(count) else { throw .invalid(.paymentCount) }
            paymentMinorUnits = sum.payment(for: debt, in: count)
        }
        payments = try sum.payments(of: paymentMinorUnits, for: debt, after: 0)
        (interestMinorUnits, totalMinorUnits) = Self.sums(payments)
    }

    /// Payments are at most 1,200, each at most ``MoneyLimits/minorUnits``: no sum of them leaves 64 bits.
    static func sums(_ payments: [LoanPayment]) -> (interest: Int64, total: Int64) {
        payments.reduce((0, 0)) { ($0.0 + $1.interestMinorUnits, $0.1 + $1.minorUnits) }
    }

    /// What the plan leaves of the debt after so many payments.
    package func left(after count: Int, of content: LoanContent) -> Int64 {
        guard count > 0 else { return Int64(clamping: content.principalMinorUnits.magnitude) }
        return count < payments.count ? payments[count - 1].leftMinorUnits : 0
    }
}

/// The arithmetic of a loan, with 128 bits wherever amounts are multiplied.
struct Amortisation {
    /// Interest of one period is this many minor units on ``denominator`` of them.
    private let rate: Int64
    private let denominator: Int64
    private let content: LoanContent

    init(_ content: LoanContent) {
        let share = content.period.share
        rate = Int64(content.rate.millionths) * share.numerator
        denominator = 1_000_000 * share.denominator
        self.content = content
    }

    /// Of one period, rounded to the nearest minor unit, halves to the even one.
    func interest(on debt: Int64) -> Int64 {
        let (product, overflow) = debt.multipliedReportingOverflow(by: rate)
        // The same in 64 bits, where it fits: a plan is searched for in thousands of these.
        guard overflow else { return Self.rounded(product, denominator) }
        return Int64(clamping: Self.rounded(Int128(debt) * Int128(rate), Int128(denominator)))
    }

    private static func rounded<Number: FixedWidthInteger>(_ numerator: Number, _ denominator: Number) -> Number {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let isUp = remainder * 2 > denominator || (remainder * 2 == denominator && quotient & 1 == 1)
        return quotient + (isUp ? 1 : 0)
    }

    /// The smallest payment that ends a debt within so many of them.
    ///
    /// What is left falls as the payment grows, so it is found by halving: between what the debt alone takes, and that
    /// with the interest of the first period. With no more than that interest, the debt would never shrink.
    func payment(for debt: Int64, in count: Int) -> Int64 {
        let share = debt / Int64(count) + (debt % Int64(count) == 0 ? 0 : 1)
        let due = interest(on: debt)
        var (low, high) = (max(share, due + 1), share + due)
        while low < high {
            let middle = low + (high - low) / 2
            if ends(debt, in: count, paying: middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func ends(_ debt: Int64, in count: Int, paying payment: Int64) -> Bool {
        var left = debt
        for _ in 0..<count {
            let due = interest(on: left)
            guard payment > due else { return false }
            guard payment - due < left else { return true }
            left -= payment - due
        }
        return false
    }

    /// Payments until nothing is left; the last takes what there is.
    ///
    /// - `count`: How many are behind.
    func payments(of payment: Int64, for debt: Int64, after count: Int) throws(MoneyError) -> [LoanPayment] {
        guard payment > 0 else { throw .invalid(.payment) }
        guard payment <= MoneyLimits.minorUnits else { throw .overflow(.payment) }
        var result: [LoanPayment] = []
        var left = debt
        while left > 0 {
            let due = interest(on: left)
            guard payment > due else { throw .invalid(.payment) }
            guard result.count < LoanContent.paymentMaximum else {
                throw .tooMany(.payment, maximum: LoanContent.paymentMaximum)
            }
            let principal = min(left, payment - due)
            left -= principal
            let number = count + result.count + 1
            result.append(
                LoanPayment(
                    number: number,
                    day: content.day(of: number),
                    interestMinorUnits: due,
                    principalMinorUnits: principal,
                    leftMinorUnits: left
                )
            )
        }
        return result
    }
}
