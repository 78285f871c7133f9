/// Something that can disturb a reading or a cycle, and what the person lets it do.
///
/// - Source: docs/spec/cycle-diary.md §4.8 and §4.9.
package struct Factor: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case illness = 1
        case fever = 2
        case travel = 3
        case stress = 4
        case alcohol = 5
        case shortSleep = 6
        case measuredLate = 7
        case measuredEarly = 8
        case medicine = 9
        case shiftWork = 10
        case vaccination = 11
        case breastfeeding = 12
        case surgery = 13
        case emergencyContraception = 14
        case otherThermometer = 15
        case other = 16

        /// What the diary proposes; the person decides.
        package var proposedEffect: Effect {
            switch self {
            case .fever, .travel, .stress, .alcohol, .shortSleep, .measuredLate, .measuredEarly, .otherThermometer:
                .reading
            case .surgery, .emergencyContraception: .cycle
            case .illness, .medicine, .shiftWork, .vaccination, .breastfeeding, .other: .none
            }
        }
    }

    /// Raw values are on disk: never renumber, never reuse.
    package enum Effect: UInt8, Hashable, Sendable, CaseIterable {
        case none = 0
        /// The day's temperature, mucus and cervix are left out.
        case reading = 1
        /// The cycle is left out of predictions and figures.
        case cycle = 2
    }

    package var kind: Kind
    package var effect: Effect

    package init(_ kind: Kind, effect: Effect) {
        self.kind = kind
        self.effect = effect
    }
}
