/// Symptoms and moods: two lists with the same rules.
///
/// Raw values are on disk: never renumber, never reuse.
///
/// - Source: docs/spec/cycle-diary.md §5.
package enum FeelingKind: UInt8, Hashable, Sendable, CaseIterable, Comparable {
    case symptom = 1
    case mood = 2

    package static func < (left: FeelingKind, right: FeelingKind) -> Bool { left.rawValue < right.rawValue }

    /// How many a person may add or change.
    package static let maximum = 200
}

/// Which symptom or mood: built in, or made by a change.
package struct FeelingKey: Hashable, Comparable, Sendable {
    package let kind: FeelingKind
    package let id: UInt64

    package init(_ kind: FeelingKind, _ id: UInt64) {
        self.kind = kind
        self.id = id
    }

    /// Nil for a number that names nothing of its kind.
    package init?(checked kind: FeelingKind, _ id: UInt64) {
        let isKnown =
            switch kind {
            case .symptom: SymptomID(rawValue: id) != nil
            case .mood: MoodID(rawValue: id) != nil
            }
        guard isKnown else { return nil }
        self.init(kind, id)
    }

    /// Everybody has it; it can be renamed and hidden, not removed.
    package var isBuiltIn: Bool { id < 1 << 24 }

    package static func < (left: FeelingKey, right: FeelingKey) -> Bool {
        (left.kind, left.id) < (right.kind, right.id)
    }
}

/// What a person says about a symptom or mood as such.
///
/// - Source: docs/spec/cycle-diary.md §5.4.
package struct FeelingDefinition: Hashable, Sendable {
    package static let nameCharacters = 100
    package static let positionMaximum = 1_000_000

    /// Nil for the built-in name.
    package var name: String?
    /// Not offered any more; days past keep it.
    package var isHidden: Bool
    /// Lower ones come first.
    package var position: Int

    package init(name: String? = nil, isHidden: Bool = false, position: Int = 0) {
        self.name = name
        self.isHidden = isHidden
        self.position = position
    }
}
