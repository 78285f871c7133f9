import Primitives
import Testing
import Vault

@testable import Money

@Suite("People")
struct PeopleTests {
    private static let today = CalendarDay.test("2026-11-20")

    private func inr(_ minorUnits: Int64) -> Amount { Amount(minorUnits: minorUnits, currency: .inr) }

    @discardableResult
    private func enter(
        _ move: PersonMove,
        _ name: String,
        _ minorUnits: Int64,
        _ test: inout TestBook,
        account: String = "UPI",
        day: CalendarDay = today
    ) throws -> TransactionID {
        let id = test.account(account)
        let currency = try #require(test.book.account(id)).currency
        let amount = Amount(minorUnits: minorUnits, currency: currency)
        return try test.run {
            try $0.enter(move, person: name, amount, account: id, day: day, today: Self.today)
        }
    }

    @Test("lent, paid back in part, in full and over it, borrowed and paid back")
    func story() throws {
        var test = try TestBook.starter()
        func balance(_ name: String) throws -> Int64? {
            try test.book.people(today: Self.today).first { $0.account.name == name }?.minorUnits
        }
        let first = try enter(.lent, "Asha", 120_000, &test)
        #expect(try balance("Asha") == 120_000)
        #expect(test.book.account(test.account("Asha"))?.content.kind == .person)
        try enter(.paidBack, "ASHA", 50_000, &test)
        #expect(try balance("Asha") == 70_000)
        try enter(.paidBack, "Asha", 100_000, &test)
        #expect(try balance("Asha") == -30_000)
        try enter(.paidBack, "Asha", 30_000, &test)
        #expect(try balance("Asha") == 0)
        #expect(throws: MoneyError.invalid(.person)) { try enter(.paidBack, "Asha", 1, &test) }
        #expect(throws: MoneyError.invalid(.person)) { try enter(.paidBack, "Nobody", 1, &test) }
        try enter(.borrowed, "Ben", 500, &test)
        #expect(try balance("Ben") == -500)
        let people = try test.book.people(today: Self.today)
        #expect(people.map(\.account.name) == ["Asha", "Ben"])
        #expect(people[0].entries.map(\.minorUnits) == [30_000, -100_000, -50_000])
        let postings = try #require(test.book.transaction(first)).content.postings
        #expect(
            postings == [
                Posting(.account(test.account("UPI")), inr(-120_000)),
                Posting(.account(test.account("Asha")), inr(120_000)),
            ]
        )
        // Whom somebody owes is worth something.
        #expect(try test.book.balances().totals.map(\.minorUnits) == [0])
    }

    @Test("half of a bill is a person's, and entries to come do not count yet")
    func split() throws {
        var test = try TestBook.starter()
        try enter(.lent, "Asha", 100, &test, day: Self.today.adding(days: 1))
        let (upi, asha, food) = (test.account("UPI"), test.account("Asha"), test.category("Groceries"))
        try test.run {
            try $0.addTransaction(
                TransactionDraft(
                    day: Self.today,
                    payee: "Corner",
                    postings: [
                        Posting(.account(upi), inr(-900)), Posting(.category(food), inr(450)),
                        Posting(.account(asha), inr(450)),
                    ]
                )
            )
        }
        let report = try #require(test.book.people(today: Self.today).first)
        #expect(report.minorUnits == 450)
        #expect(report.entries.map(\.payee) == ["Corner"])
    }

    @Test("a second currency is a second account, and a name that is no person's is refused")
    func names() throws {
        var test = try TestBook.starter()
        try test.run { try $0.addAccount(AccountContent(name: "Dollars", kind: .bank, currency: .usd)) }
        try enter(.lent, "Asha", 100, &test)
        try enter(.lent, "asha", 7, &test, account: "Dollars")
        try enter(.lent, "Asha", 8, &test, account: "Dollars")
        #expect(try test.book.people(today: Self.today).map(\.account.name) == ["Asha", "asha (USD)"])
        #expect(try test.book.people(today: Self.today).map(\.minorUnits) == [100, 15])
        #expect(throws: MoneyError.nameTaken(.person)) { try enter(.lent, "cash", 5, &test) }
        #expect(throws: MoneyError.missing(.person)) { try enter(.lent, "  ", 5, &test) }
        #expect(throws: MoneyError.invalid(.amount)) { try enter(.lent, "Asha", 0, &test) }
        #expect(throws: MoneyError.invalid(.amount)) { try enter(.lent, "Asha", -5, &test) }
        #expect(throws: MoneyError.invalid(.account)) { try enter(.lent, "Ben", 5, &test, account: "Asha") }
    }

    @Test("an archived person is shown while something is between you")
    func archived() throws {
        var test = try TestBook.starter()
        try enter(.lent, "Asha", 100, &test)
        let id = test.account("Asha")
        var content = try #require(test.book.account(id)).content
        content.isArchived = true
        try test.run { [content] in try $0.editAccount(id, content) }
        #expect(try test.book.people(today: Self.today).count == 1)
        content.openingMinorUnits = -100
        try test.run { [content] in try $0.editAccount(id, content) }
        #expect(try test.book.people(today: Self.today).isEmpty)
    }
}
