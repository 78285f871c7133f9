package import Primitives

/// What a file says of one day.
package struct ImportedDay: Hashable, Sendable {
    package let day: CalendarDay
    package var entry: DayEntry
    package var named: NamedEntries
    /// Where the day is first mentioned.
    package let place: FilePlace

    package init(
        _ day: CalendarDay,
        entry: DayEntry = DayEntry(),
        named: NamedEntries = NamedEntries(),
        at place: FilePlace
    ) {
        self.day = day
        self.entry = entry
        self.named = named
        self.place = place
    }

    /// The fields it says something in, by number or by name.
    package var fields: Set<DayField> { entry.fields.union(named.fields) }

    /// The same with numbers for the names that have one; where both say something, the stronger stands.
    package func resolved(by names: DiaryNames) -> ImportedDay {
        guard !named.isEmpty else { return self }
        var result = self
        result.named = NamedEntries()
        for (name, intensity) in named.symptoms {
            if let id = names.symptom(name) {
                result.entry.addSymptom(id, intensity)
            } else {
                result.named.symptoms[name] = intensity
            }
        }
        for (name, intensity) in named.moods {
            if let id = names.mood(name) {
                result.entry.addMood(id, intensity)
            } else {
                result.named.moods[name] = intensity
            }
        }
        for intake in named.intakes {
            if let item = names.item(intake.name) {
                result.entry.addIntake(item, intake)
            } else {
                result.named.intakes.append(intake)
            }
        }
        return result
    }
}

extension DayEntry {
    /// Of two intensities on a day, the stronger stands.
    package mutating func addSymptom(_ id: SymptomID, _ intensity: Intensity) {
        symptoms = (symptoms ?? [:]).merging([id: intensity]) { $0.rawValue >= $1.rawValue ? $0 : $1 }
    }

    package mutating func addMood(_ id: MoodID, _ intensity: Intensity) {
        moods = (moods ?? [:]).merging([id: intensity]) { $0.rawValue >= $1.rawValue ? $0 : $1 }
    }

    /// A day holds each item once; the first stands.
    fileprivate mutating func addIntake(_ item: UInt64, _ intake: NamedEntries.Intake) {
        if intakes?.contains(where: { $0.item == item }) ?? false { return }
        let entry = IntakeEntry(
            item,
            intake.state,
            hundredths: intake.hundredths,
            minuteOfDay: intake.minuteOfDay
        )
        intakes = (intakes ?? []) + [entry]
    }
}
