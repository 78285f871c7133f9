package import Primitives
import Synchronization
package import TransparencyLog

/// A log's store in memory that can be switched off, and whose contents can be altered.
///
/// All writes of one call are done, or none. Another one may share its contents, as another process would.
package final class AlterableLogStore: LogStore {
    private final class Shared: Sendable {
        let contents = Mutex(InMemoryLogStore.Contents())
        let writeCount = Mutex<UInt64>(0)
    }

    private let shared: Shared
    private let ownWriteCount = Mutex<UInt64>(0)
    private let isOff = Mutex(false)

    package init() { shared = Shared() }

    package init(sharing other: AlterableLogStore) { shared = other.shared }

    package func switchOff(_ off: Bool) { isOff.withLock { $0 = off } }

    package func alter(_ change: (inout InMemoryLogStore.Contents) -> Void) { shared.contents.withLock { change(&$0) } }

    package var contents: InMemoryLogStore.Contents { shared.contents.withLock { $0 } }

    package func storedLog() async throws(StoreError) -> StoredLog { contents.log }

    package func write(_ writes: [LogWrite]) async throws(StoreError) {
        if isOff.withLock({ $0 }) { throw .full }
        try shared.contents.withLock { contents throws(StoreError) in
            var changed = contents
            for write in writes { try changed.apply(write) }
            contents = changed
            shared.writeCount.withLock { $0 += 1 }
            ownWriteCount.withLock { $0 += 1 }
        }
    }

    /// How often the others wrote.
    package func foreignChangeStamp() throws(StoreError) -> UInt64 {
        shared.contents.withLock { _ in shared.writeCount.withLock { $0 } - ownWriteCount.withLock { $0 } }
    }

    package func events(
        of subject: LogSubjectID,
        below ordinal: UInt64?,
        limit: Int
    ) async throws(StoreError) -> [StoredEvent] { contents.events(of: subject, below: ordinal, limit: limit) }

    package func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? { contents.resources[resource] }
}
