package import Primitives
import Synchronization

/// A files store that keeps everything in memory and forgets it with the process.
package final class InMemoryFileStore: FileStore {
    private struct State {
        var files: [VaultID: [FileID: [UInt8]]] = [:]
        var times: [FileID: Timestamp] = [:]
        var faults = WriteFaults()
    }

    private let state = Mutex(State())
    private let now: Now

    /// - `now`: when a file is put.
    package init(now: @escaping Now = { Timestamp(milliseconds: 0) }) { self.now = now }

    /// Makes the write `number` from now on (1 is the next one) throw `error` and change nothing.
    package func fail(write number: Int, with error: StoreError) {
        state.withLock { $0.faults.plan(write: number, error: error) }
    }

    package func put(
        _ file: FileID,
        of vault: VaultID,
        from next: () async throws(StoreError) -> [UInt8]?
    ) async throws(StoreError) {
        var bytes: [UInt8] = []
        while let chunk = try await next() { bytes += chunk }
        let whole = bytes
        try state.withLock { (state: inout sending State) throws(StoreError) in
            try state.faults.countWrite()
            guard state.files[vault]?[file] == nil else { throw .conflict }
            state.files[vault, default: [:]][file] = whole
            state.times[file] = now()
        }
    }

    package func read(
        _ file: FileID,
        of vault: VaultID,
        from offset: Int,
        byteCountMaximum: Int
    ) async throws(StoreError) -> [UInt8]? {
        state.withLock { state in
            (state.files[vault]?[file]).map { Array($0.dropFirst(max(offset, 0)).prefix(max(byteCountMaximum, 0))) }
        }
    }

    package func delete(_ file: FileID, of vault: VaultID) async throws(StoreError) {
        try state.withLock { (state: inout sending State) throws(StoreError) in
            try state.faults.countWrite()
            state.files[vault]?[file] = nil
        }
    }

    package func deleteAll(of vault: VaultID) async throws(StoreError) {
        try state.withLock { (state: inout sending State) throws(StoreError) in
            try state.faults.countWrite()
            state.files[vault] = nil
        }
    }

    package func list(of vault: VaultID) async throws(StoreError) -> [FileID] {
        state.withLock { state in
            (state.files[vault]?.keys.sorted { ($0.high, $0.low) < ($1.high, $1.low) }) ?? []
        }
    }

    package func list(of vault: VaultID, putBefore time: Timestamp) async throws(StoreError) -> [FileID] {
        let all = try await list(of: vault)
        return state.withLock { state in all.filter { state.times[$0].map { $0 < time } ?? false } }
    }

    /// The bytes of every file of every vault.
    package var everything: [[UInt8]] { state.withLock { $0.files.values.flatMap(\.values) } }

    /// Changes every file, as somebody who has the disk could.
    package func alter(_ body: @Sendable (inout [UInt8]) -> Void) {
        state.withLock { state in
            for (vault, files) in state.files {
                for file in files.keys {
                    if var bytes = files[file] { body(&bytes); state.files[vault]?[file] = bytes }
                }
            }
        }
    }

    /// Gives a file other bytes, as somebody who has the disk could.
    package func overwrite(_ file: FileID, of vault: VaultID, with bytes: [UInt8]) {
        state.withLock { $0.files[vault, default: [:]][file] = bytes }
    }
}
