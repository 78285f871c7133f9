package import Primitives

/// Reads one typed line as a transaction: `coffee 120 yesterday upi`.
///
/// Deterministic and local: the same line, book and day give the same reading. Nothing is guessed silently: each part
/// carries its reason, what can be read two ways names the other, and what is missing is a question.
///
/// - Source: docs/spec/quick-add.md.
package enum QuickAdd {
    package static let characterMaximum = 500

    /// Reads a line.
    ///
    /// - Parameters:
    ///   - text: One line.
    ///   - book: Whose accounts, categories and payees the words may name.
    ///   - today: The person's day.
    ///   - order: How she writes 03/04; day first unless month first.
    /// - Returns: A draft ready to add, or the questions that are open.
    package static func read(
        _ text: String,
        book: MoneyBook,
        today: CalendarDay,
        order: DateOrder = .dayMonthYear
    ) -> QuickAddReading {
        guard text.utf8.count <= characterMaximum * 4, text.unicodeScalars.count <= characterMaximum else {
            return QuickAddReading(
                kind: .expense,
                questions: [.tooLong(maximum: characterMaximum)]
            )
        }
        // Before anything else: with hyphens a card number is also a sum.
        let digits = WordKey.withPlainDigits(Array(text.utf8)[...])
        if let card = CardNumber.numbers(in: digits.span).first {
            let isAsTyped = digits.count == text.utf8.count
            return QuickAddReading(
                kind: .expense,
                tokens: [QuickAddToken(isAsTyped ? card : 0..<text.utf8.count, .unclear, .written)],
                questions: [.refused(.cardNumber(.text))]
            )
        }
        var reader = QuickAddReader(text, book: book, today: today, order: order)
        reader.readMarks()
        reader.readRepeats()
        reader.readPeople()
        reader.readVerbs()
        reader.readMarkedAccounts()
        reader.readDay()
        reader.readAmounts()
        reader.settleHashes()
        reader.readNames()
        reader.readRest()
        return QuickAddComposer(reader).reading()
    }
}
