import Primitives
import Synchronization

@testable import TransparencyLog

/// A store that dies at one write of a chosen number, before or after it is done, and counts all writes.
final class FaultyLogStore: LogStore {
    struct State {
        var contents = InMemoryLogStore.Contents()
        /// Single writes done or attempted so far.
        var writeCount = 0
        /// Asked before each single write, with its number: what happens to it.
        var fault: @Sendable (_ number: Int) -> Fault = { _ in .none }
        /// Told of each single write that was done, and of what the store then holds.
        var observer: @Sendable (InMemoryLogStore.Contents) -> Void = { _ in }
    }

    enum Fault: Sendable {
        case none
        case before
        case after
    }

    private let state: Mutex<State>

    init(_ contents: InMemoryLogStore.Contents = .init()) { state = Mutex(State(contents: contents)) }

    var contents: InMemoryLogStore.Contents { state.withLock { $0.contents } }
    var writeCount: Int { state.withLock { $0.writeCount } }

    func set(_ fault: @escaping @Sendable (Int) -> Fault) { state.withLock { $0.fault = fault } }
    func observe(_ observer: @escaping @Sendable (InMemoryLogStore.Contents) -> Void) {
        state.withLock { $0.observer = observer }
    }

    func foreignChangeStamp() throws(StoreError) -> UInt64 { 0 }

    func storedLog() async throws(StoreError) -> StoredLog { contents.log }

    func events(
        of subject: LogSubjectID,
        below ordinal: UInt64?,
        limit: Int
    ) async throws(StoreError) -> [StoredEvent] { contents.events(of: subject, below: ordinal, limit: limit) }

    func bytes(of resource: LogResource) async throws(TileError) -> [UInt8]? { contents.resources[resource] }

    func write(_ writes: [LogWrite]) async throws(StoreError) {
        try state.withLock { state throws(StoreError) in
            for write in writes {
                let fault = state.fault(state.writeCount)
                state.writeCount += 1
                if case .before = fault { throw .unavailable }
                try state.contents.apply(write)
                state.observer(state.contents)
                if case .after = fault { throw .unavailable }
            }
        }
    }
}
