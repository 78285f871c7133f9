package import Primitives
import Synchronization

/// A files store that keeps everything in memory and forgets it with the process.
package final class InMemoryFileStore: FileStore {
    private struct State {
        var files: [VaultID: [FileID: [UInt8]]] = [:]
        var faults = WriteFaults()
    }

    private let state = Mutex(State())

    package init() {}

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
}
