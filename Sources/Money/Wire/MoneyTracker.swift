package import Primitives
package import Vault

/// The money tracker: how the vault reads, folds and keeps what a person says about her money.
///
/// - Source: docs/spec/money-changes.md (changes), docs/spec/money-snapshot.md (snapshot).
package enum MoneyTracker: Tracker {
    package typealias Change = MoneyChange
    package typealias State = MoneyBook

    package static let id = TrackerID(rawValue: 1)
    package static let schema: UInt16 = 1

    package static func emptyState() -> MoneyBook { MoneyBook() }

    package static func encode(_ changes: ArraySlice<MoneyChange>) throws(TrackerError) -> [UInt8] {
        try ChangeEncoder.encode(changes)
    }

    package static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [MoneyChange] {
        guard schema == Self.schema else { throw .unknownSchema(schema) }
        return try ChangeDecoder.decode(bytes, schema: schema)
    }

    package static func apply(
        _ change: MoneyChange,
        id: ChangeID,
        at time: Timestamp,
        to state: inout MoneyBook
    ) throws(TrackerError) {
        try state.apply(change, id: id, at: time)
    }

    package static func files(of state: MoneyBook, now: Timestamp) -> Set<FileID> { state.receiptFiles(now: now) }

    package static func snapshot(of state: MoneyBook, now: Timestamp) throws(TrackerError) -> [UInt8] {
        SnapshotEncoder.encode(state.pruned(now: now))
    }

    package static func restore(_ bytes: [UInt8]) throws(TrackerError) -> MoneyBook {
        try SnapshotDecoder.decode(bytes)
    }
}
