import Primitives
import Testing

@testable import Money

/// One line and what it becomes, in a form short enough for a table.
struct QuickAddRow: CustomTestStringConvertible {
    let text: String
    /// `Cash -1240.00, Groceries 900.00, Medicine 340.00`.
    let postings: String
    var payee: String?
    var note: String?
    var day = "2026-11-20"
    var schedule: Schedule?
    var testDescription: String { text }

    init(
        _ text: String,
        _ postings: String,
        payee: String? = nil,
        note: String? = nil,
        day: String = "2026-11-20",
        _ schedule: Schedule? = nil
    ) {
        self.text = text
        self.postings = postings
        self.payee = payee
        self.note = note
        self.day = day
        self.schedule = schedule
    }

    /// Reads the line and compares all of what it became.
    func check(_ book: MoneyBook, today: CalendarDay = QuickAddTests.today) throws {
        let reading = QuickAdd.read(text, book: book, today: today)
        #expect(reading.questions.isEmpty, "\(text): \(reading.questions)")
        let draft = try #require(reading.draft)
        #expect(Self.text(draft.postings, book) == postings)
        #expect(draft.payee == payee)
        #expect(draft.note == note)
        #expect(draft.day.iso == day)
        #expect(reading.schedule == schedule)
        Self.checkTokens(text, reading)
    }

    static func text(_ postings: [Posting], _ book: MoneyBook) -> String {
        postings.map { posting in
            let name =
                switch posting.target {
                case .account(let id): book.account(id)?.name ?? "?"
                case .category(let id): book.category(id)?.name ?? "?"
                }
            let currency = posting.amount.currency == .inr ? "" : " " + posting.amount.currency.code
            return name + " " + posting.amount.decimal + currency
        }
        .joined(separator: ", ")
    }

    /// Every byte that is not a separator is said, once, and a draft leaves nothing unclear.
    static func checkTokens(_ text: String, _ reading: QuickAddReading) {
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() where byte > 0x20 && byte != 0x2C && byte != 0x3A && byte != 0x3B {
            let tokens = reading.tokens.filter { $0.range.contains(index) }
            #expect(tokens.count == 1, "byte \(index) of \(text) is in \(tokens)")
        }
        #expect(reading.tokens.allSatisfy { $0.range.upperBound <= bytes.count })
        if reading.draft != nil { #expect(!reading.tokens.contains { $0.meaning == .unclear }, "\(text)") }
    }
}
