package import Primitives

/// A medicine somebody takes, apart from contraception.
///
/// - Source: docs/spec/cycle-diary.md §6.
package struct MedicineContent: Hashable, Sendable {
    package static let unitCharacters = 20
    package static let minuteMaximum = 12

    package var name: String
    package var from: CalendarDay
    /// The last day; nil while it goes on.
    package var to: CalendarDay?
    /// What one dose is counted in: mg, drops.
    package var unit: String?
    /// Minutes since midnight, rising.
    package var minutesOfDay: [Int]
    package var note: String?

    package init(
        name: String,
        from: CalendarDay,
        to: CalendarDay? = nil,
        unit: String? = nil,
        minutesOfDay: [Int] = [],
        note: String? = nil
    ) {
        self.name = name
        self.from = from
        self.to = to
        self.unit = unit
        self.minutesOfDay = minutesOfDay
        self.note = note
    }

    func checked() throws(CycleError) -> MedicineContent {
        var content = self
        content.name = try CycleText.name(name, .name)
        try CycleText.check(from: from, to: to)
        content.unit = try CycleText.line(unit, .unit, maximum: Self.unitCharacters)
        guard minutesOfDay.count <= Self.minuteMaximum else {
            throw .tooMany(.time, maximum: Self.minuteMaximum)
        }
        for minute in minutesOfDay { try CycleText.check(minute, in: DayLimits.minutesOfDay, .time) }
        guard zip(minutesOfDay, minutesOfDay.dropFirst()).allSatisfy({ $0 < $1 }) else { throw .invalid(.time) }
        content.note = try CycleText.note(note)
        return content
    }
}

/// A visit to a doctor or the like.
///
/// - Source: docs/spec/cycle-diary.md §6.
package struct AppointmentContent: Hashable, Sendable {
    package static let reminderDays = 0...60

    package var day: CalendarDay
    /// Minutes since midnight.
    package var minuteOfDay: Int?
    package var title: String
    package var note: String?
    /// How many days ahead it is said; nil for not at all.
    package var reminderDays: Int?

    package init(
        day: CalendarDay,
        minuteOfDay: Int? = nil,
        title: String,
        note: String? = nil,
        reminderDays: Int? = nil
    ) {
        self.day = day
        self.minuteOfDay = minuteOfDay
        self.title = title
        self.note = note
        self.reminderDays = reminderDays
    }

    func checked() throws(CycleError) -> AppointmentContent {
        var content = self
        try CycleText.check(day: day, .day)
        if let minuteOfDay { try CycleText.check(minuteOfDay, in: DayLimits.minutesOfDay, .time) }
        content.title = try CycleText.name(title, .title)
        content.note = try CycleText.note(note)
        if let reminderDays { try CycleText.check(reminderDays, in: Self.reminderDays, .reminder) }
        return content
    }
}
