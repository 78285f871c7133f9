import Cycle
import Primitives

/// The units a person reads body figures in; what is kept stays in hundredths of °C and grams.
///
/// - Source: docs/spec/cycle-diary.md §7.3.
struct BodyUnits: Sendable, Hashable {
    var isFahrenheit = false
    var isPounds = false

    private static let gramsPerPound = 453.592_37

    var temperatureUnit: String { isFahrenheit ? "°F" : "°C" }
    var weightUnit: String { isPounds ? "lb" : "kg" }

    /// As it is typed: `36.62`, or `97.92` in °F.
    func typed(_ temperature: BodyTemperature) -> String {
        let value = temperature.hundredths
        return Self.decimal(isFahrenheit ? (value * 9 + 2) / 5 + 3200 : value, places: 2)
    }

    /// As it is read: `36.62 °C`.
    func text(_ temperature: BodyTemperature) -> String {
        Self.localised(typed(temperature)) + "\u{A0}" + temperatureUnit
    }

    /// As it is typed: `58.4`, or `128.7` in pounds.
    func typed(grams: Int) -> String {
        guard isPounds else { return Self.trimmed(grams, places: 3) }
        return Self.trimmed(Int((Double(grams) / Self.gramsPerPound * 10).rounded()), places: 1)
    }

    func text(grams: Int) -> String { Self.localised(typed(grams: grams)) + "\u{A0}" + weightUnit }

    /// Hundredths of °C; nil where it is no number with at most two decimals.
    func hundredths(_ text: String) -> Int? {
        guard let value = Self.scaled(text, places: 2) else { return nil }
        guard isFahrenheit else { return value }
        return Int((Double(value - 3200) * 5 / 9).rounded())
    }

    /// Nil where it is no number.
    func grams(_ text: String) -> Int? {
        guard isPounds else { return Self.scaled(text, places: 3) }
        return Self.scaled(text, places: 1).map { Int((Double($0) / 10 * Self.gramsPerPound).rounded()) }
    }

    /// The temperatures that are taken, in words.
    var temperatureRange: String {
        let bounds = [BodyTemperature.range.lowerBound, BodyTemperature.range.upperBound]
        let ends = bounds.compactMap { BodyTemperature(hundredths: $0) }.map { text($0) }
        return ends.joined(separator: " – ")
    }

    var weightRange: String {
        [DayLimits.grams.lowerBound, DayLimits.grams.upperBound].map { text(grams: $0) }.joined(separator: " – ")
    }

    /// `7:20`.
    static func clock(minutes: Int) -> String {
        let rest = minutes % 60
        return "\(minutes / 60):" + (rest < 10 ? "0\(rest)" : "\(rest)")
    }

    /// `07:20`, as a field for a time of day takes it.
    static func time(_ minute: Int) -> String { (minute < 600 ? "0" : "") + clock(minutes: minute) }

    /// The minute of the day; nil where it is none.
    static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts[0].utf8.count <= 2,
            let hour = number(parts[0]), let minute = number(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// Minutes of a length of time: `7:20`, `7.5`, `7,5` or `7`.
    static func minutes(_ text: String) -> Int? {
        if text.contains(":") {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let hours = number(parts[0]), let rest = number(parts[1]), rest < 60 else {
                return nil
            }
            return hours * 60 + rest
        }
        return scaled(text, places: 2).map { ($0 * 60 + 50) / 100 }
    }

    /// A decimal with a point or a comma, times ten for each place; nil where it has more places.
    static func scaled(_ text: String, places: Int) -> Int? {
        let plain = text.trimmingWhitespace().replacing(",", with: ".")
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = number(parts.first ?? "") else { return nil }
        var value = whole
        let decimals = parts.count == 2 ? Array(parts[1].utf8) : []
        guard decimals.count <= places, parts.count == 1 || !decimals.isEmpty else { return nil }
        for place in 0..<places {
            let digit = place < decimals.count ? decimals[place] : UInt8(ascii: "0")
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        let bytes = Array(text.utf8)
        guard (1...4).contains(bytes.count), bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    static func decimal(_ value: Int, places: Int) -> String {
        var digits = String(value.magnitude)
        while digits.utf8.count <= places { digits = "0" + digits }
        let cut = digits.index(digits.endIndex, offsetBy: -places)
        return (value < 0 ? "-" : "") + digits[..<cut] + "." + digits[cut...]
    }

    private static func trimmed(_ value: Int, places: Int) -> String {
        var text = decimal(value, places: places)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// With the decimal mark of the reader's language.
    private static func localised(_ text: String) -> String {
        Words.current.locale == .german ? text.replacing(".", with: ",") : text
    }
}

extension BodyUnits {
    init(_ settings: DiarySettings) {
        self.init(
            isFahrenheit: settings.temperatureUnit == .fahrenheit,
            isPounds: settings.weightUnit == .pounds
        )
    }
}
