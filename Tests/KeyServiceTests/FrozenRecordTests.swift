import Primitives
import TestSupport
import Testing

@testable import KeyService

/// A key service that unwraps everything to one known key.
private struct KnownKey: KeyManagement {
    func createKey(description: String) async throws(KeyServiceError) -> String { throw .unavailable }

    func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription { throw .unavailable }

    func generateDataKey(
        _ keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> GeneratedDataKey { throw .unavailable }

    func encrypt(
        _ plaintext: [UInt8],
        keyID: String,
        context: EncryptionContext
    ) async throws(KeyServiceError) -> [UInt8] { throw .unavailable }

    func decrypt(_ ciphertext: [UInt8], context: EncryptionContext) async throws(KeyServiceError) -> [UInt8] {
        [UInt8](repeating: 0x5A, count: 32)
    }
}

@Suite("Frozen records")
struct FrozenRecordTests {
    private static let place = RecordKey(kind: .userAccount, owner: Array(0..<16), name: [1, 2, 3])

    private static let wrapped =
        Hex.decode(
            """
            0001000000010100020000000400000001000300000004010203040004000000080000019b76daa8fa
            """
        ) ?? []

    private static let sealed =
        Hex.decode(
            """
            0100000001568ef94baadf10285fd95efb881b0772c4a62527d9f3e6c5cdfe7adfaafe187e9b24a29dea9f4db92a0443
            6b25c12555a9170a7c5d2d2cdfdee6b9f181ae16eab5f2ccafa54ffc1643b15226d367915cae4f8790f3f77f43865af5
            78fc4a86b539b3898b5807ffa29a98bf354ccd0a6518e546f2801e9ecc3a343b82fc515bf11ec15c76fa6007ecfdb536
            bc91a5f5ae4dee9d58d793bc292993c2d0e95ac95b833d138dd575bd206a5b800be3a847721f24ae1f34b52d83a9543d
            6cd8dbaa09f045fcaf00b57820689a8676b7b16d71654eb88d32ec52046dcca950414d962711a7ad08338e7755523dfe
            a5d0b3f0fcc63011ba855236d2556936074bf6098bd66e682be428aab03823453f08b9d65055a08d2acca6eaee9e0b07
            ee928dcee039c1dd3438f32cb1a4d78ecbeb2e4cabcf49ade13db6c7088d8384c9ff7bc52f9e6a5ed7bc5164a315f224
            e2aeb8c4e4403298d1
            """
        ) ?? []

    /// Written once.
    ///
    /// If this fails, no record already on disk opens any more.
    @Test("a wrapped key and a sealed record of version 1 are read")
    func frozen() async throws {
        let store = InMemoryRecordStore()
        try await store.write([
            .put(WrappedKeyRecord.key(.metadata, 1), bytes: Self.wrapped, unique: nil, expected: 0),
            .put(Self.place, bytes: Self.sealed, unique: nil, expected: 0),
        ])
        let clock = TestClock()
        let ring = KeyEncryptionKeyRing(
            keyManagement: KnownKey(),
            store: store,
            environment: "test",
            region: "local",
            now: clock.now,
            onFetch: { _ in }
        )
        let records = SealedRecords(
            store: store,
            ring: ring,
            header: StoreHeader(kind: .metadata, environment: "test", region: "local"),
            use: .metadata
        )
        let record = try #require(try await records.read(Self.place, as: SealedRecordsTests.Note.self))
        #expect(record.value == SealedRecordsTests.Note("frozen"))
    }
}
