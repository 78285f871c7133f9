import Primitives
import Testing

@testable import Money

/// Lines that were once read in one of two ways without a word.
@Suite("Quick add: two ways to read")
struct QuickAddDoubtTests {
    private static func book(
        _ currency: Currency = .inr,
        _ grouping: DigitGrouping = .western
    ) throws -> TestBook {
        var test = try TestBook.starter(currency)
        let settings = MoneySettings(baseCurrency: currency, digitGrouping: grouping, weekStart: 1)
        try test.run { try $0.setSettings(settings) }
        if currency != .inr {
            try test.run { try $0.addAccount(AccountContent(name: "Purse", kind: .cash, currency: currency)) }
        }
        return test
    }

    private static func ask(_ text: String, _ test: TestBook) -> [QuickAddQuestion] {
        let reading = QuickAdd.read(text, book: test.book, today: QuickAddTests.today)
        QuickAddRow.checkTokens(text, reading)
        #expect(reading.draft == nil, "\(text)")
        return reading.questions
    }

    private static func total(_ text: String, _ test: TestBook) -> String? {
        let reading = QuickAdd.read(text, book: test.book, today: QuickAddTests.today)
        QuickAddRow.checkTokens(text, reading)
        #expect(reading.questions.isEmpty, "\(text): \(reading.questions)")
        return reading.draft?.postings.last?.amount.decimal
    }

    // MARK: Marks

    @Test("three digits behind a dot are a group beside German words or continental marks, else asked about")
    func dots() throws {
        let plain = try Self.book()
        #expect(Self.ask("rent 12.000", plain) == [.tooManyDecimals(5..<11, decimals: 2)])
        #expect(Self.ask("coffee 1.500", plain) == [.tooManyDecimals(7..<12, decimals: 2)])
        #expect(Self.total("Miete 1.200 gestern", plain) == "1200.00")
        #expect(Self.total("Gehalt 2.500", plain) == "-2500.00")
        #expect(Self.total("rent 1.2345k", plain) == "1234.50")
        let european = try Self.book(.eur, .continental)
        #expect(Self.total("rent 12.000 @purse", european) == "12000.00")
        #expect(Self.total("Miete 1.200 € @purse", european) == "1200.00")
        #expect(Self.total("rent 1.200,50 @purse", european) == "1200.50")
        #expect(Self.total("coffee 2.50 @purse", european) == "2.50")
        #expect(Self.ask("coffee 0.250 @purse", european) == [.tooManyDecimals(7..<12, decimals: 2)])
        #expect(Self.ask("coffee 0,250 @purse", european) == [.tooManyDecimals(7..<12, decimals: 2)])
        #expect(Self.ask("rent 1,200 @purse", european) == [.groupOrDecimals(5..<10)])
        #expect(Self.total("rent 1,200.50 @purse", european) == "1200.50")
        #expect(Self.ask("rent 1.200 mio @purse", european) == [.groupOrDecimals(5..<14)])
        #expect(Self.ask("fuel 1.659*40", plain) == [.groupOrDecimals(5..<13)])
        #expect(Self.ask("Benzin 1.659*40", plain) == [.groupOrDecimals(7..<15)])
    }

    @Test("a currency without decimals takes none, one with three may mean them")
    func decimals() throws {
        let yen = try Self.book(.jpy)
        #expect(Self.ask("lunch 2.000 @purse", yen) == [.tooManyDecimals(6..<11, decimals: 0)])
        #expect(Self.ask("lunch 2.00 @purse", yen) == [.tooManyDecimals(6..<10, decimals: 0)])
        #expect(Self.total("lunch 2000 yen @purse", yen) == "2000")
        #expect(Self.total("Mittagessen 2.000 @purse", yen) == "2000")
        let dinar = try #require(Currency(code: "KWD"))
        #expect(Self.total("lunch 2.500 @purse", try Self.book(dinar)) == "2.500")
        #expect(Self.ask("lunch 2.500 @purse", try Self.book(dinar, .continental)) == [.groupOrDecimals(6..<11)])
    }

    @Test("a word for a currency is one, and the person's own where several are called so")
    func currencyWords() throws {
        let test = try Self.book()
        let usd = try #require(Currency(code: "USD"))
        for text in ["lunch 20 dollars", "lunch 10 डॉलर", "lunch 20 Dollar"] {
            #expect(Self.ask(text, test) == [.noAccountIn(usd)])
        }
        #expect(Self.ask("lunch 20 pounds", test) == [.noAccountIn(.gbp)])
        #expect(Self.ask("lunch 2000 yen", test) == [.noAccountIn(.jpy)])
        #expect(Self.ask("lunch 20 यूरो", test) == [.noAccountIn(.eur)])
        let australian = try #require(Currency(code: "AUD"))
        #expect(Self.total("lunch 20 dollars @purse", try Self.book(australian)) == "20.00")
        #expect(Self.ask("apples 2 pounds 150", test) == [.whichAmount([7..<15, 16..<19])])
    }

    @Test("figures of Hindi are figures, where they stand")
    func hindiFigures() throws {
        let test = try Self.book()
        try QuickAddRow("चाय २०", "Cash -20.00, Eating out 20.00", payee: "चाय").check(test.book)
        try QuickAddRow("₹१,२०,०००.५० rent ३ दिन पहले", "Cash -120000.50, Rent 120000.50", day: "2026-11-17")
            .check(test.book)
        try QuickAddRow("चाय २० १३/११ upi", "UPI -20.00, Eating out 20.00", payee: "चाय", day: "2026-11-13")
            .check(test.book)
        #expect(Self.ask("चाय ४१११ ११११ ११११ ११११", test) == [.refused(.cardNumber(.text))])
        #expect(Self.ask("चाय २० ३०", test) == [.whichAmount([10..<16, 17..<23])])
        let reading = QuickAdd.read("चाय २०", book: test.book, today: QuickAddTests.today)
        let amount = Amount(minorUnits: 2000, currency: .inr)
        #expect(reading.tokens.contains { $0.meaning == .amount(amount) && $0.range == 10..<16 })
    }

    // MARK: Which number

    @Test("beside another number, litres, shares and short sums do not win")
    func weakNumbers() throws {
        let test = try QuickAddPeopleTests.book()
        #expect(Self.ask("milk 2l 120", test) == [.whichAmount([5..<7, 8..<11])])
        #expect(Self.ask("cable 5m 300", test) == [.whichAmount([6..<8, 9..<12])])
        #expect(Self.ask("dinner 500 12-3", test) == [.whichAmount([7..<10, 11..<15])])
        #expect(Self.ask("dinner 500 31/4", test) == [.whichAmount([7..<10, 11..<15])])
        #expect(Self.ask("dinner 999 50/50", test) == [.whichAmount([7..<10, 11..<16])])
        #expect(Self.total("milk 2l ₹120", test) == "120.00")
        #expect(Self.total("rent 2l", test) == "200000.00")
        #expect(Self.total("dinner 31/4", test) == "7.75")
        let half = "Cash -999.00, Eating out 499.50, Asha 499.50"
        for text in [
            "dinner 999 split 50/50 with asha", "dinner 999 50/50 with asha", "dinner 999 split with asha 50-50",
            "dinner 999 halbe-halbe mit asha",
        ] {
            try QuickAddRow(text, half, payee: "dinner").check(test.book)
        }
        let three = Self.ask("dinner 999 split 50/50 with asha and ben", test)
        #expect(three == [.whichAmount([7..<10, 17..<22])])
        #expect(Self.ask("lunch 500 - 600", test) == [.belowZero(6..<15)])
    }

    @Test("what ties people together is no note")
    func ties() throws {
        let test = try QuickAddPeopleTests.book()
        let three = "Cash -1000.00, Eating out 333.34, Asha 333.33, Ben 333.33"
        for text in [
            "dinner 1000 split with asha, ben and me", "dinner 1000 split with asha and ben and myself",
            "dinner 1000 shared between me, asha and ben",
        ] {
            try QuickAddRow(text, three, payee: "dinner").check(test.book)
        }
        let owed = "Cash -1000.00, Eating out 300.00, Asha 400.00, Ben 300.00"
        try QuickAddRow("dinner 1000 asha owes 400 and ben owes 300", owed, payee: "dinner").check(test.book)
        try QuickAddRow("dinner 1000 asha 400, ben 300", owed, payee: "dinner").check(test.book)
    }

    // MARK: Which way

    @Test("money to an account comes from another, or is asked about")
    func destinations() throws {
        var test = try QuickAddTests.book()
        let (cash, savings, upi) = (test.account("Cash"), test.account("Savings"), test.account("UPI"))
        for text in ["transfer 500 to savings", "deposit 500 to savings", "move 500 to savings", "500 to savings"] {
            #expect(Self.ask(text, test) == [.fromWhere(savings, offered: cash)], "\(text)")
        }
        #expect(Self.ask("groceries 500 to savings", test) == [.fromWhere(savings, offered: cash)])
        #expect(Self.ask("500 to savings via upi", test) == [.fromWhere(savings, offered: upi)])
        #expect(Self.ask("500 from moon to savings", test) == [.unknownAccount(9..<13)])
        try QuickAddRow("500 upi to cash", "UPI -500.00, Cash 500.00").check(test.book)
        try QuickAddRow("move 500 upi to cash", "UPI -500.00, Cash 500.00").check(test.book)
        try QuickAddRow("transfer 500 from cash to savings", "Cash -500.00, Savings 500.00").check(test.book)
        try QuickAddRow("500 savings auf FD", "Savings -500.00, FD 500.00").check(test.book)
        try QuickAddRow("salary 500 to savings", "Savings 500.00, Salary -500.00").check(test.book)
        try QuickAddRow("received 500 to savings", "Savings 500.00, Uncategorised -500.00").check(test.book)
        try test.run { try $0.addAccount(AccountContent(name: "Paytm", kind: .wallet, currency: .inr)) }
        let wallets = [upi, test.account("Paytm")]
        #expect(Self.ask("500 gpay to cash", test).first == .whichAccount(4..<8, wallets))
    }

    @Test("what was paid goes out, whatever came in from there before")
    func paid() throws {
        var test = try QuickAddTests.book()
        let amazon = try TransactionDraft.income(
            Amount(minorUnits: 90_000, currency: .inr),
            day: .test("2026-11-01"),
            into: test.account("UPI"),
            from: test.category("Refunds"),
            payee: "Amazon"
        )
        try test.run { _ = try $0.addTransaction(amazon) }
        try QuickAddRow("paid amazon 500", "UPI -500.00, Uncategorised 500.00", payee: "amazon").check(test.book)
        try QuickAddRow("amazon 500", "UPI 500.00, Refunds -500.00", payee: "amazon").check(test.book)
        try QuickAddRow("paid 500 cashback", "UPI -500.00, Uncategorised 500.00", payee: "cashback").check(test.book)
        #expect(Self.ask("interest paid 500", test) == [.outOrIn(test.category("Interest"))])
        #expect(Self.ask("paid 500 salary to maid", test) == [.outOrIn(test.category("Salary"))])
        #expect(Self.ask("paid 500 #salary", test) == [.outOrIn(test.category("Salary"))])
        try QuickAddRow("got paid 500 salary", "UPI 500.00, Salary -500.00").check(test.book)
    }

    // MARK: When

    @Test("German dates have no year to need, and evenings are of a day")
    func days() throws {
        let test = try Self.book()
        let dinner = "Cash -30.00, Eating out 30.00"
        for text in ["Abendessen 30 am 3.11", "Abendessen 30 am 3.11.", "Abendessen 30 3.11.", "3.11. Abendessen 30"] {
            try QuickAddRow(text, dinner, payee: "Abendessen", day: "2026-11-03").check(test.book)
        }
        try QuickAddRow("dinner 30 on 3.11", dinner, payee: "dinner", day: "2026-11-03").check(test.book)
        try QuickAddRow("dinner 30.11", "Cash -30.11, Eating out 30.11", payee: "dinner").check(test.book)
        try QuickAddRow("dinner 30 last night", dinner, payee: "dinner", day: "2026-11-19").check(test.book)
        try QuickAddRow("Abendessen 30 gestern Abend", dinner, payee: "Abendessen", day: "2026-11-19")
            .check(test.book)
        #expect(Self.ask("dinner 30 last week", test) == [.whichDay(10..<19)])
        #expect(Self.ask("Abendessen 30 letzten Monat", test) == [.whichDay(14..<27)])
        #expect(Self.ask("चाय 20 पिछले हफ़्ते", test) == [.whichDay(13..<47)])
        try QuickAddRow("rent 30 for last month", "Cash -30.00, Rent 30.00", note: "last month").check(test.book)
        try QuickAddRow("dinner 30 last friday", dinner, payee: "dinner", day: "2026-11-13").check(test.book)
    }

    @Test("how often is asked where the word has two meanings or no days")
    func howOften() throws {
        let test = try Self.book()
        #expect(Self.ask("rent 500 biweekly", test) == [.howOften(9..<17)])
        #expect(Self.ask("rent 500 twice a month", test) == [.howOften(9..<22)])
        #expect(Self.ask("rent 500 3 times per week", test) == [.howOften(9..<25)])
        #expect(Self.ask("rent 500 zweimal im Monat", test) == [.howOften(9..<25)])
        #expect(Self.ask("rent 500 महीने में दो बार", test).count == 1)
    }
}
