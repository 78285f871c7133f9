/// Years and days in a passphrase: people choose birthdays.
enum DatePieces {
    private static let years = 1900...2049

    static func dates(in text: [Character]) -> [GuessablePieces.Piece] {
        var result: [GuessablePieces.Piece] = []
        for start in text.indices {
            for count in 4...10 where start + count <= text.count {
                guard let guesses = guessesLog10(text[start..<start + count]) else { continue }
                result.append(.init(range: start..<start + count, guessesLog10: guesses, weakness: .date))
            }
        }
        return result
    }

    /// Nil when the text is no date.
    private static func guessesLog10(_ text: ArraySlice<Character>) -> Double? {
        let parts = text.split(omittingEmptySubsequences: false) { "-/. ".contains($0) }
        let numbers = parts.compactMap { number($0) }
        guard numbers.count == parts.count else { return nil }
        switch parts.count {
        case 1: return digits(Array(text), numbers[0])
        case 3: return isDate(numbers) ? 4.8 : nil  // 150 years of days, in a few orders and ways to part them
        default: return nil
        }
    }

    private static func digits(_ text: [Character], _ value: Int) -> Double? {
        switch text.count {
        case 4:
            if years.contains(value) { return 2.1 }
            return isDayAndMonth(value / 100, value % 100) ? 2.8 : nil
        case 6:
            return isDate([value / 10_000, value / 100 % 100, value % 100]) ? 4.4 : nil
        case 8:
            let yearLast = isDate([value / 1_000_000, value / 10_000 % 100, value % 10_000])
            return yearLast || isDate([value / 10_000, value / 100 % 100, value % 100]) ? 4.6 : nil
        default: return nil
        }
    }

    /// Day, month and year in one of the three orders in use.
    private static func isDate(_ numbers: [Int]) -> Bool {
        let (first, second, third) = (numbers[0], numbers[1], numbers[2])
        return isDayAndMonth(first, second) && isYear(third) || isYear(first) && isDayAndMonth(second, third)
    }

    private static func isDayAndMonth(_ one: Int, _ other: Int) -> Bool {
        (1...31).contains(one) && (1...12).contains(other) || (1...12).contains(one) && (1...31).contains(other)
    }

    private static func isYear(_ year: Int) -> Bool { years.contains(year) || (0...99).contains(year) }

    private static func number(_ text: ArraySlice<Character>) -> Int? {
        guard (1...8).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(String(text))
    }
}
