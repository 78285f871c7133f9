import Primitives
import Vault

/// A tracker small enough to see through: numbers that add up.
enum Tally: Tracker {
    struct State: Sendable {
        var sum: Int64 = 0
        var ids: [ChangeID] = []
        var times: [Timestamp] = []
        /// Every number that was added; not in a snapshot.
        var numbers: Set<Int64> = []
    }

    static let id = TrackerID(rawValue: 900)
    static let schema: UInt16 = 1
    /// A change that no state accepts, to see what a broken plan does.
    static let poison = Int64.min

    static func emptyState() -> State { State() }

    static func encode(_ changes: ArraySlice<Int64>) throws(TrackerError) -> [UInt8] {
        var writer = ByteWriter()
        for change in changes { writer.append(UInt64(bitPattern: change)) }
        return writer.bytes
    }

    static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [Int64] {
        guard schema == 1 else { throw .unknownSchema(schema) }
        var reader = ByteReader(bytes)
        var changes: [Int64] = []
        do {
            while reader.remainingCount > 0 { changes.append(Int64(bitPattern: try reader.read())) }
        } catch {
            throw .malformed(field: 0)
        }
        return changes
    }

    static func apply(_ change: Int64, id: ChangeID, at time: Timestamp, to state: inout State) throws(TrackerError) {
        guard change != poison else { throw .outOfOrder }
        state.sum += change
        state.numbers.insert(change)
        state.ids.append(id)
        state.times.append(time)
    }

    /// The files whose low halves are its numbers.
    static func files(of state: State, now: Timestamp) -> Set<FileID> {
        Set(state.numbers.map { FileID(high: 0, low: UInt64(bitPattern: $0)) })
    }

    static func snapshot(of state: State, now: Timestamp) throws(TrackerError) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(UInt64(bitPattern: state.sum))
        for (id, time) in zip(state.ids, state.times) {
            writer.append(id.rawValue)
            writer.append(UInt64(bitPattern: time.milliseconds))
        }
        return writer.bytes
    }

    static func restore(_ bytes: [UInt8]) throws(TrackerError) -> State {
        var reader = ByteReader(bytes)
        var state = State()
        do {
            state.sum = Int64(bitPattern: try reader.read())
            while reader.remainingCount > 0 {
                state.ids.append(ChangeID(rawValue: try reader.read()))
                state.times.append(Timestamp(milliseconds: Int64(bitPattern: try reader.read())))
            }
        } catch {
            throw .malformed(field: 0)
        }
        return state
    }
}

/// A second tracker, to see that a key for one does not read the other.
enum Other: Tracker {
    static let id = TrackerID(rawValue: 901)
    static let schema: UInt16 = 1

    static func emptyState() -> Tally.State { Tally.emptyState() }
    static func encode(_ changes: ArraySlice<Int64>) throws(TrackerError) -> [UInt8] { try Tally.encode(changes) }
    static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [Int64] {
        try Tally.decode(bytes, schema: schema)
    }
    static func apply(
        _ change: Int64,
        id: ChangeID,
        at time: Timestamp,
        to state: inout Tally.State
    ) throws(TrackerError) {
        try Tally.apply(change, id: id, at: time, to: &state)
    }
    static func snapshot(of state: Tally.State, now: Timestamp) throws(TrackerError) -> [UInt8] {
        try Tally.snapshot(of: state, now: now)
    }
    static func restore(_ bytes: [UInt8]) throws(TrackerError) -> Tally.State { try Tally.restore(bytes) }
}
