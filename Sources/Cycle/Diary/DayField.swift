/// The fields of a day's entry.
///
/// Raw values are on disk: never renumber, never reuse.
///
/// - Source: docs/spec/cycle-diary.md §3.
package enum DayField: UInt8, Hashable, Sendable, CaseIterable {
    case bleeding = 1
    case temperature = 2
    case mucus = 3
    case cervix = 4
    case lhTests = 5
    case pregnancyTests = 6
    case symptoms = 7
    case moods = 8
    case sex = 9
    case desire = 10
    case intakes = 11
    case weight = 12
    case sleep = 13
    case energy = 14
    case factors = 15
    case note = 16
}

/// Why an entry of a day was refused.
///
/// Every case names its field; none carries what a person wrote: these errors may reach diagnostics.
///
/// - Source: docs/spec/cycle-diary.md §8.
package enum DayEntryError: Error, Hashable, Sendable {
    /// A number outside of what the field takes.
    case outOfRange(DayField)
    /// More than so many.
    case tooMany(DayField, maximum: Int)
    /// A list, or a text, with nothing in it: a field that is not recorded is absent.
    case empty(DayField)
    /// One symptom, product or method twice.
    case twice(DayField)
    /// Longer than so many characters.
    case tooLong(DayField, maximum: Int)
    /// A day after tomorrow, or before 1900.
    case day

    package var field: DayField? {
        switch self {
        case .outOfRange(let field), .tooMany(let field, _), .empty(let field), .twice(let field),
            .tooLong(let field, _):
            field
        case .day: nil
        }
    }
}

/// What one day takes.
///
/// - Source: docs/spec/cycle-diary.md §3.
package enum DayLimits {
    package static let symptoms = 60
    package static let moods = 30
    package static let tests = 10
    package static let sex = 20
    package static let intakes = 50
    package static let factors = 20
    package static let noteCharacters = 2000
    package static let productCount = 1...50
    package static let grams = 20_000...400_000
    package static let sleepMinutes = 0...1440
    /// Of a dose, in hundredths.
    package static let doseHundredths = 1...10_000
    package static let minutesOfDay = 0...1439
    /// Quality of sleep, and energy.
    package static let fiveSteps = 1...5
    /// Days ahead of the writer's clock: a device may be a day ahead.
    package static let daysAhead = 1
}
