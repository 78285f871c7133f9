/// A test for luteinising hormone.
///
/// - Source: docs/spec/cycle-diary.md §3, field 5.
package struct LHTest: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum Result: UInt8, Hashable, Sendable, CaseIterable {
        case negative = 1
        case positive = 2
        case peak = 3
        case invalid = 4
    }

    package var result: Result
    /// Minutes since midnight, 0 to 1,439.
    package var minuteOfDay: Int?

    package init(_ result: Result, minuteOfDay: Int? = nil) {
        self.result = result
        self.minuteOfDay = minuteOfDay
    }

    package var isPositive: Bool { result == .positive || result == .peak }
}
