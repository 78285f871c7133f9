import Cycle
import Primitives

/// What the diary keeps, in words.
extension BodyText {
    /// Such as `36.48`.
    func degrees(_ temperature: BodyTemperature) -> String {
        degrees(shown: shown(hundredths: temperature.hundredths))
    }

    /// Such as `36.48 °C`.
    func temperature(_ temperature: BodyTemperature) -> String { degrees(temperature) + "\u{A0}" + degreeUnit }

    /// How far one is above another: `0.26`.
    func rise(_ high: BodyTemperature, above low: BodyTemperature) -> String {
        rise(hundredths: high.hundredths - low.hundredths)
    }

    /// A difference of hundredths of °C, in the unit that is shown.
    func rise(hundredths: Int) -> String {
        degrees(shown: usesFahrenheit ? Int((Double(hundredths) * 1.8).rounded()) : hundredths)
    }

    /// The five steps of the rule.
    func quality(_ quality: CervicalMucus.Quality) -> String {
        switch quality {
        case .t: words("dry")
        case .nothing: words("nothing felt or seen")
        case .f: words("damp")
        case .s: words("creamy")
        case .sPlus: words("slippery or clear")
        }
    }

    func cervix(_ cervix: Cervix) -> String {
        let parts = [cervix.opening?.label, cervix.firmness?.label, cervix.position?.label]
        return parts.compactMap(\.self).map(inline).joined(separator: ", ")
    }

    /// A name inside a sentence: German keeps its capitals.
    func inline(_ label: String) -> String { words.locale == .german ? label : label.lowercased() }
}
