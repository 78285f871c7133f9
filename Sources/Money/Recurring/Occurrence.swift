package import Primitives

/// Names one occurrence before and after it is made: the recurring entry and the day of its schedule.
///
/// The same on every device, which is what keeps an occurrence from being made twice.
///
/// - Shape: as text 20 characters of Crockford's base 32 over id (8 bytes) and day (4 bytes), big-endian.
/// - Source: docs/spec/money-planning.md §3.
package struct OccurrenceID: Hashable, Comparable, Sendable {
    package let entry: RecurringID
    package let day: CalendarDay

    package init(_ entry: RecurringID, _ day: CalendarDay) {
        self.entry = entry
        self.day = day
    }

    /// Reads the text form; nil for anything else.
    package init?(text: some StringProtocol) {
        guard let bytes = Base32.decode(text), bytes.count == 12 else { return nil }
        entry = RecurringID(rawValue: bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) })
        day = CalendarDay(daysSinceEpoch: Int32(bitPattern: bytes[8...].reduce(0) { $0 << 8 | UInt32($1) }))
        guard TransactionRunDecoder.days.contains(day.daysSinceEpoch) else { return nil }
    }

    package var text: String {
        let days = UInt32(bitPattern: day.daysSinceEpoch)
        return Base32.encode(
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: entry.rawValue >> UInt64($0)) }
                + stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: days >> UInt32($0)) }
        )
    }

    package static func < (left: OccurrenceID, right: OccurrenceID) -> Bool {
        left.entry == right.entry ? left.day < right.day : left.entry < right.entry
    }
}

/// What became of an occurrence.
package struct Occurrence: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum State: UInt8, Hashable, Sendable, CaseIterable {
        /// Made, and not looked at yet.
        case pending = 1
        /// As it was planned.
        case confirmed = 2
        /// Differs from the plan.
        case edited = 3
        /// Not made, or taken back.
        case skipped = 4
    }

    package var state: State
    /// Nil when it was skipped before it was made.
    package var transaction: TransactionID?

    package init(_ state: State, _ transaction: TransactionID?) {
        self.state = state
        self.transaction = transaction
    }
}
