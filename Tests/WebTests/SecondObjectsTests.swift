import AWSSignature
import Backup
import ObjectStandIn
import ObjectStore
import Primitives
import Sealing
import Synchronization
import Testing

@testable import Composition

/// Goal: a bucket as a second place: copies are locked, half ones are none, and who could delete is found.
@Suite("Second place in a bucket")
struct SecondObjectsTests {
    private struct Keys: ObjectCredentials {
        func credentials(at moment: Timestamp) throws(ObjectStoreError) -> AWSCredentials {
            AWSCredentials(
                accessKeyID: "AKIDEXAMPLE",
                secret: SharedSecret(SecretBytes(copying: Array("secret".utf8)))
            )
        }

        func forget() {}
    }

    private static let time = Timestamp(seconds: 1_795_266_900)
    private static let name = "20261121T131500Z-\(BackupID(high: 1, low: 2).text)"
    private let store = StandInStore()
    private let place: SecondObjects

    init() throws {
        let address = try #require(
            ObjectPlace("s3://copies/flowkeep", endpoint: "https://objects.example", region: "here")
        )
        let client = S3Client(
            place: address,
            transport: store,
            credentials: Keys(),
            now: { Self.time },
            pause: { _ in }
        )
        place = SecondObjects(client: client, now: { Self.time })
    }

    private func file(_ path: String, _ bytes: [UInt8]) -> SecondFile {
        SecondFile(path: path, byteCount: bytes.count, digest: StandInStore.digest(bytes)) {
            offset,
            count throws(SecondPlaceError) in Array(bytes.dropFirst(offset).prefix(count))
        }
    }

    @Test("a file is put once, locked until its backup's time is up, and comes back")
    func puts() async throws {
        let until = Self.time.adding(seconds: 22 * 86_400)
        try await place.put(file("keeper/a.key", [1, 2, 3]), in: Self.name, retainUntil: until) { _ in }
        #expect(try await place.folders() == [Self.name: ["keeper/a.key": 3]])
        #expect(try await place.read("keeper/a.key", in: Self.name, from: 1, atMost: 9) == [2, 3])
        let facts = try #require(try await place.client.facts("\(Self.name)/keeper/a.key"))
        #expect(try #require(facts.lockedUntil) >= until)
        await #expect(throws: SecondPlaceError.otherThere) {
            try await place.put(file("keeper/a.key", [9]), in: Self.name, retainUntil: until) { _ in }
        }
        // A backup whose time is nearly up is locked for as long as anybody needs to notice.
        try await place.put(file("header", [1]), in: Self.name, retainUntil: Self.time) { _ in }
        let late = try #require(try await place.client.facts("\(Self.name)/header")?.lockedUntil)
        #expect(late >= Self.time.adding(seconds: 3600))
        #expect(try await SecondCatalogue(place: place).newest() == nil)
    }

    @Test("every probe is refused where all is well; who may delete, or keeps nothing, is found")
    func probes() async throws {
        #expect(try await place.probe().allSatisfy(\.wasRefused))
        #expect(try await place.probe().count == 3)
        store.state.withLock { $0.isLockable = false }
        #expect(try await place.probe().contains { !$0.wasRefused })
        store.state.withLock { $0.isLockable = true }
        store.state.withLock { $0.mayDelete = true }
        #expect(try await place.probe().contains { !$0.wasRefused })
    }

    @Test("a store that does not answer, refuses, is full, or knows no such bucket is told as that")
    func failures() async throws {
        let errors: [(ObjectStoreError, SecondPlaceError)] = [
            (.unreachable, .unreachable), (.timedOut, .timedOut), (.busy, .busy), (.denied, .denied),
            (.credentials, .credentials), (.noBucket, .noPlace), (.notFound, .notFound), (.exists, .otherThere),
            (.notLockable, .notLockable), (.otherRegion, .otherRegion), (.full, .full), (.damaged, .altered),
            (.unexpected(418), .unexpected), (.notListed, .unreachable), (.cancelled, .cancelled),
        ]
        for (from, to) in errors { #expect(SecondPlaceError(from) == to) }
        store.state.withLock { $0.faults = Array(repeating: .full, count: 9) }
        await #expect(throws: SecondPlaceError.full) { _ = try await place.folders() }
    }

    @Test("a backup that goes while it is copied is told as that, and nothing has its name")
    func source() async throws {
        let gone = SecondFile(path: "vaults", byteCount: 5, digest: [UInt8](repeating: 0, count: 32)) {
            _,
            _ throws(SecondPlaceError) in throw .source
        }
        await #expect(throws: SecondPlaceError.source) {
            try await place.put(gone, in: Self.name, retainUntil: Self.time) { _ in }
        }
        #expect(try await place.folders().isEmpty)
    }
}
