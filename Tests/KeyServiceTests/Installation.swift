import KeyService
import Primitives
import Sealing
import Synchronization

/// A key service, a metadata store and a ring, as one installation has them.
struct Installation {
    let clock = TestClock()
    let service: WatchedKeyManagement
    let store = InMemoryRecordStore()
    let fetches = Fetches()

    final class Fetches: Sendable {
        private let list = Mutex<[KeyFetch]>([])

        var all: [KeyFetch] { list.withLock { $0 } }
        func add(_ fetch: KeyFetch) { list.withLock { $0.append(fetch) } }
    }

    init() { service = WatchedKeyManagement(now: clock.now) }

    /// A ring as a newly started process has it: nothing cached.
    func makeRing(environment: String = "test", region: String = "local") -> KeyEncryptionKeyRing {
        KeyEncryptionKeyRing(
            keyManagement: service,
            store: store,
            environment: environment,
            region: region,
            now: clock.now,
            onFetch: { [fetches] in fetches.add($0) }
        )
    }

    /// A ring whose keys exist and are not in its memory.
    func makePreparedRing() async throws -> KeyEncryptionKeyRing {
        try await makeRing().prepare()
        return makeRing()
    }
}

/// An ordinary copy, to compare.
func copy(_ key: KeyEncryptionKey) -> [UInt8] {
    key.bytes.withBytes { span in
        // unsafe: offsets run below the span's byte count.
        (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    }
}
