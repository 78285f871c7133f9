/// What a person felt of the cervix on one day.
///
/// - Source: docs/spec/cycle-diary.md §3, field 4.
package struct Cervix: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum Opening: UInt8, Hashable, Sendable, CaseIterable {
        case closed = 0
        case medium = 1
        case open = 2
    }

    /// Raw values are on disk: never renumber, never reuse.
    package enum Firmness: UInt8, Hashable, Sendable, CaseIterable {
        case hard = 0
        case soft = 1
    }

    /// Raw values are on disk: never renumber, never reuse.
    package enum Position: UInt8, Hashable, Sendable, CaseIterable {
        case low = 0
        case medium = 1
        case high = 2
    }

    package let opening: Opening?
    package let firmness: Firmness?
    /// Recorded, and no part of any rule.
    package let position: Position?
    package var isExcluded: Bool

    /// Nil where nothing is said.
    package init?(opening: Opening?, firmness: Firmness?, position: Position? = nil, isExcluded: Bool = false) {
        guard opening != nil || firmness != nil || position != nil else { return nil }
        self.opening = opening
        self.firmness = firmness
        self.position = position
        self.isExcluded = isExcluded
    }

    /// Closed and hard; nil where one of the two is not said and the other does not decide it.
    package var isClosedAndHard: Bool? {
        if isOpenOrSoft { return false }
        return opening != nil && firmness != nil ? true : nil
    }

    /// Any sign of a fertile cervix.
    package var isOpenOrSoft: Bool { opening == .medium || opening == .open || firmness == .soft }
}
