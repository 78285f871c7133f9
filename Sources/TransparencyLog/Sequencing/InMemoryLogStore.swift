package import Primitives
import Synchronization

/// A log's store that lives and dies with the process; passes the same contract suite as the real ones.
package final class InMemoryLogStore: LogStore {
    /// All that it holds, so that a test can look at it or copy it.
    package struct Contents: Sendable, Hashable {
        package var log = StoredLog()
        package var resources: [LogResource: [UInt8]] = [:]

        package init() {}

        /// Does one write.
        ///
        /// - Throws: ``StoreError/conflict``.
        package mutating func apply(_ write: LogWrite) throws(StoreError) {
            switch write {
            case .sequence(let firstIndex, let entries):
                guard firstIndex == log.endIndex else { throw .conflict }
                log.entries += entries
            case .resource(let resource, let bytes):
                guard resources[resource] == nil || resources[resource] == bytes else { throw .conflict }
                resources[resource] = bytes
            case .intent(let bytes, let replaced):
                guard log.intent == replaced else { throw .conflict }
                log.intent = bytes
            case .checkpoint(let bytes, let replaced):
                guard log.checkpoint == replaced else { throw .conflict }
                log.checkpoint = bytes
            case .forget(let index):
                guard index > log.firstIndex else { return }
                guard index <= log.endIndex else { throw .conflict }
                log.entries.removeFirst(Int(index - log.firstIndex))
                log.firstIndex = index
            }
        }
    }

    private let state: Mutex<Contents>

    package init(_ contents: Contents = Contents()) { state = Mutex(contents) }

    package var contents: Contents { state.withLock { $0 } }

    package func storedLog() async throws(StoreError) -> StoredLog { contents.log }

    package func write(_ writes: [LogWrite]) async throws(StoreError) {
        try state.withLock { contents throws(StoreError) in
            for write in writes { try contents.apply(write) }
        }
    }

    package func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? {
        state.withLock { $0.resources[resource] }
    }
}
