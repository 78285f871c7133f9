import KeyService
package import Primitives
import Sealing
package import Vault

/// A tracker's own lock, as the account's record names it: which slot has its keys, and after how long it locks again.
///
/// - Source: docs/spec/key-hierarchy.md §10.
package struct OwnLock: Sendable, Hashable {
    package static let idleMinutesStandard: UInt32 = 5
    /// What a person may choose.
    package static let idleMinutesAllowed: ClosedRange<UInt32> = 1...60
    private static let byteCount = 22

    package let tracker: TrackerID
    package let slot: KeySlotID
    package let idleMinutes: UInt32

    init(tracker: TrackerID, slot: KeySlotID, idleMinutes: UInt32) {
        self.tracker = tracker
        self.slot = slot
        self.idleMinutes = idleMinutes
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.append(tracker.rawValue)
        writer.append(slot.bytes)
        writer.append(idleMinutes)
        return writer.bytes
    }

    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        var reader = ByteReader(bytes)
        do {
            tracker = TrackerID(rawValue: try reader.read())
            guard let slot = KeySlotID(bytes: try reader.read(count: KeySlotID.byteCount)) else { return nil }
            self.slot = slot
            idleMinutes = try reader.read()
        } catch {
            return nil
        }
    }
}

/// How a session stands with a tracker's own lock.
package struct SessionOwnLock: Sendable, Hashable {
    private static let lockedByteCount = 6
    private static let openByteCount = 14

    package let tracker: TrackerID
    package let idleMinutes: UInt32
    /// When the tracker was used last, as far as it is written down; nil while it is locked.
    package let lastUse: Timestamp?

    package var isLocked: Bool { lastUse == nil }

    init(tracker: TrackerID, idleMinutes: UInt32, lastUse: Timestamp? = nil) {
        self.tracker = tracker
        self.idleMinutes = idleMinutes
        self.lastUse = lastUse
    }

    init(_ lock: OwnLock, lastUse: Timestamp? = nil) {
        self.init(tracker: lock.tracker, idleMinutes: lock.idleMinutes, lastUse: lastUse)
    }

    /// Open since `moment`, or locked.
    func used(at moment: Timestamp?) -> SessionOwnLock {
        SessionOwnLock(tracker: tracker, idleMinutes: idleMinutes, lastUse: moment)
    }

    /// When it locks unless it is used; nil while it is locked.
    func end(lastUse later: Timestamp?) -> Timestamp? {
        lastUse.map { max($0, later ?? $0).adding(seconds: Int64(idleMinutes) * 60) }
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.append(tracker.rawValue)
        writer.append(idleMinutes)
        if let lastUse { writer.append(UInt64(bitPattern: lastUse.milliseconds)) }
        return writer.bytes
    }

    init?(bytes: [UInt8]) {
        guard bytes.count == Self.lockedByteCount || bytes.count == Self.openByteCount else { return nil }
        var reader = ByteReader(bytes)
        do {
            tracker = TrackerID(rawValue: try reader.read())
            idleMinutes = try reader.read()
            guard reader.remainingCount > 0 else {
                lastUse = nil
                return
            }
            lastUse = Timestamp(milliseconds: Int64(bitPattern: try reader.read()))
        } catch {
            return nil
        }
    }
}

/// What a person meets who asks for a tracker.
package enum OwnLockStanding: Sendable, Hashable {
    /// The tracker has no lock of its own: who is signed in has it.
    case none
    case locked
    /// Until then, unless it is used before.
    case unlocked(until: Timestamp, idleMinutes: UInt32)
}

/// Why an own lock was not turned on, opened, changed or turned off.
package enum OwnLockProblem: Hashable, Sendable {
    /// The tracker has no lock of its own.
    case none
    /// It has one already.
    case exists
    /// It has to be unlocked first.
    case locked
}

extension KeySlotID {
    /// The slot in which a session has the keys of one tracker that it unlocked.
    ///
    /// Its name follows from the session's slot, so that whoever ends the session knows it.
    static func unlocked(_ tracker: TrackerID, by session: KeySlotID) -> KeySlotID {
        var message = LengthPrefixed()
        message.append("flowkeep/1 unlocked tracker")
        message.append(session.bytes)
        message.append(tracker.rawValue)
        let digest = Array(Digest.sha256(message.bytes).prefix(KeySlotID.byteCount))
        guard let id = KeySlotID(bytes: digest) else { preconditionFailure("a digest is long enough") }
        return id
    }
}
