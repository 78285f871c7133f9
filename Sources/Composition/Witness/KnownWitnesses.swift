import Synchronization
import TransparencyLog

/// The witnesses that have cosigned this log at least once.
final class KnownWitnesses: Sendable {
    private let memory: LogWitnesses.Memory
    private let keys = Mutex<Set<String>>([])

    init(_ memory: LogWitnesses.Memory) { self.memory = memory }

    func contains(_ key: NoteKey) -> Bool { keys.withLock { $0.contains(key.text) } }

    /// Adds what is remembered from earlier.
    func recall() async {
        guard let recalled = await memory.recall() else { return }
        keys.withLock { $0.formUnion(recalled) }
    }

    func hasCosigned(_ key: NoteKey) async {
        let all = keys.withLock { keys in keys.insert(key.text).inserted ? keys : nil }
        if let all { await memory.remember(all) }
    }
}
