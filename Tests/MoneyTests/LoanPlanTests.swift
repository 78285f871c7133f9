import Primitives
import Testing
import Vault

@testable import Money

@Suite("Plans of loans")
struct LoanPlanTests {
    private static func random(_ seed: UInt64) -> LoanContent {
        var generator = SeededGenerator(seed: seed)
        let size = Int64.random(in: 0...14, using: &generator)
        let limit = (0..<size).reduce(Int64(9)) { product, _ in product * 10 }
        let principal = min(MoneyLimits.minorUnits, Int64.random(in: 1...limit, using: &generator))
        let rates = [
            0, 1, 90_000, 87_500, 1_000_000, AnnualRate.maximum, Int.random(in: 0...400_000, using: &generator),
        ]
        let id = ChangeID(batchStart: 1, ordinal: 0)
        return LoanContent(
            account: AccountID(id),
            principalMinorUnits: Bool.random(using: &generator) ? principal : -principal,
            rate: .test(millionths: rates[Int.random(in: 0..<rates.count, using: &generator)]),
            period: LoanPeriod.allCases[Int.random(in: 0..<7, using: &generator)],
            firstPayment: .test("2024-01-31"),
            terms: .count(Int.random(in: 1...(seed.isMultiple(of: 5) ? 1200 : 60), using: &generator)),
            payingAccount: AccountID(id)
        )
    }

    /// The interest again, digit by digit, with the widest numbers there are.
    private static func interest(_ left: Int64, _ content: LoanContent) -> Int64 {
        let (weeks, months): (Int128, Int128) =
            switch content.period {
            case .week: (1, 0)
            case .twoWeeks: (2, 0)
            case .fourWeeks: (4, 0)
            case .month: (0, 1)
            case .threeMonths: (0, 3)
            case .sixMonths: (0, 6)
            case .year: (0, 12)
            }
        // Of a year of 156 parts: 12 months of 13, 52 weeks of 3.
        let product = Int128(left) * Int128(content.rate.millionths) * (weeks * 3 + months * 13)
        let whole: Int128 = 156_000_000
        let doubled = product * 2
        let down = product / whole
        let rest = doubled - down * whole * 2
        return Int64(rest > whole || (rest == whole && down % 2 == 1) ? down + 1 : down)
    }

    @Test(
        "principal adds up to the debt, payments to debt and interest, what is left falls to 0",
        arguments: 0..<300 as Range<UInt64>
    )
    func laws(_ seed: UInt64) throws {
        let content = Self.random(seed)
        let debt = Int64(content.principalMinorUnits.magnitude)
        let plan: LoanPlan
        do throws(MoneyError) {
            plan = try LoanPlan(content)
        } catch {
            // One payment of a huge debt at a thousand percent is more than an entry may say.
            #expect(error == .overflow(.payment), "seed \(seed)")
            return
        }
        guard case .count(let count) = content.terms else { return }
        #expect((1...count).contains(plan.payments.count), "seed \(seed)")
        var left = debt
        for (place, payment) in plan.payments.enumerated() {
            #expect(payment.number == place + 1, "seed \(seed)")
            #expect(payment.interestMinorUnits == Self.interest(left, content), "seed \(seed)")
            #expect(payment.principalMinorUnits > 0, "seed \(seed)")
            #expect(payment.leftMinorUnits == left - payment.principalMinorUnits, "seed \(seed)")
            let isLast = place == plan.payments.count - 1
            #expect(
                isLast
                    ? payment.minorUnits <= plan.paymentMinorUnits : payment.minorUnits == plan.paymentMinorUnits,
                "seed \(seed)"
            )
            left = payment.leftMinorUnits
        }
        #expect(left == 0, "seed \(seed)")
        #expect(plan.payments.map(\.principalMinorUnits).reduce(0, +) == debt, "seed \(seed)")
        #expect(plan.interestMinorUnits == plan.payments.map(\.interestMinorUnits).reduce(0, +), "seed \(seed)")
        #expect(plan.totalMinorUnits == debt + plan.interestMinorUnits, "seed \(seed)")
        // The smallest payment: with one minor unit less it takes longer, or never ends.
        var less = content
        less.terms = .payment(plan.paymentMinorUnits - 1)
        let longer = try? LoanPlan(less)
        #expect(longer.map { $0.payments.count > count } ?? true, "seed \(seed)")
        // Given the payment, the same plan follows.
        less.terms = .payment(plan.paymentMinorUnits)
        #expect(try LoanPlan(less) == plan, "seed \(seed)")
    }

    @Test("half a minor unit of interest goes to the even one")
    func rounding() {
        let content = { (millionths: Int) in
            LoanContent(
                account: AccountID(ChangeID(batchStart: 1, ordinal: 0)),
                principalMinorUnits: -1,
                rate: .test(millionths: millionths),
                period: .year,
                firstPayment: .test("2026-01-01"),
                terms: .count(1),
                payingAccount: AccountID(ChangeID(batchStart: 1, ordinal: 0))
            )
        }
        let half = Amortisation(content(500_000))
        #expect([1, 2, 3, 4, 5].map(half.interest) == [0, 1, 2, 2, 2])
        // In 128 bits where 64 do not suffice.
        #expect(Amortisation(content(AnnualRate.maximum)).interest(on: MoneyLimits.minorUnits) == 9_223_372_036_854_770)
    }

    @Test("payment days keep the day of the month, clipped at its end")
    func days() throws {
        let report = try LoanTests.Borrowed { $0.firstPayment = .test("2027-01-31") }.report()
        #expect(
            report.plan.payments.prefix(4).map(\.day.iso) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
        )
        let weekly = try LoanTests.Borrowed { $0.period = .twoWeeks }.report()
        #expect(weekly.plan.payments.prefix(2).map(\.day.iso) == ["2026-12-05", "2026-12-19"])
    }

    @Test("a rate is a percentage with at most four decimals")
    func rates() {
        for (text, millionths) in [("0", 0), ("8.75", 87_500), ("12", 120_000), ("0.0001", 1), ("1000", 10_000_000)] {
            #expect(AnnualRate(percent: text)?.millionths == millionths)
            #expect(AnnualRate(millionths: millionths)?.percent == text)
        }
        for text in ["", ".", "1.", ".5", "-1", "1.00001", "1000.0001", "1e2", "99999999999999999999", "१२"] {
            #expect(AnnualRate(percent: text) == nil, "\(text)")
        }
    }
}
