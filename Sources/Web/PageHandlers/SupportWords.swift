import Cycle
import Identity
import Money
import Primitives
import Vault

/// What of a person's data help is about, in words.
enum SupportWords {
    /// In the order of the trackers.
    static var trackers: [TrackerID] { IdentityService.supportTrackers }

    static func tracker(_ id: TrackerID) -> String {
        switch id {
        case MoneyTracker.id: localized("money entries and accounts")
        case CycleTracker.id: localized("the diary")
        default: localized("something this version does not know")
        }
    }

    /// What a button says that leads there.
    static func reading(_ id: TrackerID) -> String {
        id == CycleTracker.id ? localized("Read the diary") : localized("Read the money entries")
    }

    static func scope(_ trackers: [UInt16]) -> String {
        trackers.map { tracker(TrackerID(rawValue: $0)) }.joined(separator: ", ")
    }

    /// For forms and JSON.
    static func name(_ id: TrackerID) -> String {
        switch id {
        case MoneyTracker.id: "money"
        case CycleTracker.id: "diary"
        default: "\(id.rawValue)"
        }
    }

    static func tracker(named name: String) -> TrackerID? { trackers.first { self.name($0) == name } }
}
