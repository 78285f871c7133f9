import Primitives
import Testing

@testable import Money

@Suite("Quick add")
struct QuickAddTests {
    /// Friday.
    static let today = CalendarDay.test("2026-11-20")

    struct Row: CustomTestStringConvertible {
        let text: String
        var kind = QuickAddReading.Kind.expense
        let amount: String
        var account = "Cash"
        var to: String?
        var category: String?
        var day = "2026-11-20"
        var payee: String?
        var note: String?
        var tags: [String] = []
        var testDescription: String { text }
    }

    static let rows: [Row] = [
        Row(
            text: "coffee 120 yesterday upi",
            amount: "120.00",
            account: "UPI",
            category: "Eating out",
            day: "2026-11-19",
            payee: "coffee"
        ),
        Row(text: "rent 22k", amount: "22000.00", category: "Rent"),
        Row(text: "salary 78,400 on 1st", kind: .income, amount: "78400.00", category: "Salary", day: "2026-11-01"),
        Row(text: "groceries 640.50 + 30 #home", amount: "670.50", category: "Groceries", tags: ["home"]),
        Row(text: "250 Burger @ Cash #Dine Out", amount: "250.00", category: "Dine Out", payee: "Burger"),
        Row(text: "1.2 lakh from savings to fd", kind: .transfer, amount: "120000.00", account: "Savings", to: "FD"),
        Row(text: "2k from cash to upi", kind: .transfer, amount: "2000.00", account: "Cash", to: "UPI"),
        Row(text: "lunch 900/3", amount: "300.00", category: "Eating out", payee: "lunch"),
        Row(text: "tea 12*3+4", amount: "40.00", category: "Eating out", payee: "tea"),
        Row(text: "tea 2 + 3 * 4", amount: "14.00", category: "Eating out", payee: "tea"),
        Row(text: "taxi 3x40 monday", amount: "120.00", category: "Taxi", day: "2026-11-16"),
        Row(
            text: "movie 450 last friday",
            amount: "450.00",
            category: "Entertainment",
            day: "2026-11-13",
            payee: "movie"
        ),
        Row(text: "movie 450 friday", amount: "450.00", category: "Entertainment", day: "2026-11-20", payee: "movie"),
        Row(
            text: "dinner 1,20,000 3 Mar",
            amount: "120000.00",
            category: "Eating out",
            day: "2026-03-03",
            payee: "dinner"
        ),
        Row(
            text: "dinner 1200 Dec 24 2025",
            amount: "1200.00",
            category: "Eating out",
            day: "2025-12-24",
            payee: "dinner"
        ),
        Row(text: "fuel 500 13/11", amount: "500.00", category: "Fuel", day: "2026-11-13"),
        Row(text: "fuel 500 2026-11-02", amount: "500.00", category: "Fuel", day: "2026-11-02"),
        Row(text: "petrol 500 3 days ago", amount: "500.00", category: "Fuel", day: "2026-11-17", payee: "petrol"),
        Row(
            text: "paid 500 to Ravi for old bicycle",
            amount: "500.00",
            category: "Uncategorised",
            payee: "Ravi",
            note: "old bicycle"
        ),
        Row(text: "₹99.90 milk", amount: "99.90", category: "Groceries", payee: "milk"),
        Row(text: "milk Rs. 60", amount: "60.00", category: "Groceries", payee: "milk"),
        Row(text: "milk 60 rs", amount: "60.00", category: "Groceries", payee: "milk"),
        Row(text: "2.5cr from savings to fd", kind: .transfer, amount: "25000000.00", account: "Savings", to: "FD"),
        Row(
            text: "interest 1.5k into savings",
            kind: .income,
            amount: "1500.00",
            account: "Savings",
            category: "Interest"
        ),
        Row(text: "received 300 from Asha", kind: .income, amount: "300.00", category: "Uncategorised", payee: "Asha"),
        Row(text: "GROCERIES 75 #Home #weekly", amount: "75.00", category: "Groceries", tags: ["Home", "weekly"]),
        Row(
            text: "bus 40 day before yesterday cash",
            amount: "40.00",
            category: "Public transport",
            day: "2026-11-18",
            payee: "bus"
        ),
        Row(text: "640,50 bread", amount: "640.50", category: "Groceries", payee: "bread"),
        Row(text: "shoes 100/3", amount: "33.33", category: "Clothes", payee: "shoes"),
    ]

    static func book() throws -> TestBook {
        var test = try TestBook.starter()
        try test.run { try $0.addAccount(AccountContent(name: "FD", kind: .investment, currency: .inr)) }
        try test.run { try $0.addCategory(CategoryContent(name: "Dine Out", kind: .expense)) }
        return test
    }

    @Test("a line becomes the transaction it says", arguments: rows)
    func reads(_ row: Row) throws {
        let test = try Self.book()
        let reading = QuickAdd.read(row.text, book: test.book, today: Self.today)
        #expect(reading.questions.isEmpty, "\(reading.questions)")
        #expect(reading.kind == row.kind)
        let draft = try #require(reading.draft)
        let amount = try Amount(decimal: row.amount, currency: .inr)
        let account = test.account(row.account)
        let expected: TransactionDraft
        switch row.kind {
        case .transfer:
            expected = try .transfer(amount, day: .test(row.day), from: account, to: test.account(row.to ?? ""))
        case .income:
            let category =
                row.category == "Uncategorised" ? CategoryID.uncategorisedIncome : test.category(row.category ?? "")
            expected = try .income(amount, day: .test(row.day), into: account, from: category, payee: row.payee)
        case .expense:
            expected = try .expense(
                amount,
                day: .test(row.day),
                from: account,
                on: test.category(row.category ?? ""),
                payee: row.payee,
                note: row.note,
                tags: row.tags
            )
        }
        #expect(draft == expected)
        try expectEveryWordClaimed(row.text, reading)
    }

    private func expectEveryWordClaimed(_ text: String, _ reading: QuickAddReading) throws {
        for (index, byte) in text.utf8.enumerated() where byte != 0x20 && byte != 0x2C {
            #expect(reading.tokens.contains { $0.range.contains(index) }, "byte \(index) of \(text) is dropped")
        }
    }

    @Test("what is missing is asked, not guessed")
    func questions() throws {
        let test = try Self.book()
        func ask(_ text: String) -> QuickAddReading { QuickAdd.read(text, book: test.book, today: Self.today) }
        #expect(ask("coffee").questions == [.howMuch])
        #expect(ask("12/3").questions == [.howMuch])
        #expect(ask("").questions == [.howMuch])
        #expect(ask("coffee 120 250").questions == [.whichAmount([7..<10, 11..<14])])
        #expect(ask("500 from savings to moon").questions == [.unknownAccount(20..<24)])
        #expect(ask("500 @ moon").questions == [.unknownAccount(4..<10)])
        #expect(ask("500 from cash to cash").questions == [.sameAccount])
        #expect(ask("coffee 1.234").questions == [.tooManyDecimals(7..<12, decimals: 2)])
        #expect(ask("coffee 0").questions == [.refused(.zero(.amount))])
        #expect(ask("coffee 99999999999999 crore").questions == [.tooLarge(7..<27)])
        #expect(ask("4111 1111 1111 1111 500 rs").draft == nil)
        #expect(ask("gift 500 for card 4111-1111-1111-1111").questions == [.refused(.cardNumber(.text))])
        #expect(ask(String(repeating: "a", count: 501)).questions == [.tooLong(maximum: 500)])
        for text in ["coffee", "500 @ moon", "500 from cash to cash"] { #expect(ask(text).draft == nil) }
    }

    @Test("a foreign currency needs an account that holds it")
    func currencies() throws {
        var test = try Self.book()
        #expect(
            QuickAdd.read("hotel 20 usd @cash", book: test.book, today: Self.today).questions == [
                .currencyOfAccount(test.account("Cash"))
            ]
        )
        #expect(QuickAdd.read("hotel $20", book: test.book, today: Self.today).questions == [.noAccountIn(.usd)])
        try test.run { try $0.addAccount(AccountContent(name: "Dollars", kind: .bank, currency: .usd)) }
        let reading = QuickAdd.read("hotel USD 20", book: test.book, today: Self.today)
        #expect(reading.draft?.postings.first?.amount == Amount(minorUnits: -2000, currency: .usd))
        #expect(
            QuickAdd.read("100 from cash to dollars", book: test.book, today: Self.today).questions == [.howMuchArrives]
        )
    }

    @Test("an order that could be the other way names the other day")
    func ambiguousDays() throws {
        let test = try Self.book()
        func day(_ text: String, _ order: DateOrder) throws -> QuickAddToken {
            let reading = QuickAdd.read(text, book: test.book, today: Self.today, order: order)
            return try #require(reading.tokens.first { if case .day = $0.meaning { true } else { false } })
        }
        let european = try day("tea 20 03/04", .dayMonthYear)
        #expect(european.meaning == .day(.test("2026-04-03")))
        #expect(european.alternative == .day(.test("2026-03-04")))
        let american = try day("tea 20 03/04", .monthDayYear)
        #expect(american.meaning == .day(.test("2026-03-04")))
        #expect(american.alternative == .day(.test("2026-04-03")))
        let certain = try day("tea 20 13/04", .monthDayYear)
        #expect(certain.meaning == .day(.test("2026-04-13")))
        #expect(certain.alternative == nil)
    }

    @Test("the last category and account of a payee are remembered, and it says so")
    func payeeMemory() throws {
        var test = try Self.book()
        let id = try test.spend(9000, "Shopping", "2026-10-01", account: "Card", payee: "Café Noir")
        let reading = QuickAdd.read("cafe noir 130", book: test.book, today: Self.today)
        let draft = try #require(reading.draft)
        #expect(draft.postings.map(\.target) == [.account(test.account("Card")), .category(test.category("Shopping"))])
        #expect(reading.tokens.filter { $0.reason == .payeeMemory(id) }.count == 2)
    }

    @Test("any line can be read", arguments: 0..<40 as Range<UInt64>)
    func fuzz(_ seed: UInt64) throws {
        let test = try Self.book()
        var generator = SeededGenerator(seed: seed)
        let parts = [
            "12", "1,2", "/", "+", "-", "@", "#", "from", "to", "for", "₹", "$", "k", "lakh", "999999999999999999999",
            "3 mar", "29 feb", "31/12/9999", "0/0", "last", "friday", "ago", "days", "cash", "upi", "card", "#Dine",
            "Out",
            "e\u{301}", "\u{202E}", "🚲", ".", ",", "1.", ".5", "x", "usd", "0001-01-01", "th", "1th", "\t",
            "9999 dec 31",
        ]
        for _ in 0..<200 {
            let count = Int.random(in: 0..<8, using: &generator)
            let text = (0..<count).map { _ in parts[Int.random(in: 0..<parts.count, using: &generator)] }
                .joined(separator: Bool.random(using: &generator) ? " " : "")
            let reading = QuickAdd.read(text, book: test.book, today: Self.today)
            #expect((reading.draft == nil) == !reading.questions.isEmpty, "seed \(seed): \(text)")
        }
    }
}
