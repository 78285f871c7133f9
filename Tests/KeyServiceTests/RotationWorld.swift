import KeyService
import Primitives
import Synchronization

/// An installation with sealed records in two stores, and what its rotation said before it acted.
struct RotationWorld {
    struct Count: RecordCodable, Equatable {
        var number: UInt64

        init(_ number: UInt64) { self.number = number }

        init(decoding bytes: [UInt8]) throws(RecordDecodingError) { number = try FieldReader(bytes).uint64(1) }

        func encode() -> [UInt8] {
            var fields = FieldWriter()
            fields.append(1, number)
            return fields.bytes
        }
    }

    /// What backups need, as a test says.
    final class Holds: KeyVersionHolds {
        private let versions = Mutex<[KEKUse: Set<UInt32>]>([:])

        func set(_ new: [KEKUse: Set<UInt32>]) { versions.withLock { $0 = new } }

        func neededVersions() async throws -> [KEKUse: Set<UInt32>] { versions.withLock { $0 } }
    }

    /// The transparency log, which a test may switch off.
    final class Log: Sendable {
        struct Down: Error {}

        private let state = Mutex((acts: [KeyAct](), isDown: false))

        var acts: [KeyAct] { state.withLock { $0.acts } }
        func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

        func add(_ act: KeyAct) throws {
            let isDown = state.withLock { state in
                if !state.isDown { state.acts.append(act) }
                return state.isDown
            }
            if isDown { throw Down() }
        }
    }

    static let metadataHeader = StoreHeader(kind: .metadata, environment: "test", region: "local")
    static let activityHeader = StoreHeader(kind: .activity, environment: "test", region: "local")

    let installation = Installation()
    let activity = InMemoryRecordStore()
    let holds = Holds()
    let log = Log()

    init() async throws { try await installation.makeRing().prepare() }

    var clock: TestClock { installation.clock }
    var metadata: InMemoryRecordStore { installation.store }

    func records(_ ring: KeyEncryptionKeyRing) -> SealedRecords {
        SealedRecords(store: metadata, ring: ring, header: Self.metadataHeader, use: .metadata)
    }

    func events(_ ring: KeyEncryptionKeyRing) -> SealedRecords {
        SealedRecords(store: activity, ring: ring, header: Self.activityHeader, use: .activity)
    }

    /// As a newly started process has it; `store` stands before the metadata store where a test watches or fails it.
    func rotation(_ ring: KeyEncryptionKeyRing, over store: (any RecordStore)? = nil) -> KeyRotation {
        KeyRotation(
            ring: ring,
            stores: [
                RotatingStore(store ?? metadata, ring: ring, header: Self.metadataHeader),
                RotatingStore(activity, ring: ring, header: Self.activityHeader),
            ],
            holds: holds,
            recorded: { [log] act in try log.add(act) }
        )
    }

    /// As many accounts and events, each a record with its number.
    func fill(_ count: Int, _ ring: KeyEncryptionKeyRing, from first: Int = 0) async throws {
        for number in first..<first + count {
            try await records(ring).put(
                Self.account(number),
                Count(UInt64(number)),
                unique: Self.unique(number),
                expected: 0
            )
            try await events(ring).put(Self.event(number), Count(UInt64(number)), expected: 0)
        }
    }

    static func account(_ number: Int) -> RecordKey {
        RecordKey(kind: .userAccount, owner: VaultID(high: 7, low: UInt64(number)).bytes, name: [])
    }

    static func event(_ number: Int) -> RecordKey {
        RecordKey(kind: .activity, owner: VaultID(high: 7, low: UInt64(number)).bytes, name: [1])
    }

    static func unique(_ number: Int) -> [UInt8] { VaultID(high: 9, low: UInt64(number)).bytes }

    /// Runs a pass, and those it asks for, to the end; the clock moves as they wait.
    @discardableResult
    func rewrap(_ rotation: KeyRotation) async throws -> Int {
        var passes = 1
        var pass = rotation.newPass()
        while true {
            switch try await rotation.step(pass) {
            case .more(let next): pass = next
            case .later(let next, let seconds):
                clock.advance(seconds: seconds)
                pass = next
                passes += 1
            case .done: return passes
            }
        }
    }
}
