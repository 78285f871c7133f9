/// Which day of a month a schedule means.
///
/// - Shape: one number (``code``), see docs/spec/money-changes.md §7.
/// - Source: docs/spec/money-planning.md §2.
package enum MonthDay: Hashable, Sendable {
    /// 1...31; where the month is too short, its last day.
    case day(Int)
    /// The 1st to 4th of an ISO weekday.
    case weekday(ordinal: Int, weekday: Int)
    case lastWeekday(Int)
    /// The 1st to 20th day from Monday to Friday: no month has fewer than twenty.
    case workingDay(Int)
    /// The same counted from the end; 1 is the last.
    case workingDayFromEnd(Int)

    package var code: UInt16 {
        switch self {
        case .day(let day): UInt16(clamping: day)
        case .weekday(let ordinal, let weekday): UInt16(clamping: ordinal << 8 | weekday)
        case .lastWeekday(let weekday): UInt16(clamping: 5 << 8 | weekday)
        case .workingDay(let ordinal): UInt16(clamping: 6 << 8 | ordinal)
        case .workingDayFromEnd(let ordinal): UInt16(clamping: 7 << 8 | ordinal)
        }
    }

    /// Nil for a number that ``code`` never writes of a valid day.
    package init?(code: UInt16) {
        let low = Int(code & 0xFF)
        switch Int(code >> 8) {
        case 0: self = .day(low)
        case let ordinal where ordinal <= 4: self = .weekday(ordinal: ordinal, weekday: low)
        case 5: self = .lastWeekday(low)
        case 6: self = .workingDay(low)
        case 7: self = .workingDayFromEnd(low)
        default: return nil
        }
        guard isValid else { return nil }
    }

    var isValid: Bool {
        switch self {
        case .day(let day): (1...31).contains(day)
        case .weekday(let ordinal, let weekday): (1...4).contains(ordinal) && (1...7).contains(weekday)
        case .lastWeekday(let weekday): (1...7).contains(weekday)
        case .workingDay(let ordinal), .workingDayFromEnd(let ordinal): (1...20).contains(ordinal)
        }
    }

    /// The day of a month, 1 to its length.
    ///
    /// - `firstWeekday`: ISO weekday of the 1st.
    func day(firstWeekday: Int, length: Int) -> Int {
        switch self {
        case .day(let day): return min(day, length)
        case .weekday(let ordinal, let weekday): return 1 + (weekday - firstWeekday + 7) % 7 + 7 * (ordinal - 1)
        case .lastWeekday(let weekday):
            let lastWeekday = (firstWeekday + length - 2) % 7 + 1
            return length - (lastWeekday - weekday + 7) % 7
        case .workingDay(let ordinal):
            return (1...length).lazy.filter { Self.isWorking($0, firstWeekday) }.dropFirst(ordinal - 1).first ?? length
        case .workingDayFromEnd(let ordinal):
            return (1...length).reversed().lazy.filter { Self.isWorking($0, firstWeekday) }
                .dropFirst(ordinal - 1).first ?? 1
        }
    }

    private static func isWorking(_ day: Int, _ firstWeekday: Int) -> Bool { (firstWeekday + day - 2) % 7 < 5 }
}
