import Cycle

/// A temperature as a file gives it, before its unit is known.
enum WrittenTemperature {
    enum Unit { case celsius, fahrenheit }

    /// Hundredths of a degree Celsius, the nearest; nil where a body has no such temperature.
    static func value(_ degrees: Double, _ unit: Unit) -> BodyTemperature? {
        let celsius = unit == .celsius ? degrees : (degrees - 32) * 5 / 9
        return WrittenValue.whole(celsius * 100, in: BodyTemperature.range)
            .flatMap { BodyTemperature(hundredths: $0) }
    }

    /// The unit of a file that does not say it: Fahrenheit where every value can only be that.
    ///
    /// A single value that looks like the other unit changes nothing: it is a mistake, and is listed as one.
    static func unit(of degrees: some Sequence<Double>) -> Unit {
        var count = 0
        for value in degrees {
            guard (90...110).contains(value) else { return .celsius }
            count += 1
        }
        return count > 0 ? .fahrenheit : .celsius
    }
}
