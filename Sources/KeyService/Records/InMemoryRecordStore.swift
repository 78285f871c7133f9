package import Primitives
import Synchronization

/// A record store that keeps everything in memory and forgets it with the process.
///
/// It passes the same contract as the durable stores, durability excepted. Tests may ask it to fail.
package final class InMemoryRecordStore: RecordStore {
    private struct UniqueKey: Hashable {
        let kind: RecordKind
        let value: [UInt8]
    }

    private struct Row {
        var version: UInt64
        var bytes: [UInt8]
        var unique: [UInt8]?
    }

    private struct Table {
        var rows: [RecordKey: Row] = [:]
        var uniques: [UniqueKey: RecordKey] = [:]
    }

    private struct State {
        var table = Table()
        var changeCount: UInt64 = 0
        var writeCount = 0
        var failures: [Int: StoreError] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Makes the write `number` from now on (1 is the next one) throw `error` and change nothing.
    package func fail(write number: Int, with error: StoreError) {
        state.withLock { $0.failures[$0.writeCount + number] = error }
    }

    /// The writes that were asked to fail and have not come yet will not.
    package func forgetFailures() { state.withLock { $0.failures.removeAll() } }

    package func read(_ key: RecordKey) async throws(StoreError) -> StoredRecord? {
        state.withLock { state in
            state.table.rows[key].map { StoredRecord(key: key, version: $0.version, bytes: $0.bytes) }
        }
    }

    package func find(_ kind: RecordKind, unique: [UInt8]) async throws(StoreError) -> StoredRecord? {
        state.withLock { state in
            guard let key = state.table.uniques[UniqueKey(kind: kind, value: unique)], let row = state.table.rows[key]
            else { return nil }
            return StoredRecord(key: key, version: row.version, bytes: row.bytes)
        }
    }

    package func list(
        _ kind: RecordKind,
        owner: [UInt8],
        after name: [UInt8]?,
        limit: Int
    ) async throws(StoreError) -> [StoredRecord] {
        state.withLock { state in
            let keys = state.table.rows.keys.filter { key in
                guard key.kind == kind, key.owner == owner else { return false }
                guard let name else { return true }
                return name.lexicographicallyPrecedes(key.name)
            }
            let page = keys.sorted { $0.name.lexicographicallyPrecedes($1.name) }
                .prefix(min(max(limit, 1), RecordListing.limitMaximum))
            return page.compactMap { key in
                state.table.rows[key].map { StoredRecord(key: key, version: $0.version, bytes: $0.bytes) }
            }
        }
    }

    package func scan(after key: RecordKey?, limit: Int) async throws(StoreError) -> [StoredRecord] {
        state.withLock { state in
            let following = state.table.rows.keys.filter { candidate in key.map { $0 < candidate } ?? true }
            return following.sorted().prefix(min(max(limit, 1), RecordListing.limitMaximum)).compactMap { key in
                state.table.rows[key].map { StoredRecord(key: key, version: $0.version, bytes: $0.bytes) }
            }
        }
    }

    package func write(_ writes: [RecordWrite]) async throws(StoreError) {
        try state.withLock { (state: inout sending State) throws(StoreError) in
            state.writeCount += 1
            if let failure = state.failures.removeValue(forKey: state.writeCount) { throw failure }
            if writes.count == 1 {
                try Self.apply(writes[0], to: &state.table)  // a single step looks before it writes
            } else {
                // The whole table is a value: what fails half-way is dropped with its copy.
                var table = state.table
                for write in writes { try Self.apply(write, to: &table) }
                state.table = table
            }
            state.changeCount += 1
        }
    }

    /// Counts every write: two services that share one store see each other's, and now and then look in vain.
    package func foreignChangeStamp() throws(StoreError) -> UInt64 {
        state.withLock { $0.changeCount }
    }

    private static func apply(_ write: RecordWrite, to table: inout Table) throws(StoreError) {
        switch write {
        case .put(let key, let bytes, let unique, let expected):
            let old = table.rows[key]
            if let expected, expected != old?.version ?? 0 { throw .conflict }
            if let unique, let holder = table.uniques[UniqueKey(kind: key.kind, value: unique)], holder != key {
                throw .notUnique
            }
            if let value = old?.unique { table.uniques[UniqueKey(kind: key.kind, value: value)] = nil }
            if let unique { table.uniques[UniqueKey(kind: key.kind, value: unique)] = key }
            table.rows[key] = Row(version: (old?.version ?? 0) + 1, bytes: bytes, unique: unique)
        case .rewrite(let key, let bytes, let expected):
            guard var row = table.rows[key], row.version == expected else { throw .conflict }
            row.version += 1
            row.bytes = bytes
            table.rows[key] = row
        case .delete(let key, let expected):
            let old = table.rows[key]
            if let expected, expected != old?.version ?? 0 { throw .conflict }
            if let value = old?.unique { table.uniques[UniqueKey(kind: key.kind, value: value)] = nil }
            table.rows[key] = nil
        }
    }
}

/// Bounds of a listing, the same in every store.
package enum RecordListing {
    /// A longer request gets this many; the rest follows with `after`.
    package static let limitMaximum = 1000
}
