import Primitives
import Testing

@testable import Money

/// What holds of every line.
@Suite("Quick add: any line")
struct QuickAddPropertyTests {
    private static let words = [
        "12", "900", "340", "1240", "1,2", "0", "-5", "+7", "/", "+", "-", "=", "x", "@", "#", ":", ",", ";",
        "1240:", "12x", "1.234,50", "1.234.567.89", "12.345.678.901.234.567.890.123", "1.234.",
        "999999999999999999999", "k", "lakh", "हज़ार", "करोड़", "₹", "$", "usd", "eur", "rupees", "3 mar",
        "29 feb", "31/12/9999", "0/0", "9999 dec 31", "0001-01-01", "1st", "31st", "1.", "last", "next",
        "friday", "ago", "days", "in", "vor", "कल", "पहले", "every", "each", "jeden", "alle", "हर", "month",
        "weeks", "monthly", "daily", "until", "bis", "तक", "2027-03", "times", "for", "on", "the", "of",
        "working", "day", "second", "other", "first", "cash", "upi", "from", "to", "with", "split", "between",
        "me", "and", "shared", "asha", "Asha", "ben", "zed", "lent", "borrowed", "paid", "back", "owes", "by",
        "got", "geteilt", "mit", "von", "an", "geliehen", "hat", "उधार", "दिए", "को", "से", "ने", "के", "साथ",
        "rest", "total", "groceries", "medicine", "salary", "coffee", "#Groceries", "#medicine", "#Dine",
        "Out", "e\u{301}", "\u{202E}", "🚲", ".", "\t", "२०", "१,२०,०००", "०", "1.200", "1,200", "Miete", "50/50", "2l",
        "5m", "31/4", "biweekly", "twice", "a", "week", "letzten", "Monat", "savings", "move", "dollars", "pounds",
        "डॉलर", "3.11", "3.11.", "am", "night", "interest",
    ]

    @Test(
        "reading never stops, says every byte once, and makes what the book takes",
        arguments: 0..<40 as Range<UInt64>
    )
    func anyLine(_ seed: UInt64) throws {
        let test = try QuickAddPeopleTests.book()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let count = Int.random(in: 0..<12, using: &generator)
            let separator = Int.random(in: 0..<8, using: &generator) == 0 ? "" : " "
            let text = (0..<count).map { _ in Self.words[Int.random(in: 0..<Self.words.count, using: &generator)] }
                .joined(separator: separator)
            let reading = QuickAdd.read(text, book: test.book, today: QuickAddTests.today)
            #expect((reading.draft == nil) == !reading.questions.isEmpty, "seed \(seed): \(text)")
            if reading.questions != [.refused(.cardNumber(.text))] { QuickAddRow.checkTokens(text, reading) }
            guard let draft = reading.draft else { continue }
            var check = TransactionCheck(book: test.book)
            #expect(throws: Never.self) { _ = try check.content(of: draft) }
            guard let recurring = reading.recurring else { continue }
            var copy = test
            #expect(throws: Never.self, "seed \(seed): \(text)") {
                try copy.run { _ = try $0.addRecurring(recurring, today: QuickAddTests.today) }
            }
        }
    }

    @Test("figures of Hindi say what the same figures in ASCII say", arguments: 0..<20 as Range<UInt64>)
    func figures(_ seed: UInt64) throws {
        let test = try QuickAddPeopleTests.book()
        var generator = SeededGenerator(seed: seed)
        let hindi = Array("०१२३४५६७८९")
        for _ in 0..<100 {
            let count = Int.random(in: 1..<8, using: &generator)
            // A payee or a note keeps the figures that were typed.
            let text = (0..<count).map { _ in Self.words[Int.random(in: 0..<Self.words.count, using: &generator)] }
                .joined(separator: " ")
            let other = String(text.map { $0.isASCII ? $0.wholeNumberValue.map { hindi[$0] } ?? $0 : $0 })
            let plain = QuickAdd.read(text, book: test.book, today: QuickAddTests.today)
            let typed = QuickAdd.read(other, book: test.book, today: QuickAddTests.today)
            #expect(plain.kind == typed.kind, "seed \(seed): \(other)")
            #expect(plain.draft?.postings == typed.draft?.postings, "seed \(seed): \(other)")
            #expect(plain.draft?.day == typed.draft?.day, "seed \(seed): \(other)")
            #expect(plain.schedule == typed.schedule, "seed \(seed): \(other)")
            if typed.questions != [.refused(.cardNumber(.text))] { QuickAddRow.checkTokens(other, typed) }
        }
    }

    @Test("whoever shares, the parts are the total", arguments: 0..<20 as Range<UInt64>)
    func shares(_ seed: UInt64) throws {
        let test = try QuickAddPeopleTests.book()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let amount = Int64.random(in: 10...1_000_000, using: &generator)
            let names = ["", "split with asha", "split with asha and ben"][Int.random(in: 0..<3, using: &generator)]
            let text = "dinner \(Amount.decimal(minorUnits: amount, decimals: 2)) \(names)"
            let draft = try #require(QuickAdd.read(text, book: test.book, today: QuickAddTests.today).draft)
            #expect(draft.postings[0].amount.minorUnits == -amount)
            #expect(draft.postings.reduce(0) { $0 + $1.amount.minorUnits } == 0)
            let mine = draft.postings[1].amount.minorUnits
            for share in draft.postings.dropFirst(2) {
                #expect(share.amount.minorUnits <= mine)
                #expect(mine - share.amount.minorUnits < Int64(draft.postings.count))
            }
        }
    }
}
