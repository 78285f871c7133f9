import Primitives
package import Sealing

/// The tracker keys that a slot holds, opened: one per tracker and epoch.
///
/// A value of handles: keys themselves are wiped when the last holder of a handle lets go.
package struct VaultKeys: Sendable {
    /// The vault's own key: certifies slots.
    ///
    /// Every slot of the owner holds it.
    package static let control = TrackerID(rawValue: 0)

    /// The private half of the vault's inbox (X25519): every slot with the control key holds it, and no other.
    package static let inbox = TrackerID(rawValue: .max)

    /// What its owner's slots in books, and what is shared with her, rest on: where the control key is, nowhere else.
    package static let sharing = TrackerID(rawValue: .max - 1)

    /// The keys beside those of trackers that every vault has.
    static let companions = [inbox, sharing]

    private var keys: [TrackerID: [KeyEpoch: SharedSecret]] = [:]

    package init() {}

    /// Fresh keys of epoch 1 for a new vault.
    package static func make(trackers: [TrackerID]) -> VaultKeys {
        var result = VaultKeys()
        for tracker in [control] + trackers + companions {
            result.add(SharedSecret(.random(count: 32)), tracker: tracker, epoch: 1)
        }
        return result
    }

    package mutating func add(_ key: SharedSecret, tracker: TrackerID, epoch: KeyEpoch) {
        keys[tracker, default: [:]][epoch] = key
    }

    mutating func drop(_ tracker: TrackerID, below epoch: KeyEpoch) {
        keys[tracker] = keys[tracker]?.filter { $0.key >= epoch }
    }

    /// These keys and those of `other` for trackers that are not among these.
    package func joined(with other: VaultKeys) -> VaultKeys {
        var result = self
        result.keys.merge(other.keys) { mine, _ in mine }
        return result
    }

    package func without(_ trackers: Set<TrackerID>) -> VaultKeys { limited(to: scope.subtracting(trackers)) }

    package var scope: Set<TrackerID> { Set(keys.keys) }

    package func key(_ tracker: TrackerID, epoch: KeyEpoch) -> SharedSecret? { keys[tracker]?[epoch] }

    /// The newest key of a tracker: seals what is new.
    package func newest(_ tracker: TrackerID) -> (epoch: KeyEpoch, key: SharedSecret)? {
        keys[tracker]?.max { $0.key < $1.key }.map { (epoch: $0.key, key: $0.value) }
    }

    func epochs(of tracker: TrackerID) -> [KeyEpoch] { (keys[tracker] ?? [:]).keys.sorted() }

    /// All keys in a fixed order, to be sealed into a slot.
    var all: [(tracker: TrackerID, epoch: KeyEpoch, key: SharedSecret)] {
        keys.keys.sorted().flatMap { tracker in
            (keys[tracker] ?? [:]).sorted { $0.key < $1.key }.map { (tracker: tracker, epoch: $0.key, key: $0.value) }
        }
    }

    package func limited(to scope: Set<TrackerID>) -> VaultKeys {
        var result = self
        result.keys = keys.filter { scope.contains($0.key) }
        return result
    }
}
