package import Primitives

package enum LogSubjectTag: Sendable {}
package enum LogActorTag: Sendable {}

/// Whom an event concerns: a vault, or the installation.
package typealias LogSubjectID = ID<LogSubjectTag>
/// Who acted: a key slot, somebody of the staff, or the program (all zeros).
package typealias LogActorID = ID<LogActorTag>

extension LogSubjectID {
    /// What concerns no single person.
    package static var installation: LogSubjectID { LogSubjectID(high: 0, low: 0) }
    /// What concerns who belongs to the staff and what they may do.
    package static var staff: LogSubjectID { LogSubjectID(high: 0, low: 1) }
}

extension LogActorID {
    /// The program by itself.
    package static var program: LogActorID { LogActorID(high: 0, low: 0) }
}

/// One act in full: what a leaf commits to and only the subject's log key tells.
///
/// - Shape: 92 bytes, big-endian — `version 1 | act 1 | purpose 1 | slot kind 1 | subject 16 | actor 16 | time 8 |
///   ordinal 8 | head index 8 | digest 32`. What an act does not have is zeros, so that all events have one size.
/// - Source: docs/spec/transparency-log.md §8.
package struct LogEvent: Sendable, Hashable {
    package static let version: UInt8 = 1
    package static let byteCount = 4 + 16 + 16 + 8 + 8 + 8 + digestByteCount
    package static let digestByteCount = 32

    package let act: LoggedAct
    /// Why a vault was opened.
    package let purpose: Purpose?
    /// The raw value of the kind of key slot that opened it; 0 where there was none.
    package let slotKind: UInt8
    package let subject: LogSubjectID
    package let actor: LogActorID
    package let time: Timestamp
    /// Position among the subject's own events, from 0 without a gap: a missing one shows.
    package let ordinal: UInt64
    /// The index of the journal's head that an opening saw.
    package let headIndex: UInt64
    /// The hash of that head, of the binary that started, or of the record with an act's particulars.
    package let digest: [UInt8]

    /// Describes an act; `digest` is 32 bytes, or empty for none.
    package init(
        act: LoggedAct,
        purpose: Purpose? = nil,
        slotKind: UInt8 = 0,
        subject: LogSubjectID,
        actor: LogActorID,
        time: Timestamp,
        ordinal: UInt64,
        headIndex: UInt64 = 0,
        digest: [UInt8] = []
    ) {
        precondition(digest.isEmpty || digest.count == Self.digestByteCount, "a digest is SHA-256")
        self.act = act
        self.purpose = purpose
        self.slotKind = slotKind
        self.subject = subject
        self.actor = actor
        self.time = time
        self.ordinal = ordinal
        self.headIndex = headIndex
        self.digest = digest.isEmpty ? [UInt8](repeating: 0, count: Self.digestByteCount) : digest
    }

    /// What stands for nothing at a place of the log.
    ///
    /// It is made of the place alone, so that it need not be kept: whoever has the installation's log key can show of
    /// any leaf whether it is one. Its ordinal is apart from those of acts.
    package static func cover(at index: UInt64) -> LogEvent {
        LogEvent(
            act: .cover,
            subject: .installation,
            actor: .program,
            time: Timestamp(milliseconds: 0),
            ordinal: 1 << 63 | index
        )
    }

    /// Reads exactly what ``encoded()`` writes.
    ///
    /// - Throws: ``LeafError``: `byteCount`, `version`, `act` or `purpose`, in that order.
    package init(decoding bytes: some Collection<UInt8>) throws(LeafError) {
        guard bytes.count == Self.byteCount else { throw .byteCount(bytes.count) }
        let bytes = Array(bytes)
        guard bytes[0] == Self.version else { throw .version(bytes[0]) }
        guard let act = LoggedAct(rawValue: bytes[1]) else { throw .act(bytes[1]) }
        let purpose = Purpose(rawValue: bytes[2])
        guard bytes[2] == 0 || purpose != nil else { throw .purpose(bytes[2]) }
        var reader = ByteReader(bytes[4...])
        do {
            subject = LogSubjectID(high: try reader.read(), low: try reader.read())
            actor = LogActorID(high: try reader.read(), low: try reader.read())
            time = Timestamp(milliseconds: Int64(bitPattern: try reader.read()))
            ordinal = try reader.read()
            headIndex = try reader.read()
            digest = Array(try reader.read(count: Self.digestByteCount))
        } catch {
            throw .byteCount(bytes.count)
        }
        self.act = act
        self.purpose = purpose
        slotKind = bytes[3]
    }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: Self.byteCount)
        writer.append([Self.version, act.rawValue, purpose?.rawValue ?? 0, slotKind])
        for word in [subject.high, subject.low, actor.high, actor.low] { writer.append(word) }
        writer.append(UInt64(bitPattern: time.milliseconds))
        writer.append(ordinal)
        writer.append(headIndex)
        writer.append(digest)
        return writer.bytes
    }
}
