import Primitives
import Testing
import Vault

@testable import Money

@Suite("Loans")
struct LoanTests {
    static let today = CalendarDay.test("2026-11-20")

    /// A book with a loan of a million rupees in `Car loan`, paid from `UPI`.
    struct Borrowed {
        var test: TestBook
        let account: AccountID
        let content: LoanContent
        let id: LoanID

        init(_ change: (inout LoanContent) -> Void = { _ in }) throws {
            test = try TestBook.starter()
            account = try test.run {
                try $0.addAccount(
                    AccountContent(name: "Car loan", kind: .loan, currency: .inr, openingMinorUnits: -100_000_000)
                )
            }
            var content = LoanContent(
                account: account,
                principalMinorUnits: -100_000_000,
                rate: try #require(AnnualRate(percent: "9")),
                firstPayment: .test("2026-12-05"),
                terms: .count(60),
                payingAccount: test.account("UPI"),
                interestCategory: test.category("Fees and interest")
            )
            change(&content)
            self.content = content
            id = try test.run { [content] in try $0.add(content) }
        }

        func report(_ today: CalendarDay = LoanTests.today) throws -> LoanReport {
            try test.book.loanReport(id, today: today)
        }
    }

    /// Loans of each shape, as the journal has them.
    static let changes: [MoneyChange] = {
        func id(_ ordinal: Int) -> ChangeID { ChangeID(batchStart: 1, ordinal: ordinal) }
        let borrowed = LoanContent(
            account: AccountID(id(0)),
            principalMinorUnits: -100_000_000,
            rate: .test(millionths: 90_000),
            firstPayment: .test("2026-12-05"),
            terms: .count(60),
            paidCount: 3,
            payingAccount: AccountID(id(1)),
            interestCategory: CategoryID(id(2))
        )
        let lent = LoanContent(
            account: AccountID(id(0)),
            principalMinorUnits: 5000,
            rate: .test(millionths: 0),
            period: .twoWeeks,
            firstPayment: .test("1969-12-31"),
            terms: .payment(700),
            payingAccount: AccountID(id(1))
        )
        return [.addItem(.loan(borrowed)), .putItem(id(3), .loan(lent)), .removeItem(.loan, id(3))]
    }()

    /// Frozen when loans were added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-loan-v1.hex")
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes)
        #expect(try MoneyTracker.encode(Self.changes[...]) == frozen)
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<4 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        try Damage.check(Self.changes, seed: seed)
    }

    /// The example of docs/spec/money-debts.md §1.
    @Test("sixty payments at 9 % a year")
    func example() throws {
        let plan = try Borrowed().report().plan
        #expect(plan.paymentMinorUnits == 2_075_836 && plan.payments.count == 60)
        #expect(plan.payments[0].interestMinorUnits == 750_000 && plan.payments[0].leftMinorUnits == 98_674_164)
        #expect(plan.payments[1].interestMinorUnits == 740_056 && plan.payments[1].leftMinorUnits == 97_338_384)
        #expect(plan.payments[59].day == .test("2031-11-05"))
        #expect(plan.payments[59].minorUnits == 2_075_799 && plan.payments[59].interestMinorUnits == 15_453)
    }

    // MARK: Paying

    @Test("a payment is one transaction, and undo takes back both it and the count")
    func pay() throws {
        var borrowed = try Borrowed()
        let id = borrowed.id
        #expect(throws: MoneyError.notFound(.payment)) {
            try borrowed.test.run { try $0.enterPayment(2, of: id, today: Self.today) }
        }
        #expect(throws: MoneyError.invalid(.date)) {
            try borrowed.test.run { try $0.enterPayment(1, of: id, on: .test("2026-12-06"), today: Self.today) }
        }
        let made = try borrowed.test.run { try $0.enterPayment(1, of: id, today: Self.today) }
        let content = try #require(borrowed.test.book.transaction(made)).content
        #expect(content.day == .test("2026-12-05") && content.payee == "Car loan")
        #expect(content.postings.map(\.amount.minorUnits) == [-2_075_836, 1_325_836, 750_000])
        // It is dated after today, and counts already: the second builds on it.
        let report = try borrowed.report()
        #expect(report.paidCount == 1 && report.leftMinorUnits == 98_674_164)
        #expect(report.plannedMinorUnits == report.leftMinorUnits)
        #expect(report.remaining == Array(report.plan.payments.dropFirst()))
        #expect(throws: MoneyError.notFound(.payment)) {
            try borrowed.test.run { try $0.enterPayment(1, of: id, today: Self.today) }
        }
        try borrowed.test.undo(borrowed.test.nextBatch - 1)
        #expect(borrowed.test.book.transaction(made) == nil)
        #expect(try borrowed.report().paidCount == 0)
    }

    @Test("what a whole plan enters leaves nothing, and there is no payment after it")
    func payAll() throws {
        var borrowed = try Borrowed {
            $0.terms = .payment(30_000_000)
            $0.period = .sixMonths
        }
        let id = borrowed.id
        let count = try borrowed.report().plan.payments.count
        for number in 1...count {
            try borrowed.test.run { try $0.enterPayment(number, of: id, today: Self.today) }
        }
        let report = try borrowed.report()
        #expect(report.leftMinorUnits == 0 && report.next == nil && report.remaining == [])
        #expect(throws: MoneyError.notFound(.payment)) {
            try borrowed.test.run { try $0.enterPayment(count + 1, of: id, today: Self.today) }
        }
    }

    @Test("an extra repayment ends it sooner, and borrowing more than a payment covers has no plan")
    func extra() throws {
        var borrowed = try Borrowed()
        let (account, upi) = (borrowed.account, borrowed.test.account("UPI"))
        let amount = Amount(minorUnits: 50_000_000, currency: .inr)
        try borrowed.test.run { try $0.addTransaction(.transfer(amount, day: Self.today, from: upi, to: account)) }
        let report = try borrowed.report()
        #expect(report.leftMinorUnits == 50_000_000 && report.plannedMinorUnits == 100_000_000)
        let remaining = try #require(report.remaining)
        #expect(remaining.count < 30 && remaining[0].interestMinorUnits == 375_000)
        #expect(report.remainingInterestMinorUnits < report.plan.interestMinorUnits / 2)
        let more = Amount(minorUnits: 300_000_000, currency: .inr)
        try borrowed.test.run { try $0.addTransaction(.transfer(more, day: Self.today, from: account, to: upi)) }
        #expect(try borrowed.report().remaining == nil)
    }

    @Test("what was lent comes in, and its interest is earned")
    func lent() throws {
        var test = try TestBook.starter()
        let asha = try test.run {
            try $0.addAccount(
                AccountContent(name: "Asha", kind: .person, currency: .inr, openingMinorUnits: 1_200_000)
            )
        }
        let content = LoanContent(
            account: asha,
            principalMinorUnits: 1_200_000,
            rate: try #require(AnnualRate(percent: "12")),
            firstPayment: .test("2026-12-01"),
            terms: .payment(500_000),
            payingAccount: test.account("UPI"),
            interestCategory: .uncategorisedIncome
        )
        let id = try test.run { try $0.add(content) }
        let made = try test.run { try $0.enterPayment(1, of: id, today: Self.today) }
        let postings = try #require(test.book.transaction(made)).content.postings
        #expect(postings.map(\.amount.minorUnits) == [500_000, -488_000, -12_000])
        #expect(try test.book.loanReport(id, today: Self.today).leftMinorUnits == 712_000)
    }

    @Test("what a loan refuses")
    func refusals() throws {
        var borrowed = try Borrowed()
        let (id, content) = (borrowed.id, borrowed.content)
        let cash = borrowed.test.account("Cash")
        let dollars = try borrowed.test.run {
            try $0.addAccount(AccountContent(name: "D", kind: .loan, currency: .usd))
        }
        func refuse(_ error: MoneyError, _ change: (inout LoanContent) -> Void) {
            var draft = content
            change(&draft)
            #expect(throws: error) { try borrowed.test.run { [draft] in try $0.edit(id, draft) } }
        }
        refuse(.invalid(.account)) { $0.account = cash }
        refuse(.zero(.principal)) { $0.principalMinorUnits = 0 }
        refuse(.overflow(.principal)) { $0.principalMinorUnits = .min }
        refuse(.invalid(.firstPayment)) { $0.firstPayment = .test("9999-01-01") }
        refuse(.invalid(.payingAccount)) { $0.payingAccount = $0.account }
        refuse(.currencyOfAccount(.payingAccount)) { $0.account = dollars }
        refuse(.missing(.interestCategory)) { $0.interestCategory = nil }
        refuse(.invalid(.interestCategory)) { $0.interestCategory = .uncategorisedIncome }
        refuse(.invalid(.interestCategory)) { $0.principalMinorUnits = 1 }
        refuse(.invalid(.paymentCount)) { $0.terms = .count(0) }
        refuse(.invalid(.paymentCount)) { $0.terms = .count(1201) }
        refuse(.invalid(.payment)) { $0.terms = .payment(0) }
        refuse(.invalid(.payment)) { $0.terms = .payment(750_000) }
        refuse(.tooMany(.payment, maximum: 1200)) { $0.terms = .payment(750_001) }
        refuse(.overflow(.payment)) { $0.terms = .payment(.max) }
        refuse(.invalid(.paidCount)) { $0.paidCount = 1201 }
        #expect(throws: MoneyError.nameTaken(.account)) { try borrowed.test.run { try $0.add(content) } }
        #expect(throws: MoneyError.held(.account, by: .loan)) {
            try borrowed.test.run { try $0.removeAccount(content.account) }
        }
        #expect(throws: MoneyError.held(.category, by: .loan)) {
            try borrowed.test.run { try $0.removeCategory(content.interestCategory!) }
        }
    }

    // MARK: Forecast

    @Test("payments to come are in the forecast, unless a recurring entry makes them")
    func forecast() throws {
        var borrowed = try Borrowed()
        let (account, upi) = (borrowed.account, borrowed.test.account("UPI"))
        let question = ForecastQuestion(today: .test("2026-12-06"), days: 60)
        func balances(_ id: AccountID) throws -> [Int64] {
            try #require(borrowed.test.book.forecast(question).rows.first { $0.account.id == id }).minorUnits
        }
        // Overdue since yesterday, and again on the 5th of January; February is beyond.
        var expected = [Int64](repeating: -2_075_836, count: 60)
        for day in 30..<60 { expected[day] = -4_151_672 }
        #expect(try balances(upi) == expected)
        #expect(try balances(account).first == -98_674_164)
        #expect(try borrowed.test.book.forecast(question).expectedCount == 2)
        let fees = borrowed.test.category("Fees and interest")
        let recurring = RecurringContent(
            schedule: Schedule(.months(every: 1, [.day(5)]), start: .test("2026-12-20")),
            postings: [
                Posting(.account(upi), Amount(minorUnits: -900, currency: .inr)),
                Posting(.account(account), Amount(minorUnits: 800, currency: .inr)),
                Posting(.category(fees), Amount(minorUnits: 100, currency: .inr)),
            ]
        )
        try borrowed.test.run { try $0.addRecurring(recurring) }
        #expect(try balances(upi).last == -900)
        let report = try borrowed.report(question.today)
        #expect(report.isRecurring && report.paidCount == 1)
    }

    @Test("a recurring entry of another period is an extra repayment, and one that has ended pays no more")
    func otherRecurring() throws {
        var borrowed = try Borrowed()
        let (account, upi) = (borrowed.account, borrowed.test.account("UPI"))
        func enter(_ schedule: Schedule) throws {
            let postings = [
                Posting(.account(upi), Amount(minorUnits: -5_000_000, currency: .inr)),
                Posting(.account(account), Amount(minorUnits: 5_000_000, currency: .inr)),
            ]
            try borrowed.test.run { try $0.addRecurring(RecurringContent(schedule: schedule, postings: postings)) }
        }
        try enter(Schedule(.years(every: 1, month: 2, [.day(1)]), start: .test("2027-02-01")))
        let question = ForecastQuestion(today: .test("2026-12-06"), days: 90)
        let course = try #require(borrowed.test.book.forecast(question).rows.first { $0.account.id == upi })
        #expect(course.minorUnits.last == -4 * 2_075_836 - 5_000_000, "four payments and what is extra")
        #expect(try !borrowed.report(question.today).isRecurring)
        try borrowed.test.run { [id = borrowed.id] in try $0.enterPayment(1, of: id, today: question.today) }
        try enter(Schedule(.months(every: 1, [.day(5)]), start: .test("2027-01-05"), end: .count(2)))
        #expect(try borrowed.report(.test("2027-02-04")).isRecurring)
        let after = try borrowed.report(.test("2027-06-01"))
        #expect(!after.isRecurring && after.paidCount == 3, "one by hand and two by the entry")
    }

    @Test("what a loan has taken is no pace")
    func pace() throws {
        var borrowed = try Borrowed { $0.firstPayment = .test("2026-06-05") }
        let id = borrowed.id
        for number in 1...6 {
            try borrowed.test.run { try $0.enterPayment(number, of: id, today: Self.today) }
        }
        for span in 0..<6 { try borrowed.test.spend(900, "Groceries", Self.today.adding(days: -10 - 30 * span).iso) }
        let forecast = try borrowed.test.book.forecast(ForecastQuestion(today: Self.today, days: 30))
        #expect(forecast.pace.map(\.category) == [borrowed.test.category("Groceries")])
        #expect(forecast.transfers.isEmpty)
    }
}
