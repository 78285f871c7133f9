/// Some days of the week.
///
/// - Shape: bit 0 is Monday, bit 6 Sunday. Raw values are on disk.
package struct WeekdaySet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// - `weekdays`: ISO numbers, 1 Monday … 7 Sunday; others are passed over.
    package init(weekdays: [Int]) {
        rawValue = weekdays.reduce(0) { (1...7).contains($1) ? $0 | 1 << UInt8($1 - 1) : $0 }
    }

    package static let workingDays = WeekdaySet(rawValue: 0b001_1111)
    package static let all = WeekdaySet(rawValue: 0b111_1111)

    package func contains(weekday: Int) -> Bool { rawValue >> UInt8(weekday - 1) & 1 == 1 }

    /// ISO numbers in order.
    package var weekdays: [Int] { (1...7).filter { contains(weekday: $0) } }
}
