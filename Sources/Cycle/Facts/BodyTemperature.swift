/// A body temperature in hundredths of a degree Celsius.
///
/// Whole numbers, so that a rule that asks for 0.20 °C means it.
package struct BodyTemperature: Hashable, Comparable, Sendable {
    /// 34.00 to 42.00 °C: outside of them the entry is refused (docs/spec/cycle-diary.md §3).
    package static let range = 3400...4200
    /// 35.50 to 38.50 °C: outside of them the diary asks.
    package static let usualRange = 3550...3850

    package let hundredths: Int

    /// Nil outside of ``range``.
    package init?(hundredths: Int) {
        guard Self.range.contains(hundredths) else { return nil }
        self.hundredths = hundredths
    }

    private init(checked hundredths: Int) { self.hundredths = hundredths }

    /// The nearest 0.05 °C, 0.025 up, in which charts are read.
    ///
    /// - Source: docs/spec/cycle-evaluation.md §2.1.
    package var roundedToTwentieths: BodyTemperature { BodyTemperature(checked: (hundredths + 2) / 5 * 5) }

    package var isUsual: Bool { Self.usualRange.contains(hundredths) }

    package static func < (left: BodyTemperature, right: BodyTemperature) -> Bool {
        left.hundredths < right.hundredths
    }
}

/// A basal temperature as it was measured.
///
/// - Source: docs/spec/cycle-diary.md §3, field 2.
package struct TemperatureReading: Hashable, Sendable {
    /// Where it was measured.
    ///
    /// Raw values are on disk: never renumber, never reuse.
    package enum Method: UInt8, Hashable, Sendable, CaseIterable {
        case notSaid = 0
        case oral = 1
        case vaginal = 2
        case rectal = 3
        case axillary = 4
        case ear = 5
        case forehead = 6
        case wearable = 7
        case other = 8
    }

    package var value: BodyTemperature
    /// Minutes since midnight, 0 to 1,439.
    package var minuteOfDay: Int?
    package var method: Method
    /// Disturbed: left out of the evaluation, and shown as left out.
    package var isExcluded: Bool
    /// Why it is excluded, where she says so.
    package var reason: Factor.Kind?

    package init(
        _ value: BodyTemperature,
        minuteOfDay: Int? = nil,
        method: Method = .notSaid,
        isExcluded: Bool = false,
        reason: Factor.Kind? = nil
    ) {
        self.value = value
        self.minuteOfDay = minuteOfDay
        self.method = method
        self.isExcluded = isExcluded
        self.reason = reason
    }
}
