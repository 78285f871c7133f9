package import Primitives

/// A part of a doctor's report.
///
/// - Source: docs/spec/doctor-report.md §2.
package enum ReportSection: UInt8, Hashable, Sendable, CaseIterable {
    case cycles = 1
    case symptoms = 2
    case temperature = 3
    case fertility = 4
    case medication = 5
    case moods = 6
    case weight = 7
    case sex = 8
    case notes = 9

    /// Sex and notes leave the diary only when she says so.
    package static let usual = Set(allCases).subtracting([.sex, .notes])
}

/// What a person wants in a report.
package struct ReportChoices: Hashable, Sendable {
    package enum Span: Hashable, Sendable {
        /// The last so many cycles that ended, and the running one.
        case lastCycles(Int)
        case days(ClosedRange<CalendarDay>)
    }

    package static let cycleCounts = [3, 6, 12]
    package static let nameCharacters = 100
    package static let symptomMinimums = 1...31

    package var span: Span
    package var sections: Set<ReportSection>
    /// Symptoms and moods on fewer days are left out.
    package var symptomMinimum: Int
    /// As she types it for this one report; it is kept nowhere.
    package var name: String?

    package init(
        span: Span = .lastCycles(6),
        sections: Set<ReportSection> = ReportSection.usual,
        symptomMinimum: Int = 3,
        name: String? = nil
    ) {
        self.span = span
        self.sections = sections
        self.symptomMinimum = symptomMinimum
        self.name = name
    }
}
