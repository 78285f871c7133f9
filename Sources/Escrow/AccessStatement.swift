package import Primitives
import Sealing

package enum AccessRequestTag: Sendable {}

/// One request of the staff to see a part of one vault.
package typealias AccessRequestID = ID<AccessRequestTag>

/// What is asked for, by whom, and until when it counts: what officers sign and the log names by its digest.
///
/// - Shape: docs/spec/break-glass.md §4.
package struct AccessStatement: Sendable, Hashable {
    package static let version: UInt8 = 1
    package static let minutesAllowed: ClosedRange<Int> = 1...60
    /// How long after it was made it can be agreed to and acted on.
    package static let windowSeconds: Int64 = 3600
    package static let trackerCounts = 1...8
    private static let digestByteCount = 32

    package let id: AccessRequestID
    package let vault: VaultID
    package let requester: StaffMemberID
    package let made: Timestamp
    /// How long access lasts from its opening on.
    package let minutes: Int
    /// Digest of the ``EscrowPolicy``.
    package let policy: [UInt8]
    /// Digest of reason and ticket.
    package let words: [UInt8]
    /// Raw values of `TrackerID`, in order.
    package let trackers: [UInt16]

    /// - Throws: ``EscrowError/malformed`` beyond the limits above.
    package init(
        id: AccessRequestID,
        vault: VaultID,
        requester: StaffMemberID,
        made: Timestamp,
        minutes: Int,
        policy: [UInt8],
        words: [UInt8],
        trackers: some Sequence<UInt16>
    ) throws(EscrowError) {
        self.id = id
        self.vault = vault
        self.requester = requester
        self.made = made
        self.minutes = minutes
        self.policy = policy
        self.words = words
        self.trackers = trackers.sorted()
        guard Self.minutesAllowed.contains(minutes), Self.trackerCounts.contains(self.trackers.count),
            Set(self.trackers).count == self.trackers.count,
            policy.count == Self.digestByteCount, words.count == Self.digestByteCount
        else { throw .malformed }
    }

    /// Reads exactly what ``encoded()`` writes.
    ///
    /// - Throws: ``EscrowError/malformed``.
    package init(decoding bytes: [UInt8]) throws(EscrowError) {
        do {
            var reader = ByteReader(bytes[...])
            guard try reader.read() as UInt8 == Self.version else { throw EscrowError.malformed }
            try self.init(
                id: AccessRequestID(high: try reader.read(), low: try reader.read()),
                vault: VaultID(high: try reader.read(), low: try reader.read()),
                requester: StaffMemberID(high: try reader.read(), low: try reader.read()),
                made: Timestamp(milliseconds: Int64(bitPattern: try reader.read())),
                minutes: Int(try reader.read() as UInt8),
                policy: Array(try reader.read(count: Self.digestByteCount)),
                words: Array(try reader.read(count: Self.digestByteCount)),
                trackers: try (0..<(try reader.read() as UInt8)).map { _ in try reader.read() as UInt16 }
            )
        } catch { throw .malformed }
        guard encoded() == bytes else { throw .malformed }
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.version)
        writer.append(id.bytes)
        writer.append(vault.bytes)
        writer.append(requester.bytes)
        writer.append(UInt64(bitPattern: made.milliseconds))
        writer.append(UInt8(minutes))
        writer.append(policy)
        writer.append(words)
        writer.append(UInt8(trackers.count))
        for tracker in trackers { writer.append(tracker) }
        return writer.bytes
    }

    /// SHA-256 by which the log and every approval name it.
    package var digest: [UInt8] {
        var bytes = LengthPrefixed()
        bytes.append("flowkeep/1 access statement")
        bytes.append(encoded())
        return Digest.sha256(bytes.bytes)
    }

    /// What an officer's passkey is asked to sign: this request, by her.
    package func challenge(for officer: StaffMemberID) -> [UInt8] {
        var bytes = LengthPrefixed()
        bytes.append("flowkeep/1 access approval")
        bytes.append(digest)
        bytes.append(officer.bytes)
        return Digest.sha256(bytes.bytes)
    }

    /// Digest of why.
    package static func words(reason: String, ticket: String) -> [UInt8] {
        var bytes = LengthPrefixed()
        bytes.append("flowkeep/1 access words")
        bytes.append(reason)
        bytes.append(ticket)
        return Digest.sha256(bytes.bytes)
    }

    /// The first moment at which it does not count any more.
    package var end: Timestamp { made.adding(seconds: Self.windowSeconds) }
}
