package import Primitives

/// Which tracker a change, a key or a snapshot belongs to.
///
/// Raw values are on disk: never renumber, never reuse.
package struct TrackerID: RawRepresentable, Hashable, Sendable, Comparable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static func < (left: TrackerID, right: TrackerID) -> Bool { left.rawValue < right.rawValue }
}

/// A version of a tracker's key: 1 at sign-up, one more after each reseal.
package typealias KeyEpoch = UInt32

/// A position in a vault's journal, from 1; 0 is the empty journal.
package typealias JournalIndex = UInt64

/// Names one change of a vault for ever: the journal index its batch began at, and its place in that batch.
///
/// Things made by a change take their identifier from it, so identifiers need no storage and no coordination: the
/// journal's compare-and-swap makes them unique.
///
/// - Shape: `index << 24 | ordinal`, so 2^40 batches of at most 16,777,216 changes.
package struct ChangeID: Hashable, Sendable, Comparable {
    package static let ordinalMaximum: UInt64 = 1 << 24 - 1

    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    package init(batchStart index: JournalIndex, ordinal: Int) {
        rawValue = index << 24 | UInt64(ordinal)
    }

    package var batchStart: JournalIndex { rawValue >> 24 }

    /// Reads the text form; nil for anything else.
    package init?(text: some StringProtocol) {
        guard let bytes = Base32.decode(text), bytes.count == 8 else { return nil }
        rawValue = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// 13 characters of Crockford's base 32 over 8 bytes, big-endian.
    package var text: String {
        Base32.encode(
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: rawValue >> UInt64($0)) }
        )
    }

    package static func < (left: ChangeID, right: ChangeID) -> Bool { left.rawValue < right.rawValue }
}

/// One kind of data a person keeps: its changes, and what they add up to.
///
/// A tracker is pure: it knows no store, no clock and no other tracker. A new tracker is one module with one type that
/// conforms, and one registration in the composition root.
package protocol Tracker: Sendable {
    /// One thing that happened, already decoded.
    associatedtype Change: Sendable
    /// All changes folded: what every question is answered from. Held in memory while the vault is open.
    associatedtype State: Sendable

    static var id: TrackerID { get }

    /// The version of the change encoding, written beside each segment. A reader accepts this and all lower ones.
    static var schema: UInt16 { get }

    static func emptyState() -> State

    /// Encodes changes for one segment. Deterministic: the same changes give the same bytes.
    static func encode(_ changes: ArraySlice<Change>) throws(TrackerError) -> [UInt8]

    /// Decodes what ``encode(_:)`` of this or an older schema wrote.
    ///
    /// The bytes are authenticated, but still checked: a wrong length never traps.
    static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [Change]

    /// Folds one change. Total for every change that was valid when it was made; must not depend on anything but its
    /// arguments, since each opening replays it.
    static func apply(_ change: Change, id: ChangeID, at time: Timestamp, to state: inout State) throws(TrackerError)

    /// Encodes a state in columns, dropping what `now` no longer needs (undo older than 30 days, deleted content).
    static func snapshot(of state: State, now: Timestamp) throws(TrackerError) -> [UInt8]

    /// The inverse of ``snapshot(of:now:)``.
    static func restore(_ bytes: [UInt8]) throws(TrackerError) -> State

    /// The files of the vault that a state, or what undo brings back of it, names; others nobody can reach.
    static func files(of state: State, now: Timestamp) -> Set<FileID>
}

extension Tracker {
    package static func files(of state: State, now: Timestamp) -> Set<FileID> { [] }
}

/// Why a tracker could not read its own data.
///
/// Either the program is older than the data, or the data is damaged.
package enum TrackerError: Error, Hashable, Sendable {
    /// Written by a newer version of Flowkeep.
    case unknownSchema(UInt16)
    /// The bytes do not follow the format; carries the section or field number, never content.
    case malformed(field: Int)
    /// A change that cannot follow the ones before it.
    case outOfOrder
}
