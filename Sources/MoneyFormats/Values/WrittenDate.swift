import Money
import Primitives

/// A date as a file writes it, before the order of its parts is known.
///
/// Source: statement-import §6.
struct WrittenDate {
    struct Part {
        var value = 0
        var digitCount = 0
    }

    private var parts = (Part(), Part(), Part())
    /// Month given as a word, 1 to 12; then only two parts are numbers.
    private(set) var monthWord = 0
    /// `'04` is 2004, whatever the pivot.
    private var hasApostropheYear = false
    /// Eight digits without separators.
    private var isCompact = false
    private(set) var hasDots = false

    /// Years of two digits: 00–69 are of this century.
    ///
    /// Source: statement-import §6.
    private static let pivot = 70

    var hasShortYear: Bool { monthWord == 0 && !isCompact && parts.0.digitCount < 4 && parts.2.digitCount < 4 }

    var outerValues: (first: Int, last: Int) { (parts.0.value, parts.2.value) }

    /// The day in an order; nil when there is none.
    func day(_ order: DateOrder) -> CalendarDay? {
        if monthWord > 0 { return dayWithMonthWord() }
        if isCompact { return compactDay(order) }
        switch order {
        case .dayMonthYear: return day(year: parts.2, month: parts.1, day: parts.0)
        case .monthDayYear: return day(year: parts.2, month: parts.0, day: parts.1)
        case .yearMonthDay: return hasApostropheYear ? nil : day(year: parts.0, month: parts.1, day: parts.2)
        }
    }

    private func day(year: Part, month: Part, day: Part) -> CalendarDay? {
        guard month.digitCount <= 2, day.digitCount <= 2, let full = fullYear(year) else { return nil }
        return CalendarDay(year: full, month: month.value, day: day.value)
    }

    private func fullYear(_ part: Part) -> Int? {
        switch part.digitCount {
        case 4: part.value
        case 2: hasApostropheYear || part.value < Self.pivot ? 2000 + part.value : 1900 + part.value
        case 1: hasApostropheYear ? 2000 + part.value : nil
        default: nil
        }
    }

    private func dayWithMonthWord() -> CalendarDay? {
        let (year, day) = parts.0.digitCount == 4 ? (parts.0, parts.1) : (parts.1, parts.0)
        guard day.digitCount <= 2, let full = fullYear(year) else { return nil }
        return CalendarDay(year: full, month: monthWord, day: day.value)
    }

    private func compactDay(_ order: DateOrder) -> CalendarDay? {
        let value = parts.0.value
        let day: CalendarDay? =
            switch order {
            case .yearMonthDay: CalendarDay(year: value / 10_000, month: value / 100 % 100, day: value % 100)
            case .dayMonthYear: CalendarDay(year: value % 10_000, month: value / 10_000 % 100, day: value / 1_000_000)
            case .monthDayYear: CalendarDay(year: value % 10_000, month: value / 1_000_000, day: value / 10_000 % 100)
            }
        // 20240131 read as day 20, month 24 fails anyway; 10112012 must not become the year 1011.
        guard let day, (1900...2199).contains(day.parts.year) else { return nil }
        return day
    }

    /// Reads a cell: three parts in any order, a weekday before and a time after them; nil for anything else.
    static func read(_ bytes: [UInt8], _ range: Range<Int>) -> WrittenDate? {
        guard range.count <= 64 else { return nil }  // the longest real one is a long weekday and month with a time
        var date = WrittenDate()
        var index = range.lowerBound
        var count = 0
        while index < range.upperBound, !date.isComplete(count) {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39:
                guard date.takeNumber(bytes, &index, range.upperBound, &count) else { return nil }
            case 0x41...0x5A, 0x61...0x7A, 0xC3:
                guard date.takeWord(bytes, &index, range.upperBound, count) else { return nil }
            case 0x2E, 0x2F, 0x2D, 0x20, 0x2C, 0x27, 0x09:
                if byte == 0x2E, count > 0 { date.hasDots = true }
                if byte == 0x27, count > 0 { date.hasApostropheYear = true }
                index += 1
            default: return nil
            }
        }
        guard date.isComplete(count), isTime(bytes, index..<range.upperBound) else { return nil }
        return date
    }

    private func isComplete(_ count: Int) -> Bool { isCompact || count == 3 || (monthWord > 0 && count == 2) }

    private mutating func takeNumber(_ bytes: [UInt8], _ index: inout Int, _ end: Int, _ count: inout Int) -> Bool {
        var part = Part()
        while index < end, bytes[index] >= 0x30, bytes[index] <= 0x39, part.digitCount < 8 {
            part.value = part.value * 10 + Int(bytes[index] & 0x0F)
            part.digitCount += 1
            index += 1
        }
        if part.digitCount == 8 {
            guard count == 0, monthWord == 0 else { return false }
            isCompact = true
        } else {
            guard part.digitCount <= 4 else { return false }
        }
        switch count {
        case 0: parts.0 = part
        case 1: parts.1 = part
        default: parts.2 = part
        }
        count += 1
        return true
    }

    /// Months, weekdays, ordinal endings and small words such as `de`.
    private mutating func takeWord(_ bytes: [UInt8], _ index: inout Int, _ end: Int, _ count: Int) -> Bool {
        var packed: UInt64 = 0
        var letterCount = 0
        while index < end {
            var byte = bytes[index]
            if byte == 0xC3, index + 1 < end {
                byte = ByteSearch.foldedLatin(bytes[index + 1])
                index += 1
            } else if (byte | 0x20) < 0x61 || (byte | 0x20) > 0x7A {
                break
            }
            if letterCount < 8 { packed = packed << 8 | UInt64(byte | 0x20) }
            letterCount += 1
            index += 1
        }
        if let month = MonthWords.month(packed) {
            guard monthWord == 0, count < 3 else { return false }
            monthWord = month
            return true
        }
        return MonthWords.isNoise(packed, isFirst: count == 0 && monthWord == 0)
    }

    /// Nothing, or a time of day with or without a zone.
    private static func isTime(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard let first = range.first else { return true }
        switch bytes[first] {
        case 0x20, 0x2C, 0x54, 0x5A, 0x5B, 0x2E, 0x09, 0x30...0x39: break
        default: return false
        }
        return bytes[range].allSatisfy { byte in
            switch byte {
            case 0x30...0x3A, 0x20, 0x2E, 0x2B, 0x2D, 0x2C, 0x5B, 0x5D, 0x09: true
            case 0x41...0x5A, 0x61...0x7A: true
            default: false
            }
        }
    }
}
