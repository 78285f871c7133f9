import Primitives

/// Texts, numbers and days of the diary as they may be kept.
///
/// - Source: docs/spec/cycle-diary.md §8.
enum CycleText {
    static let nameCharacters = 100

    /// Trims a one-line text; nil when nothing is left.
    static func line(
        _ text: String?,
        _ field: CycleField,
        maximum: Int = nameCharacters
    ) throws(CycleError) -> String? {
        try checked(text, field, maximum: maximum, takesLines: false)
    }

    /// The same, refusing an empty one.
    static func name(_ text: String, _ field: CycleField) throws(CycleError) -> String {
        guard let name = try line(text, field) else { throw .missing(field) }
        return name
    }

    /// The same, with line breaks and tabs allowed.
    static func note(_ text: String?) throws(CycleError) -> String? {
        try checked(text, .note, maximum: DayLimits.noteCharacters, takesLines: true)
    }

    static func check(_ value: Int, in range: ClosedRange<Int>, _ field: CycleField) throws(CycleError) {
        guard range.contains(value) else { throw .outOfRange(field) }
    }

    /// From 1900 to 2200, so that arithmetic with days stays far from its ends.
    static func check(day: CalendarDay, _ field: CycleField) throws(CycleError) {
        guard (firstDay...lastDay).contains(day) else { throw .outOfRange(field) }
    }

    static func check(from: CalendarDay, to: CalendarDay?) throws(CycleError) {
        try check(day: from, .from)
        guard let to else { return }
        try check(day: to, .to)
        guard from <= to else { throw .invalid(.to) }
    }

    private static let firstDay = CalendarDay(daysSinceEpoch: -25_567)
    private static let lastDay = CalendarDay(daysSinceEpoch: 84_371)

    private static func checked(
        _ text: String?,
        _ field: CycleField,
        maximum: Int,
        takesLines: Bool
    ) throws(CycleError) -> String? {
        guard let text else { return nil }
        do throws(PlainText.Fault) {
            return try PlainText.checked(text, maximum: maximum, takesLines: takesLines)
        } catch {
            switch error {
            case .tooLong: throw .tooLong(field, maximum: maximum)
            case .controlCharacter: throw .controlCharacter(field)
            case .cardNumber: throw .cardNumber(field)
            }
        }
    }
}
