package import Primitives
import Synchronization
package import TransparencyLog

/// A log's store in memory that can be switched off, and whose contents can be altered.
///
/// All writes of one call are done, or none.
package final class AlterableLogStore: LogStore {
    private let store: Mutex<InMemoryLogStore.Contents>
    private let isOff = Mutex(false)

    package init() { store = Mutex(.init()) }

    package func switchOff(_ off: Bool) { isOff.withLock { $0 = off } }

    package func alter(_ change: (inout InMemoryLogStore.Contents) -> Void) { store.withLock { change(&$0) } }

    package var contents: InMemoryLogStore.Contents { store.withLock { $0 } }

    package func storedLog() async throws(StoreError) -> StoredLog { contents.log }

    package func write(_ writes: [LogWrite]) async throws(StoreError) {
        if isOff.withLock({ $0 }) { throw .full }
        try store.withLock { contents throws(StoreError) in
            var changed = contents
            for write in writes { try changed.apply(write) }
            contents = changed
        }
    }

    package func events(
        of subject: LogSubjectID,
        below ordinal: UInt64?,
        limit: Int
    ) async throws(StoreError) -> [StoredEvent] { contents.events(of: subject, below: ordinal, limit: limit) }

    package func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? { contents.resources[resource] }
}
