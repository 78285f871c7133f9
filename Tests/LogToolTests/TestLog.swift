import Composition
import Primitives
import Sealing

@testable import TransparencyLog

/// A log in memory, with one leaf for each number, that answers as the server's local API does.
actor TestLog: LocalAPI {
    static let origin = "flowkeep.example/log"

    let key: NoteKey
    nonisolated let store = InMemoryLogStore()
    private let log: DurableLog

    /// Logs of one seed have one key, so two of them are two histories of one log.
    init(seed: UInt8 = 64, origin: String = TestLog.origin) throws {
        let seed = SecretBytes(copying: (0..<32).map { seed &+ $0 })
        let signer = try NoteSigner(name: origin, kind: .note, privateKey: SignaturePrivateKey(seed: seed))
        key = signer.key
        log = DurableLog(
            origin: origin,
            signer: signer,
            store: store,
            cadence: LogCadence(intervalMilliseconds: 1000, step: 1)
        )
    }

    static func leaf(_ number: UInt64) throws -> LogLeaf {
        var writer = ByteWriter()
        writer.append(LogLeaf.version)
        for word in [0, 0, 0, number] { writer.append(word) }
        return try LogLeaf(decoding: writer.bytes)
    }

    /// Appends leaves and publishes a checkpoint over all.
    @discardableResult
    func publish(_ numbers: Range<UInt64>) async throws -> Checkpoint {
        _ = try await log.append(try numbers.map(Self.leaf))
        guard let checkpoint = try await log.publish(covers: { _, _ in [] }) else { throw StoreError.unavailable }
        return checkpoint
    }

    /// How many leaves there are.
    var size: UInt64 { store.contents.log.endIndex }

    /// Puts lines under the published checkpoint where it is still the one that they are for.
    func add(_ lines: [NoteSignature], by witness: NoteKey, under checkpoint: Checkpoint) async throws {
        guard try await log.checkpoint()?.head == checkpoint.head else { return }
        try await log.add(lines, by: [witness])
    }

    /// Puts a witness's signature lines under the published checkpoint.
    func add(_ lines: [NoteSignature], by witness: NoteKey) async throws {
        try await log.add(lines, by: [witness])
    }

    var resources: [LogResource: [UInt8]] { store.contents.resources }

    func send(_ request: LocalRequest) async throws(LocalAPIError) -> LocalAnswer {
        switch request.target {
        case "/log/key": return LocalAnswer(status: 200, body: Array("\(key.text)\n".utf8))
        case "/log/checkpoint":
            guard let bytes = store.contents.log.checkpoint else { return LocalAnswer(status: 404, body: []) }
            return LocalAnswer(status: 200, body: bytes)
        default:
            let found = store.contents.resources.first { "/log/\($0.key.path)" == request.target }
            return LocalAnswer(status: found == nil ? 404 : 200, body: found?.value ?? [])
        }
    }

    func close() async {}
}
