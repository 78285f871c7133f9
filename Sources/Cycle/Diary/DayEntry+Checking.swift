package import Primitives

extension DayEntry {
    private static let earliestDay = CalendarDay(year: 1900, month: 1, day: 1)

    /// Whether the entry can be kept.
    ///
    /// Texts are measured here; which characters a note takes is checked with all other texts.
    ///
    /// - Throws: ``DayEntryError``, the first by the number of its field.
    package func check(on day: CalendarDay, today: CalendarDay) throws(DayEntryError) {
        guard day <= today.adding(days: DayLimits.daysAhead), Self.earliestDay.map({ day >= $0 }) ?? false else {
            throw .day
        }
        try bleeding?.check()
        try check(minute: temperature?.minuteOfDay, .temperature)
        try check(lhTests, .lhTests, maximum: DayLimits.tests)
        for test in lhTests ?? [] { try check(minute: test.minuteOfDay, .lhTests) }
        try check(pregnancyTests, .pregnancyTests, maximum: DayLimits.tests)
        for test in pregnancyTests ?? [] { try check(minute: test.minuteOfDay, .pregnancyTests) }
        try check(symptoms, .symptoms, maximum: DayLimits.symptoms)
        try check(moods, .moods, maximum: DayLimits.moods)
        try check(sex, .sex, maximum: DayLimits.sex)
        for sex in sex ?? [] { try check(minute: sex.minuteOfDay, .sex) }
        try checkIntakes()
        try check(weight, in: DayLimits.grams, .weight)
        try check(sleep?.minutes, in: DayLimits.sleepMinutes, .sleep)
        try check(sleep?.quality, in: DayLimits.fiveSteps, .sleep)
        try check(energy, in: DayLimits.fiveSteps, .energy)
        try check(factors, .factors, maximum: DayLimits.factors)
        if let factors, Set(factors.map(\.kind)).count < factors.count { throw .twice(.factors) }
        try checkNote()
    }

    private func checkIntakes() throws(DayEntryError) {
        try check(intakes, .intakes, maximum: DayLimits.intakes)
        guard let intakes else { return }
        if Set(intakes.map(\.item)).count < intakes.count { throw .twice(.intakes) }
        for intake in intakes {
            try check(minute: intake.minuteOfDay, .intakes)
            try check(intake.hundredths, in: DayLimits.doseHundredths, .intakes)
        }
    }

    private func checkNote() throws(DayEntryError) {
        guard let note else { return }
        if note.isEmpty { throw .empty(.note) }
        // Bytes first: a scalar has at most four, and counting a megabyte of them is work for nothing.
        let isShort = note.utf8.count <= DayLimits.noteCharacters * 4
        guard isShort, note.unicodeScalars.count <= DayLimits.noteCharacters else {
            throw .tooLong(.note, maximum: DayLimits.noteCharacters)
        }
    }

    private func check(minute: Int?, _ field: DayField) throws(DayEntryError) {
        try check(minute, in: DayLimits.minutesOfDay, field)
    }

    private func check(_ value: Int?, in range: ClosedRange<Int>, _ field: DayField) throws(DayEntryError) {
        if let value, !range.contains(value) { throw .outOfRange(field) }
    }

    private func check(_ list: (some Collection)?, _ field: DayField, maximum: Int) throws(DayEntryError) {
        guard let list else { return }
        if list.isEmpty { throw .empty(field) }
        if list.count > maximum { throw .tooMany(field, maximum: maximum) }
    }
}

/// What the diary keeps and asks about.
///
/// - Source: docs/spec/cycle-diary.md §8.
package enum DayDoubt: Hashable, Sendable, CaseIterable {
    /// Below 35.50 or above 38.50 °C.
    case unusualTemperature
    /// "No bleeding today" beside clots or products.
    case bleedingWithout
    /// Positive, and the mode is not pregnancy.
    case pregnancyTest
    /// Flow in a pregnancy.
    case flowInPregnancy
}

extension DayEntry {
    package func doubts(mode: CycleMode) -> Set<DayDoubt> {
        var doubts: Set<DayDoubt> = []
        if let temperature, !temperature.value.isUsual { doubts.insert(.unusualTemperature) }
        if let bleeding, bleeding.isContradictory { doubts.insert(.bleedingWithout) }
        let isPositive = pregnancyTests?.contains { $0.result == .positive } ?? false
        if isPositive, mode != .pregnancy { doubts.insert(.pregnancyTest) }
        if bleeding?.bleeding.isFlow == true, mode == .pregnancy { doubts.insert(.flowInPregnancy) }
        return doubts
    }
}
