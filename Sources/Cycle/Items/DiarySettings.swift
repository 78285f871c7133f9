/// How a person keeps her diary.
///
/// - Source: docs/spec/cycle-diary.md §7.3.
package struct DiarySettings: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum TemperatureUnit: UInt8, Hashable, Sendable, CaseIterable {
        case celsius = 0
        case fahrenheit = 1
    }

    /// Raw values are on disk: never renumber, never reuse.
    package enum WeightUnit: UInt8, Hashable, Sendable, CaseIterable {
        case kilograms = 0
        case pounds = 1
    }

    /// The sign read beside temperature; nil is whichever is recorded.
    package var secondSign: SecondSign?
    /// Not offered when a day is written; what is kept in them stays.
    package var hiddenFields: Set<DayField>
    /// As shown and typed; what is kept is hundredths of °C.
    package var temperatureUnit: TemperatureUnit
    /// As shown and typed; what is kept is grams.
    package var weightUnit: WeightUnit
    /// She wants no estimates for now.
    package var arePredictionsPaused: Bool

    package init(
        secondSign: SecondSign? = nil,
        hiddenFields: Set<DayField> = [],
        temperatureUnit: TemperatureUnit = .celsius,
        weightUnit: WeightUnit = .kilograms,
        arePredictionsPaused: Bool = false
    ) {
        self.secondSign = secondSign
        self.hiddenFields = hiddenFields
        self.temperatureUnit = temperatureUnit
        self.weightUnit = weightUnit
        self.arePredictionsPaused = arePredictionsPaused
    }
}
