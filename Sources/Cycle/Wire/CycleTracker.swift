package import Primitives
import SwiftProtobuf
package import Vault

/// The cycle tracker: how the vault reads, folds and keeps a person's diary of her body.
///
/// - Source: docs/spec/cycle-changes.md.
package enum CycleTracker: Tracker {
    package typealias Change = CycleChange
    package typealias State = CycleBook

    package static let id = TrackerID(rawValue: 2)
    package static let schema: UInt16 = 1

    package static func emptyState() -> CycleBook { CycleBook() }

    package static func encode(_ changes: ArraySlice<CycleChange>) throws(TrackerError) -> [UInt8] {
        var wire = WireCycleChanges()
        wire.changes = changes.map(ChangeWire.wire)
        do { return try wire.serializedBytes() } catch { throw .malformed(field: 0) }
    }

    package static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [CycleChange] {
        guard schema == Self.schema else { throw .unknownSchema(schema) }
        let wire: WireCycleChanges
        do { wire = try WireCycleChanges(serializedBytes: Array(bytes)) } catch { throw .malformed(field: 0) }
        try wire.checkKnown()
        var changes: [CycleChange] = []
        changes.reserveCapacity(wire.changes.count)
        for change in wire.changes { changes.append(try ChangeWire.change(change)) }
        return changes
    }

    package static func apply(
        _ change: CycleChange,
        id: ChangeID,
        at time: Timestamp,
        to state: inout CycleBook
    ) throws(TrackerError) {
        try state.apply(change, id: id, at: time)
    }

    package static func snapshot(of state: CycleBook, now: Timestamp) throws(TrackerError) -> [UInt8] {
        do { return try SnapshotWire.wire(state.pruned(now: now)).serializedBytes() } catch {
            throw .malformed(field: 0)
        }
    }

    package static func restore(_ bytes: [UInt8]) throws(TrackerError) -> CycleBook {
        let wire: WireCycleSnapshot
        do { wire = try WireCycleSnapshot(serializedBytes: bytes) } catch { throw .malformed(field: 0) }
        return try SnapshotWire.book(wire)
    }
}
