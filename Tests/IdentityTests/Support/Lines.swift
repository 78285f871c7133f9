import Primitives
import Vault

/// A tracker of lines of text, to see whether a vault is the one it was.
enum Lines: Tracker {
    static let id = TrackerID(rawValue: 950)
    static let schema: UInt16 = 1
    private static let byteCountMaximum = 1 << 16

    static func emptyState() -> [String] { [] }

    static func encode(_ changes: ArraySlice<String>) throws(TrackerError) -> [UInt8] { encoded(changes) }

    static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [String] {
        var reader = ByteReader(bytes)
        var lines: [String] = []
        do {
            while reader.remainingCount > 0 {
                lines.append(String(decoding: try reader.readCounted(maximum: byteCountMaximum), as: UTF8.self))
            }
        } catch {
            throw .malformed(field: 0)
        }
        return lines
    }

    static func apply(
        _ change: String,
        id: ChangeID,
        at time: Timestamp,
        to state: inout [String]
    ) throws(TrackerError) {
        state.append(change)
    }

    static func snapshot(of state: [String], now: Timestamp) throws(TrackerError) -> [UInt8] { encoded(state[...]) }

    static func restore(_ bytes: [UInt8]) throws(TrackerError) -> [String] { try decode(bytes[...], schema: schema) }

    private static func encoded(_ lines: ArraySlice<String>) -> [UInt8] {
        var writer = ByteWriter()
        for line in lines { writer.append(counted: Array(line.utf8)) }
        return writer.bytes
    }
}
