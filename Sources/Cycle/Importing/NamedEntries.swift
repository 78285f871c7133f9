import Primitives

/// What a file records under names that Flowkeep has no number for yet.
///
/// Names are as the person or her app wrote them, 1 to 100 scalars; case does not tell two apart.
package struct NamedEntries: Hashable, Sendable {
    /// A pill or medicine taken, or not, that is known by name only.
    package struct Intake: Hashable, Sendable {
        package let name: String
        package let state: IntakeEntry.State
        /// Hundredths of a dose, 1 to 10,000.
        package let hundredths: Int
        /// Minutes since midnight, 0 to 1,439.
        package let minuteOfDay: Int?

        package init(_ name: String, _ state: IntakeEntry.State, hundredths: Int = 100, minuteOfDay: Int? = nil) {
            self.name = name
            self.state = state
            self.hundredths = hundredths
            self.minuteOfDay = minuteOfDay
        }
    }

    package var symptoms: [String: Intensity] = [:]
    package var moods: [String: Intensity] = [:]
    /// One for each name.
    package var intakes: [Intake] = []

    package init() {}

    package var isEmpty: Bool { symptoms.isEmpty && moods.isEmpty && intakes.isEmpty }

    /// The fields of a day they belong to.
    package var fields: Set<DayField> {
        var fields: Set<DayField> = []
        if !symptoms.isEmpty { fields.insert(.symptoms) }
        if !moods.isEmpty { fields.insert(.moods) }
        if !intakes.isEmpty { fields.insert(.intakes) }
        return fields
    }
}

/// The numbers behind names, as a diary has them.
package struct DiaryNames: Hashable, Sendable {
    private var symptoms: [String: SymptomID] = [:]
    private var moods: [String: MoodID] = [:]
    private var items: [String: UInt64] = [:]

    package init() {}

    package mutating func add(_ name: String, symptom: SymptomID) { symptoms[Self.key(name)] = symptom }
    package mutating func add(_ name: String, mood: MoodID) { moods[Self.key(name)] = mood }
    /// A method or medicine, by the change that made it.
    package mutating func add(_ name: String, item: UInt64) { items[Self.key(name)] = item }

    package func symptom(_ name: String) -> SymptomID? { symptoms[Self.key(name)] }
    package func mood(_ name: String) -> MoodID? { moods[Self.key(name)] }
    package func item(_ name: String) -> UInt64? { items[Self.key(name)] }

    /// How names are compared: case does not count.
    package static func key(_ name: String) -> String { PlainText.key(name) }
}
