import Primitives

/// What pages of the diary write: one language, one unit of temperature, days as people say them.
struct BodyText: Sendable {
    let words: Words
    let today: CalendarDay
    /// Shown in degrees Fahrenheit; what is kept stays in Celsius.
    var usesFahrenheit = false

    /// Such as `20 Nov`, with the year where it is not this one.
    func short(_ day: CalendarDay) -> String { dayText(day).short }

    /// Such as `20 November 2026`.
    func medium(_ day: CalendarDay) -> String { dayText(day).medium }

    /// Such as `1–5 Dec`; one day stands alone.
    func range(_ days: ClosedRange<CalendarDay>) -> String {
        DaySpanText(days, today: today, locale: words.locale).short
    }

    /// Days of a cycle or a month: `15, 16 and 17`.
    func list(_ numbers: [Int]) -> String { list(numbers.map(String.init)) }

    func list(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return words("{list} and {last}", ["list": parts.dropLast().joined(separator: ", "), "last": last])
    }

    /// Such as `4 to 6`; one number stands alone.
    func span(_ numbers: ClosedRange<Int>) -> String {
        numbers.lowerBound == numbers.upperBound
            ? words.number(numbers.lowerBound)
            : words(
                "{first} to {last}",
                ["first": words.number(numbers.lowerBound), "last": words.number(numbers.upperBound)]
            )
    }

    func days(_ count: Int) -> String { words.count(count, one: "{count} day", other: "{count} days") }

    /// Tenths, or none where it is whole: `28.5`, `29`.
    func tenths(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1_000_000 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let whole = (tenths < 0 ? "\u{2212}" : "") + words.number(Int(tenths.magnitude / 10))
        return tenths % 10 == 0 ? whole : whole + decimalMark + String(tenths.magnitude % 10)
    }

    var decimalMark: String { words.locale == .german ? "," : "." }

    /// Hundredths of the unit that is shown.
    func shown(hundredths celsius: Int) -> Int {
        usesFahrenheit ? Int((Double(celsius) * 1.8).rounded()) + 3200 : celsius
    }

    var degreeUnit: String { usesFahrenheit ? "°F" : "°C" }

    /// Such as `36.48`, of hundredths of the unit that is shown.
    func degrees(shown hundredths: Int, decimals: Int = 2) -> String {
        let sign = hundredths < 0 ? "\u{2212}" : ""
        let magnitude = hundredths.magnitude
        let fraction = magnitude % 100
        let digits = decimals == 1 ? String(fraction / 10) : (fraction < 10 ? "0" : "") + String(fraction)
        return sign + String(magnitude / 100) + decimalMark + digits
    }

    private func dayText(_ day: CalendarDay) -> DayText { DayText(day, today: today, locale: words.locale) }
}
