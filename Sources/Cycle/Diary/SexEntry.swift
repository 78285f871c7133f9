/// Sex on a day.
///
/// - Source: docs/spec/cycle-diary.md §3, field 9.
package struct SexEntry: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case alone = 1
        case withPartner = 2
    }

    /// Raw values are on disk: never renumber, never reuse.
    package enum Protection: UInt8, Hashable, Sendable, CaseIterable {
        case condom = 1
        case internalCondom = 2
        case diaphragm = 3
        case cervicalCap = 4
        case spermicide = 5
        case withdrawal = 6
        case pill = 7
        case ring = 8
        case patch = 9
        case injection = 10
        case implant = 11
        case hormonalIUD = 12
        case copperIUD = 13
        case sterilisation = 14
        case fertilityAwareness = 15
        case other = 16
    }

    package var kind: Kind
    /// Empty is unprotected; nil is not said.
    package var protection: Set<Protection>?
    /// Minutes since midnight, 0 to 1,439.
    package var minuteOfDay: Int?

    package init(_ kind: Kind, protection: Set<Protection>? = nil, minuteOfDay: Int? = nil) {
        self.kind = kind
        self.protection = protection
        self.minuteOfDay = minuteOfDay
    }
}

/// Raw values are on disk: never renumber, never reuse.
package enum Desire: UInt8, Hashable, Sendable, CaseIterable {
    case low = 1
    case medium = 2
    case high = 3
}

/// A pregnancy test.
///
/// - Source: docs/spec/cycle-diary.md §3, field 6.
package struct PregnancyTest: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum Result: UInt8, Hashable, Sendable, CaseIterable {
        case negative = 1
        case positive = 2
        case unclear = 3
    }

    package var result: Result
    /// Minutes since midnight, 0 to 1,439.
    package var minuteOfDay: Int?

    package init(_ result: Result, minuteOfDay: Int? = nil) {
        self.result = result
        self.minuteOfDay = minuteOfDay
    }
}

/// A pill or medicine taken, or not.
///
/// - Source: docs/spec/cycle-diary.md §3, field 11.
package struct IntakeEntry: Hashable, Sendable {
    /// Raw values are on disk: never renumber, never reuse.
    package enum State: UInt8, Hashable, Sendable, CaseIterable {
        case taken = 1
        case late = 2
        case missed = 3
        case doubled = 4
    }

    /// The method or medicine: the id of the change that made it.
    package var item: UInt64
    package var state: State
    /// Hundredths of a dose, 1 to 10,000.
    package var hundredths: Int
    /// Minutes since midnight, 0 to 1,439.
    package var minuteOfDay: Int?

    package init(_ item: UInt64, _ state: State, hundredths: Int = 100, minuteOfDay: Int? = nil) {
        self.item = item
        self.state = state
        self.hundredths = hundredths
        self.minuteOfDay = minuteOfDay
    }
}

/// A night's sleep, on the day it ended.
package struct SleepEntry: Hashable, Sendable {
    /// 0 to 1,440.
    package var minutes: Int
    /// 1 to 5; nil is not said.
    package var quality: Int?

    package init(minutes: Int, quality: Int? = nil) {
        self.minutes = minutes
        self.quality = quality
    }
}
