import Primitives

/// Dates of ledger and hledger: `2026-01-13`, `2026/1/13`, `2026.01.13`, and `1/13` with a year from before.
enum LedgerDates {
    /// Takes the date at the beginning of a text.
    static func take(_ text: inout Substring, year: Int?) -> CalendarDay? {
        var numbers: [Int] = []
        var separator: Character?
        var rest = text
        while numbers.count < 3 {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard (1...4).contains(digits.count), let value = Int(digits) else { break }
            numbers.append(value)
            rest = rest.dropFirst(digits.count)
            guard numbers.count < 3, let next = rest.first, "-/.".contains(next), separator == nil || next == separator
            else { break }
            separator = next
            rest.removeFirst()
        }
        let day: CalendarDay?
        switch (numbers.count, year) {
        case (3, _): day = CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])
        case (2, let year?): day = CalendarDay(year: year, month: numbers[0], day: numbers[1])
        default: day = nil
        }
        guard let day else { return nil }
        text = rest
        return day
    }
}
