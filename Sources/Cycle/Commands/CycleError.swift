/// Why something was not written into the diary.
///
/// Carries no word of a person's: these errors may reach diagnostics.
///
/// - Source: docs/spec/cycle-diary.md §8.
package enum CycleError: Error, Hashable, Sendable {
    /// A field of a day's entry.
    case day(DayEntryError)
    case missing(CycleField)
    case invalid(CycleField)
    case outOfRange(CycleField)
    case tooLong(CycleField, maximum: Int)
    case tooMany(CycleField, maximum: Int)
    case controlCharacter(CycleField)
    /// A card's number, which is kept nowhere.
    case cardNumber(CycleField)
    case nameTaken(CycleField)
    /// There is no such thing, or not any more.
    case notFound(CycleField)
    /// A day still has it.
    case inUse(CycleField)
    /// It is part of the program.
    case builtIn(CycleField)
    /// Somebody changed the day meanwhile.
    case changedMeanwhile
    /// Beyond 30 days, or undone already.
    case undoGone
    /// Something later stands on it.
    case undoBlocked
}

/// What an error is about, beside the fields of a day.
package enum CycleField: Hashable, Sendable, CaseIterable {
    case name, title, unit, note
    case day, from, to, due
    case time, daysInUse, daysOfPause, renewals, reminder
    case mode, mark, kind, position, contents
    case symptom, mood, method, medicine, appointment, feed
    case settings
}
