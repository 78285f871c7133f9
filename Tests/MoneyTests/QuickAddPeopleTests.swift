import Primitives
import Testing

@testable import Money

@Suite("Quick add: people")
struct QuickAddPeopleTests {
    static func book() throws -> TestBook {
        var test = try QuickAddTests.book()
        for name in ["Asha", "Ben", "Carl Rao"] {
            try test.run { try $0.addAccount(AccountContent(name: name, kind: .person, currency: .inr)) }
        }
        return test
    }

    static let rows: [QuickAddRow] = [
        QuickAddRow("dinner 1200 split with Asha", "Cash -1200.00, Eating out 600.00, Asha 600.00", payee: "dinner"),
        QuickAddRow(
            "dinner 1000 split with Asha and Ben",
            "Cash -1000.00, Eating out 333.34, Asha 333.33, Ben 333.33",
            payee: "dinner"
        ),
        QuickAddRow(
            "dinner 1200 upi shared between me, Asha and carl",
            "UPI -1200.00, Eating out 400.00, Asha 400.00, Carl Rao 400.00",
            payee: "dinner"
        ),
        QuickAddRow("dinner 1200 asha owes 400", "Cash -1200.00, Eating out 800.00, Asha 400.00", payee: "dinner"),
        QuickAddRow("dinner 1200 asha 400", "Cash -1200.00, Eating out 800.00, Asha 400.00", payee: "dinner"),
        QuickAddRow("dinner 1200 @asha 400", "Cash -1200.00, Eating out 800.00, Asha 400.00", payee: "dinner"),
        QuickAddRow(
            "dinner 1200 asha 400 split with ben",
            "Cash -1200.00, Eating out 400.00, Asha 400.00, Ben 400.00",
            payee: "dinner"
        ),
        QuickAddRow("dinner 1200 asha 1200", "Cash -1200.00, Asha 1200.00", payee: "dinner"),
        QuickAddRow(
            "900 groceries 341 medicine split with asha",
            "Cash -1241.00, Groceries 450.00, Medicine 170.50, Asha 620.50"
        ),
        QuickAddRow(
            "1640: 900 groceries, 340 medicine, asha 400",
            "Cash -1640.00, Groceries 900.00, Medicine 340.00, Asha 400.00"
        ),
        QuickAddRow("lent Asha 500 cash", "Cash -500.00, Asha 500.00"),
        QuickAddRow("lent 500 to Asha for books", "Cash -500.00, Asha 500.00", note: "books"),
        QuickAddRow("Asha lent me 500 upi", "Asha -500.00, UPI 500.00"),
        QuickAddRow("borrowed 2000 from Ben upi", "Ben -2000.00, UPI 2000.00"),
        QuickAddRow("Asha paid back 300 upi", "Asha -300.00, UPI 300.00"),
        QuickAddRow("paid Ben back 200 upi", "UPI -200.00, Ben 200.00"),
        QuickAddRow("paid back Ben 200", "Cash -200.00, Ben 200.00"),
        QuickAddRow("repaid carl rao 200", "Cash -200.00, Carl Rao 200.00"),
        QuickAddRow("received 300 from Asha upi", "Asha -300.00, UPI 300.00"),
        QuickAddRow("got 300 back from asha", "Asha -300.00, Cash 300.00"),
        QuickAddRow("paid asha 400", "Cash -400.00, Asha 400.00"),
        QuickAddRow("Asha gave me 400", "Asha -400.00, Cash 400.00"),
        QuickAddRow("500 from savings to asha", "Savings -500.00, Asha 500.00"),
        QuickAddRow("dinner 900 paid by Asha", "Asha -900.00, Eating out 900.00", payee: "dinner"),
        // Only a name.
        QuickAddRow("gift 500 for asha", "Cash -500.00, Gifts and donations 500.00", payee: "gift", note: "asha"),
        QuickAddRow("dinner 900 with asha", "Cash -900.00, Eating out 900.00", payee: "dinner", note: "with asha"),
        QuickAddRow("paid 500 to Ravi", "Cash -500.00, Uncategorised 500.00", payee: "Ravi"),
        // German and Hindi.
        QuickAddRow("Essen 1200 geteilt mit Asha", "Cash -1200.00, Uncategorised 600.00, Asha 600.00", payee: "Essen"),
        QuickAddRow("Kino 1200 mit Asha geteilt", "Cash -1200.00, Entertainment 600.00, Asha 600.00", payee: "Kino"),
        QuickAddRow("an Asha 500 geliehen", "Cash -500.00, Asha 500.00"),
        QuickAddRow("von Ben 2000 geliehen", "Ben -2000.00, Cash 2000.00"),
        QuickAddRow("Asha hat 300 zurückgezahlt", "Asha -300.00, Cash 300.00"),
        QuickAddRow("an Ben 200 zurückgezahlt", "Cash -200.00, Ben 200.00"),
        QuickAddRow("खाना 1200 asha के साथ बाँटा", "Cash -1200.00, Eating out 600.00, Asha 600.00", payee: "खाना"),
        QuickAddRow("asha को 500 उधार दिए", "Cash -500.00, Asha 500.00"),
        QuickAddRow("ben से 2000 उधार लिए", "Ben -2000.00, Cash 2000.00"),
        QuickAddRow("asha ने 300 लौटाए", "Asha -300.00, Cash 300.00"),
    ]

    @Test("what is a person's becomes hers", arguments: rows)
    func reads(_ row: QuickAddRow) throws { try row.check(Self.book().book) }

    @Test("who is not known, or what she has to do with it, is asked")
    func questions() throws {
        let test = try Self.book()
        let (asha, ben) = (test.account("Asha"), test.account("Ben"))
        func ask(_ text: String) -> [QuickAddQuestion] {
            let reading = QuickAdd.read(text, book: test.book, today: QuickAddTests.today)
            QuickAddRow.checkTokens(text, reading)
            #expect(reading.draft == nil, "\(text)")
            return reading.questions
        }
        #expect(ask("dinner 1200 split with Zed") == [.unknownPerson(23..<26)])
        #expect(ask("dinner 1200 split with Asha and Zed") == [.unknownPerson(32..<35)])
        #expect(ask("lent Zed 500") == [.unknownPerson(5..<8)])
        #expect(ask("borrowed 2000 from Zed") == [.unknownPerson(19..<22)])
        #expect(ask("Zed paid back 300") == [.unknownPerson(0..<3)])
        #expect(ask("lent 500") == [.noPerson])
        #expect(ask("cake 800 asha") == [.whatOfPerson(9..<13, asha)])
        #expect(ask("Asha 500 geliehen") == [.whatOfPerson(0..<4, asha)])
        #expect(ask("Asha paid 400") == [.whatOfPerson(0..<4, asha)])
        #expect(ask("dinner 1200 asha 1300") == [.totalDiffers(7..<11)])
        #expect(ask("900 groceries 340 medicine asha 400") == [.noTotal])
        #expect(ask("paid rent 18000 to asha") == [.categoryOrPerson(test.category("Rent"), asha)])
        #expect(ask("dinner 1200 paid by asha split with ben") == [.payerShares(asha)])
        #expect(ask("lent 500 to asha to ben") == [.tooManyPeople])
        #expect(ask("dinner 0.01 split with asha") == [.refused(.zero(.amount))])
        #expect(ask("lent Asha 500 usd") == [.noAccountIn(.usd)])
        #expect(ben != asha)
    }

    @Test("a person's name never pays, and one word of two people is asked about")
    func names() throws {
        var test = try Self.book()
        try test.run { try $0.addAccount(AccountContent(name: "Asha joint", kind: .bank, currency: .inr)) }
        let joint = QuickAddRow("coffee 120 asha joint", "Asha joint -120.00, Eating out 120.00", payee: "coffee")
        try joint.check(test.book)
        let other = try test.run { try $0.addAccount(AccountContent(name: "Ben Rao", kind: .person, currency: .inr)) }
        let reading = QuickAdd.read("lent rao 500", book: test.book, today: QuickAddTests.today)
        #expect(reading.questions == [.whichAccount(5..<8, [test.account("Carl Rao"), other])])
        for text in ["coffee 120", "coffee 120 @asha", "coffee 120 via asha"] {
            let account = QuickAdd.read(text, book: test.book, today: QuickAddTests.today).draft?.postings.first?.target
            #expect(account != .account(test.account("Asha")))
        }
    }

    @Test("what a person owes in another currency is on her account for it")
    func currencies() throws {
        var test = try Self.book()
        try test.run { try $0.addAccount(AccountContent(name: "Carl Rao (USD)", kind: .person, currency: .usd)) }
        try test.run { try $0.addAccount(AccountContent(name: "Dollars", kind: .bank, currency: .usd)) }
        try QuickAddRow("lent carl 20 usd", "Dollars -20.00 USD, Carl Rao (USD) 20.00 USD").check(test.book)
        try QuickAddRow("lent carl 20", "Cash -20.00, Carl Rao 20.00").check(test.book)
        let taxi = "Dollars -20.00 USD, Taxi 10.00 USD, Carl Rao (USD) 10.00 USD"
        try QuickAddRow("taxi 20 usd split with carl", taxi).check(test.book)
        let asha = QuickAdd.read("hotel 20 usd split with asha", book: test.book, today: QuickAddTests.today)
        #expect(asha.questions == [.currencyOfAccount(test.account("Asha"))])
    }

    @Test("an equal part says what the division left over, and with whom")
    func rounding() throws {
        let test = try Self.book()
        let reading = QuickAdd.read("dinner 1000 split with asha and ben", book: test.book, today: QuickAddTests.today)
        let share = Amount(minorUnits: 33_333, currency: .inr)
        #expect(
            reading.tokens.contains {
                $0.meaning == .share(test.account("Asha"), share) && $0.reason == .equalPartRounded(of: 3)
            }
        )
        let company = QuickAdd.read("dinner 900 with asha", book: test.book, today: QuickAddTests.today)
        #expect(company.tokens.contains { $0.alternative == .share(test.account("Asha"), nil) })
    }
}
