import Primitives
import Vault

/// A second tracker of text: the one that may have a lock of its own.
enum Pages: Tracker {
    static let id = TrackerID(rawValue: 951)
    static let schema = Lines.schema

    static func emptyState() -> [String] { [] }

    static func encode(_ changes: ArraySlice<String>) throws(TrackerError) -> [UInt8] { try Lines.encode(changes) }

    static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [String] {
        try Lines.decode(bytes, schema: schema)
    }

    static func apply(
        _ change: String,
        id: ChangeID,
        at time: Timestamp,
        to state: inout [String]
    ) throws(TrackerError) {
        state.append(change)
    }

    static func snapshot(of state: [String], now: Timestamp) throws(TrackerError) -> [UInt8] {
        try Lines.encode(state[...])
    }

    static func restore(_ bytes: [UInt8]) throws(TrackerError) -> [String] {
        try Lines.decode(bytes[...], schema: schema)
    }
}
