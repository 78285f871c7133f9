package import Primitives

/// What the algorithms read of one day of the diary.
///
/// A field that is nil was not recorded, which never means "none".
///
/// - Source: docs/spec/cycle-diary.md §3.
package struct DayFacts: Hashable, Sendable {
    package let day: CalendarDay
    package var bleeding: Bleeding?
    package var temperature: TemperatureReading?
    package var mucus: CervicalMucus?
    package var cervix: Cervix?
    package var lhTests: [LHTest]
    package var factors: [Factor]

    package init(
        _ day: CalendarDay,
        bleeding: Bleeding? = nil,
        temperature: TemperatureReading? = nil,
        mucus: CervicalMucus? = nil,
        cervix: Cervix? = nil,
        lhTests: [LHTest] = [],
        factors: [Factor] = []
    ) {
        self.day = day
        self.bleeding = bleeding
        self.temperature = temperature
        self.mucus = mucus
        self.cervix = cervix
        self.lhTests = lhTests
        self.factors = factors
    }

    /// A factor of the day leaves its readings out.
    var readingsAreExcluded: Bool { factors.contains { $0.effect == .reading } }

    /// The temperature, unless it or the day is excluded.
    package var countedTemperature: BodyTemperature? {
        guard let temperature, !temperature.isExcluded, !readingsAreExcluded else { return nil }
        return temperature.value
    }

    package var countedMucus: CervicalMucus.Quality? {
        guard let mucus, !mucus.isExcluded, !readingsAreExcluded else { return nil }
        return mucus.quality
    }

    package var countedCervix: Cervix? {
        guard let cervix, !cervix.isExcluded, !readingsAreExcluded else { return nil }
        return cervix
    }

    /// Known to have no flow: spotting, an excluded bleeding, or "no bleeding today".
    var isKnownWithoutFlow: Bool { bleeding.map { !$0.isFlow && $0.mark != .start } ?? false }
}
