package import Primitives
import Synchronization

/// A vault that is open: its keys, and every tracker's state folded in memory.
///
/// Questions are answered under a lock by synchronous code, so an answer is always of one moment. A change is decided
/// and folded under the same lock, then made durable outside it; nobody is told of it, and no answer shows it, before
/// it is.
///
/// One object per vault and process; ``VaultRegistry`` sees to that.
package final class OpenVault: Sendable {
    package let id: VaultID
    let store: any JournalStore
    let loader: VaultLoader
    /// @unchecked reasons live in the box: `Mutex` hands the contents to one thread at a time.
    let contents: Mutex<VaultContents>
    /// Held by whoever appends, reloads or compacts: these never overlap.
    let gate = AsyncGate()

    init(id: VaultID, store: any JournalStore, loader: VaultLoader, contents: sending VaultContents) {
        self.id = id
        self.store = store
        self.loader = loader
        self.contents = Mutex(contents)
    }

    /// The head including changes under way: a key for caches of answers.
    package var head: JournalHead { contents.withLock { $0.tail } }

    package var durableHead: JournalHead { contents.withLock { $0.durable } }

    var byteCountEstimate: Int { contents.withLock { $0.byteCountEstimate } }

    package var isLocked: Bool { contents.withLock { $0.keys == nil } }

    /// Forgets keys and state.
    ///
    /// Work under way gets ``VaultError/locked``.
    func lock() {
        contents.withLock { contents in
            contents.keys = nil
            contents.cells.removeAll()
        }
    }

    /// Answers a question from one moment of a tracker's state.
    ///
    /// `body`: runs under the vault's lock: short, pure, no waiting.
    /// - Returns: what `body` made, after everything it saw is durable.
    package func read<T: Tracker, Answer: Sendable>(
        _ tracker: T.Type,
        _ body: (borrowing T.State, JournalHead) -> Answer
    ) async throws(VaultError) -> Answer {
        for _ in 0..<Self.attempts {
            try await refresh()
            guard let (answer, moment) = try answer(tracker, body) else { continue }
            if contents.withLock({ $0.isDurable(moment) }) { return answer }
            await flush()
            // A failed append threw away what was folded after it: then the answer was of a state that never was.
            if contents.withLock({ $0.isDurable(moment) }) { return answer }
        }
        throw .contended
    }

    static let attempts = 4

    private func answer<T: Tracker, Answer: Sendable>(
        _ tracker: T.Type,
        _ body: (borrowing T.State, JournalHead) -> Answer
    ) throws(VaultError) -> (Answer, VaultContents.Moment)? {
        let result: Result<(Answer, VaultContents.Moment)?, VaultError> = contents.withLock { contents in
            guard contents.keys != nil else { return .failure(.locked) }
            guard !contents.needsReload else { return .success(nil) }
            guard let cell = contents.cells[T.id] as? TrackerCell<T> else { return .failure(.outsideScope) }
            return .success((body(cell.state, contents.tail), contents.moment))
        }
        return try result.get()
    }

    /// Brings the state up to what is stored, when another process wrote or an append failed.
    func refresh() async throws(VaultError) {
        let stamp: UInt64
        do { stamp = try store.foreignChangeStamp() } catch { throw .store(error) }
        guard contents.withLock({ $0.needsReload || $0.stamp != stamp }) else { return }
        try await gate.run { () async throws(VaultError) in try await reload(stamp: stamp) }
    }

    /// Inside the gate: nothing is being appended.
    private func reload(stamp: UInt64) async throws(VaultError) {
        enum Step { case nothing, compare(JournalHead), everything(VaultKeys) }
        let step = try contents.withLock { contents -> Result<Step, VaultError> in
            guard let keys = contents.keys else { return .failure(.locked) }
            if contents.needsReload { return .success(.everything(keys)) }
            return .success(contents.stamp == stamp ? .nothing : .compare(contents.durable))
        }.get()
        switch step {
        case .nothing: return
        case .compare(let durable):
            let stored: JournalHead?
            do { stored = try await store.head(of: id) } catch { throw .store(error) }
            if stored == durable {
                contents.withLock { $0.stamp = stamp }
            } else if let keys = contents.withLock({ $0.keys }) {
                try await replaceContents(keys: keys)
            } else {
                throw .locked
            }
        case .everything(let keys): try await replaceContents(keys: keys)
        }
    }

    private func replaceContents(keys: VaultKeys) async throws(VaultError) {
        let fresh = try await loader.load(keys: keys, seen: durableHead)
        let box = Transfer(fresh)
        contents.withLock { contents in
            guard contents.keys != nil else { return }
            // Keys come in only inside the gate, but they leave at any time: what left during the load stays away.
            contents.replace(with: box.value)
        }
    }
}

/// Carries contents that nobody else refers to into the lock.
///
/// @unchecked: made from a `sending` value and read once, by the closure it was made for.
struct Transfer: @unchecked Sendable {
    let value: VaultContents

    init(_ value: sending VaultContents) { self.value = value }
}
