/// How strong a symptom or mood was.
///
/// Raw values are on disk: never renumber, never reuse.
package enum Intensity: UInt8, Hashable, Sendable, CaseIterable {
    case mild = 1
    case moderate = 2
    case strong = 3
}

/// A symptom or a mood: one that everybody has, or one a person added.
///
/// - Shape: 1 to 999 are built in; those a person added carry the id of the change that made them, 16,777,216 and more,
///   and keep it through every rename.
/// - Source: docs/spec/cycle-diary.md §5.
package struct FeelingID<BuiltIn: RawRepresentable<UInt16> & Sendable>: Hashable, Comparable, Sendable {
    package let rawValue: UInt64

    private static var builtInMaximum: UInt64 { 999 }
    private static var customMinimum: UInt64 { 1 << 24 }

    package init(_ builtIn: BuiltIn) { rawValue = UInt64(builtIn.rawValue) }

    /// Nil for a number that names nothing.
    package init?(rawValue: UInt64) {
        let isBuiltIn = UInt16(exactly: rawValue).flatMap { BuiltIn(rawValue: $0) } != nil
        guard isBuiltIn && rawValue <= Self.builtInMaximum || rawValue >= Self.customMinimum else { return nil }
        self.rawValue = rawValue
    }

    /// Nil for one that a person added.
    package var builtIn: BuiltIn? { UInt16(exactly: rawValue).flatMap { BuiltIn(rawValue: $0) } }

    package static func < (left: FeelingID, right: FeelingID) -> Bool { left.rawValue < right.rawValue }
}

package typealias SymptomID = FeelingID<BuiltInSymptom>
package typealias MoodID = FeelingID<BuiltInMood>

/// Raw values are on disk: never renumber, never reuse.
package enum BuiltInSymptom: UInt16, Hashable, Sendable, CaseIterable {
    case cramps = 1
    case headache = 2
    case migraine = 3
    case backPain = 4
    case tenderBreasts = 5
    case bloated = 6
    case nausea = 7
    case vomiting = 8
    case diarrhoea = 9
    case constipation = 10
    case tired = 11
    case dizzy = 12
    case acne = 13
    case cravings = 14
    case noAppetite = 15
    case poorSleep = 16
    case hotFlush = 17
    case nightSweats = 18
    case jointPain = 19
    case pelvicPain = 20
    case ovulationPain = 21
    case painWithSex = 22
    case vaginalDryness = 23
    case itching = 24
    case unusualDischarge = 25
    case hairLoss = 26
    case palpitations = 27
    case brainFog = 28
    case swelling = 29
    case urinaryPain = 30
}

/// Raw values are on disk: never renumber, never reuse.
package enum BuiltInMood: UInt16, Hashable, Sendable, CaseIterable {
    case low = 1
    case tense = 2
    case even = 3
    case calm = 4
    case good = 5
    case bright = 6
    case irritable = 7
    case anxious = 8
    case sad = 9
    case tearful = 10
    case angry = 11
    case restless = 12
    case unmotivated = 13
    case loving = 14
    case confident = 15
    case moodSwings = 16
}
