import Primitives
import Synchronization

/// Tells whether another process may have committed, for the price of one statement without input or output.
///
/// Source: docs/spec/store-schema.md §7, which says why nothing is missed.
final class ForeignChangeWatch: Sendable {
    private struct State {
        let probe: Connection
        var stamp: UInt64 = 1
        /// What the probe last read; moves with every commit of anybody else, our writer included.
        var probeVersion: Int64
        /// What the writer last read; moves only with commits of other processes.
        var writerVersion: Int64
    }

    private let state: Mutex<State>

    init(path: String, writerVersion: Int64) throws(StoreError) {
        let probe = try Connection(readingFrom: path, cacheKibibytes: 64)
        let version = try probe.integer("PRAGMA data_version") ?? 0
        state = Mutex(State(probe: probe, probeVersion: version, writerVersion: writerVersion))
    }

    func stamp() throws(StoreError) -> UInt64 {
        try state.withLock { (state: inout sending State) throws(StoreError) in
            let version = try state.probe.integer("PRAGMA data_version") ?? 0
            if version != state.probeVersion {
                state.probeVersion = version
                state.stamp += 1
            }
            return state.stamp
        }
    }

    /// Called by the writer after each commit.
    ///
    /// The probe reads first, `writerVersion` second: had no other process committed when the second was read, then
    /// what the first saw was our own.
    func absorbOwnCommit(
        writerVersion: () throws(StoreError) -> Int64
    ) throws(StoreError) {
        try state.withLock { (state: inout sending State) throws(StoreError) in
            let probeVersion = try state.probe.integer("PRAGMA data_version") ?? 0
            let version = try writerVersion()
            if version != state.writerVersion {
                state.writerVersion = version
                state.stamp += 1
            }
            state.probeVersion = probeVersion
        }
    }
}
