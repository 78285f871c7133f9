import Primitives
import Testing

@testable import Money

@Suite("Quick add: German and Hindi")
struct QuickAddLanguageTests {
    static let rows: [QuickAddRow] = [
        QuickAddRow("Kaffee 3,50 gestern", "Cash -3.50, Eating out 3.50", payee: "Kaffee", day: "2026-11-19"),
        QuickAddRow("Kaffee 3,50 vorgestern", "Cash -3.50, Eating out 3.50", payee: "Kaffee", day: "2026-11-18"),
        QuickAddRow("Miete 1.234,50 am Montag", "Cash -1234.50, Rent 1234.50", payee: "Miete", day: "2026-11-16"),
        QuickAddRow("Strom 80 am 3. März", "Cash -80.00, Electricity 80.00", payee: "Strom", day: "2026-03-03"),
        QuickAddRow("Kino 12 letzten Freitag", "Cash -12.00, Entertainment 12.00", payee: "Kino", day: "2026-11-13"),
        QuickAddRow("Kino 12 vor 3 Tagen", "Cash -12.00, Entertainment 12.00", payee: "Kino", day: "2026-11-17"),
        QuickAddRow("Brot 4 bezahlt mit Karte", "Card -4.00, Groceries 4.00", payee: "Brot"),
        QuickAddRow("Gehalt 3 tausend", "Cash 3000.00, Salary -3000.00", payee: "Gehalt"),
        QuickAddRow("500 von Savings auf FD", "Savings -500.00, FD 500.00"),
        QuickAddRow("चाय 20 आज", "Cash -20.00, Eating out 20.00", payee: "चाय"),
        QuickAddRow("दूध 60 कल", "Cash -60.00, Groceries 60.00", payee: "दूध", day: "2026-11-19"),
        QuickAddRow("किराया 18 हज़ार", "Cash -18000.00, Rent 18000.00", payee: "किराया"),
        QuickAddRow("किराया 18 हजार", "Cash -18000.00, Rent 18000.00", payee: "किराया"),
        QuickAddRow("वेतन 1.2 लाख", "Cash 120000.00, Salary -120000.00", payee: "वेतन"),
        QuickAddRow("दवा 300 रुपये 3 दिन पहले", "Cash -300.00, Medicine 300.00", payee: "दवा", day: "2026-11-17"),
        QuickAddRow("2 करोड़ savings से fd में", "Savings -20000000.00, FD 20000000.00"),
        QuickAddRow("खाना 250 नकद शुक्रवार को", "Cash -250.00, Eating out 250.00", payee: "खाना"),
        QuickAddRow("coffee 20 next friday", "Cash -20.00, Eating out 20.00", payee: "coffee", day: "2026-11-27"),
        QuickAddRow("coffee 20 in 2 weeks", "Cash -20.00, Eating out 20.00", payee: "coffee", day: "2026-12-04"),
        QuickAddRow("coffee 20 a week ago", "Cash -20.00, Eating out 20.00", payee: "coffee", day: "2026-11-13"),
    ]

    @Test("words of every language are read in every language", arguments: rows)
    func reads(_ row: QuickAddRow) throws { try row.check(QuickAddTests.book().book) }

    @Test("कल is yesterday, and tomorrow is named")
    func twoDays() throws {
        let test = try QuickAddTests.book()
        func day(_ text: String) throws -> QuickAddToken {
            let reading = QuickAdd.read(text, book: test.book, today: QuickAddTests.today)
            return try #require(reading.tokens.first { if case .day = $0.meaning { true } else { false } })
        }
        #expect(try day("चाय 20 कल").alternative == .day(.test("2026-11-21")))
        #expect(try day("चाय 20 परसों").meaning == .day(.test("2026-11-18")))
        #expect(try day("चाय 20 परसों").alternative == .day(.test("2026-11-22")))
        #expect(try day("tea 20 next friday").alternative == nil)
        #expect(try day("tea 20 next sunday").alternative == .day(.test("2026-11-29")))
    }

    @Test("a common word finds the category under the name she gave it")
    func renamed() throws {
        var test = TestBook()
        try test.run { try $0.setSettings(MoneySettings(baseCurrency: .eur, digitGrouping: .western, weekStart: 1)) }
        try test.run { try $0.addAccount(AccountContent(name: "Bar", kind: .cash, currency: .eur)) }
        try test.run { try $0.addCategory(CategoryContent(name: "Essen gehen", kind: .expense)) }
        let row = QuickAddRow("Kaffee 3,50", "Bar -3.50 EUR, Essen gehen 3.50 EUR", payee: "Kaffee")
        try row.check(test.book)
    }
}
