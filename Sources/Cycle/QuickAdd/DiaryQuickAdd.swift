package import Primitives

/// Names that a person gave to symptoms and moods: her own ones, and renamed ones.
package struct DiaryLineNames: Hashable, Sendable {
    package var symptoms: [SymptomID: String]
    package var moods: [MoodID: String]

    package init(symptoms: [SymptomID: String] = [:], moods: [MoodID: String] = [:]) {
        self.symptoms = symptoms
        self.moods = moods
    }
}

/// Reads one typed line as fields of a day: `temp 36.62, cramps 2, yesterday`.
///
/// Deterministic and local: the same line, names and day give the same reading. What is assumed is said.
///
/// - Source: docs/spec/diary-quick-add.md.
package enum DiaryQuickAdd {
    package static let characterMaximum = 500

    /// Reads a line.
    ///
    /// - `today`: The person's day.
    /// - `isMonthFirst`: How she writes 03/04.
    package static func read(
        _ text: String,
        names: DiaryLineNames = DiaryLineNames(),
        today: CalendarDay,
        isMonthFirst: Bool = false
    ) -> DiaryLineReading {
        guard text.utf8.count <= characterMaximum * 4, text.unicodeScalars.count <= characterMaximum else {
            let problems = [DiaryProblem.tooLong(maximum: characterMaximum)]
            return DiaryLineReading(kind: .other, day: today, tokens: [], problems: problems, entry: nil)
        }
        var reader = DiaryLineReader(text, names, today: today, isMonthFirst: isMonthFirst)
        reader.readNote()
        reader.readDay()
        reader.readWords()
        return reader.reading()
    }
}
