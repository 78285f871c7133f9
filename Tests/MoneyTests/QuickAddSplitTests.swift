import Primitives
import Testing

@testable import Money

@Suite("Quick add: several amounts")
struct QuickAddSplitTests {
    static let rows: [QuickAddRow] = [
        QuickAddRow(
            "bigbasket 900 groceries 340 medicine upi",
            "UPI -1240.00, Groceries 900.00, Medicine 340.00",
            payee: "bigbasket"
        ),
        QuickAddRow("900 groceries and 340 for medicine", "Cash -1240.00, Groceries 900.00, Medicine 340.00"),
        QuickAddRow("900 groceries + 340 medicine", "Cash -1240.00, Groceries 900.00, Medicine 340.00"),
        QuickAddRow("rent 22k electricity 1.5k", "Cash -23500.00, Rent 22000.00, Electricity 1500.00"),
        QuickAddRow("900 #groceries 340 #medicine", "Cash -1240.00, Groceries 900.00, Medicine 340.00"),
        QuickAddRow("120 coffee 60 milk", "Cash -180.00, Eating out 120.00, Groceries 60.00"),
        QuickAddRow("1240 = 900 groceries + 340 medicine", "Cash -1240.00, Groceries 900.00, Medicine 340.00"),
        QuickAddRow("900 groceries + 340 medicine = 1240", "Cash -1240.00, Groceries 900.00, Medicine 340.00"),
        QuickAddRow("1240: 900 groceries, rest medicine", "Cash -1240.00, Groceries 900.00, Medicine 340.00"),
        QuickAddRow(
            "Supermart 1240 900 groceries 340 medicine",
            "Cash -1240.00, Groceries 900.00, Medicine 340.00",
            payee: "Supermart"
        ),
        QuickAddRow(
            "bigbasket 1240 groceries 900 medicine 340",
            "Cash -1240.00, Groceries 900.00, Medicine 340.00",
            payee: "bigbasket"
        ),
        QuickAddRow("75000 salary 1200 interest savings", "Savings 76200.00, Salary -75000.00, Interest -1200.00"),
        QuickAddRow("received 90 groceries 34 medicine", "Cash 124.00, Groceries -90.00, Medicine -34.00"),
        QuickAddRow("120+80 groceries 50/2 medicine", "Cash -225.00, Groceries 200.00, Medicine 25.00"),
        // One amount stays one.
        QuickAddRow("120+80 coffee", "Cash -200.00, Eating out 200.00", payee: "coffee"),
        QuickAddRow("2 coffee ₹120", "Cash -120.00, Eating out 120.00", payee: "2 coffee"),
        QuickAddRow("Miete 900", "Cash -900.00, Rent 900.00", payee: "Miete"),
    ]

    @Test("each amount has its category beside it", arguments: rows)
    func reads(_ row: QuickAddRow) throws { try row.check(QuickAddTests.book().book) }

    @Test("what does not add up, or could be meant two ways, is asked")
    func questions() throws {
        let test = try QuickAddTests.book()
        func ask(_ text: String) -> [QuickAddQuestion] {
            let reading = QuickAdd.read(text, book: test.book, today: QuickAddTests.today)
            QuickAddRow.checkTokens(text, reading)
            #expect(reading.draft == nil)
            return reading.questions
        }
        #expect(ask("1250 = 900 groceries + 340 medicine") == [.totalDiffers(0..<4)])
        #expect(ask("1250 900 groceries 340 medicine") == [.totalDiffers(0..<4)])
        #expect(ask("900: 900 groceries, rest medicine") == [.totalDiffers(0..<3)])
        #expect(ask("1240: 900 groceries 340") == [.whatFor(20..<23)])
        #expect(ask("groceries 900 medicine 340 clothes") == [.whichSide])
        #expect(ask("900 groceries 340 salary") == [.mixedKinds])
        #expect(ask("900 inr groceries 340 usd medicine") == [.oneCurrency])
        #expect(ask("groceries 900 340") == [.whichAmount([10..<13, 14..<17])])
        #expect(ask("900 groceries 0 medicine") == [.refused(.zero(.amount))])
        let many = (1...100).map { "\($0) groceries" }.joined(separator: " ")
        #expect(QuickAdd.read(many, book: test.book, today: QuickAddTests.today).draft == nil)
    }

    @Test("an amount in another currency takes what left the account along")
    func exchange() throws {
        var test = try QuickAddTests.book()
        try test.run { try $0.addAccount(AccountContent(name: "Euros", kind: .bank, currency: .eur)) }
        try QuickAddRow("lunch 12 eur", "Euros -12.00 EUR, Eating out 12.00 EUR", payee: "lunch").check(test.book)
        try QuickAddRow("lunch 12 euro", "Euros -12.00 EUR, Eating out 12.00 EUR", payee: "lunch").check(test.book)
        let hotel = QuickAddRow("hotel 20 usd = 1700 inr upi", "UPI -1700.00, Travel 20.00 USD", payee: "hotel")
        try hotel.check(test.book)
        let reversed = QuickAddRow("1700 inr = 20 usd hotel upi", "UPI -1700.00, Travel 20.00 USD", payee: "hotel")
        try reversed.check(test.book)
        try QuickAddRow("100 eur = 9000 inr from euros to cash", "Euros -100.00 EUR, Cash 9000.00").check(test.book)
        let wrong = QuickAdd.read("hotel 20 usd = 1700 inr euros", book: test.book, today: QuickAddTests.today)
        #expect(wrong.questions == [.currencyOfAccount(test.account("Euros"))])
    }
}
