import Assurance
import Identity
import KeyService
import Primitives
import SQLiteStore
import Sealing
import TestSupport
import Testing
import Vault

@testable import Composition

/// The checks that look into stores and at the key service, over real files and a key service in memory.
@Suite("Promise checks of an installation")
struct InstallationCheckTests {
    private static let now: Now = { Timestamp(seconds: 1_795_180_000) }

    /// Stores with a few records of each kind, as a server would leave them.
    private struct Fixture {
        let directory: TemporaryDirectory
        let installation: CheckedInstallation
        let keyService: InMemoryKeyManagement

        init() async throws {
            directory = try TemporaryDirectory()
            let stores = try SQLiteStores.open(
                directory: directory.path + "/data",
                environment: "test",
                region: "local"
            )
            keyService = InMemoryKeyManagement(now: InstallationCheckTests.now)
            installation = CheckedInstallation(
                stores: stores,
                ring: Self.ring(keyService, stores),
                environment: "test",
                region: "local",
                now: InstallationCheckTests.now
            )
            try await installation.ring.prepare()
            for (kind, use) in CheckedInstallation.recordStores {
                let records = installation.records(of: installation.store(kind), as: kind, under: use)
                for name in 0..<8 as Range<UInt8> {
                    let key = RecordKey(kind: kind == .activity ? .activity : .installation, name: [name])
                    try await records.put(key, UnreadRecord.probe, expected: 0)
                }
            }
        }

        static func ring(_ keyService: any KeyManagement, _ stores: SQLiteStores) -> KeyEncryptionKeyRing {
            KeyEncryptionKeyRing(
                keyManagement: keyService,
                store: stores.metadata,
                environment: "test",
                region: "local",
                now: InstallationCheckTests.now,
                onFetch: { _ in }
            )
        }

        /// A vault with one slot whose holder's key is returned.
        func addVault() async throws -> SharedSecret {
            let vault = try #require(VaultID(bytes: SecureRandom.bytes(count: 16)))
            let id = try #require(KeySlotID(bytes: SecureRandom.bytes(count: 16)))
            let keys = VaultKeys.make(trackers: [TrackerID(rawValue: 1)])
            let holderKey = SharedSecret(.random(count: 32))
            let control = try #require(keys.newest(VaultKeys.control)?.key)
            let slot = try await KeySlot.make(
                .session,
                id: id,
                vault: vault,
                holderKey: holderKey.bytes,
                stretching: nil,
                keys: keys,
                certifiedBy: control,
                outerLock: KEKOuterLock(ring: installation.ring)
            )
            try await installation.stores.vaults.create(vault)
            let records = installation.records(of: installation.stores.metadata, as: .metadata, under: .metadata)
            try await RecordSlotStore(records: records).update(vault, adding: [slot], replacing: [], removing: [])
            return holderKey
        }
    }

    @Test("what is sealed is kept; one plain record in either store, or a key that never was, breaks it")
    func storedBytes() async throws {
        for store in [StoreHeader.Kind.metadata, .activity] {
            let fixture = try await Fixture()
            let installation = fixture.installation
            let check = StoredBytesCheck(
                samples: { try await installation.storedSamples() },
                integrity: { try await installation.sampledIntegrity() }
            )
            #expect(try await check.run().verdict == .kept)
            let key = RecordKey(kind: .installation, name: [99])
            let text = Array(#"{"handle":"asha","note":"a plain note about marmalade and more"}"#.utf8)
            let plain = RecordWrite.put(key, bytes: text, unique: nil, expected: 0)
            try await installation.store(store).write([plain])
            #expect(try await check.run().verdict == .broken, "\(store)")
        }
    }

    @Test("a box with readable text in it, a box of no known key, and bytes that repeat are seen")
    func samples() {
        func finding(_ bytes: [UInt8], versions: [UInt32]? = [1]) -> Verdict {
            StoredBytesCheck.finding([.init(store: "metadata", bytes: bytes, versions: versions)]).verdict
        }
        let context = SealingContext(.record, place: [1])
        let key = SecretBytes.random(count: 32)
        let box = SealedBox.seal([UInt8](repeating: 0, count: 4096), under: key, keyVersion: 1, context: context)
        #expect(finding(box) == .kept)
        let sample = StoredBytesCheck.Sample(store: "metadata", bytes: box, versions: [1])
        let taken = StoredBytesCheck.finding([sample, sample, sample]).verdict
        #expect(taken == .kept, "what is taken twice are not bytes that repeat")
        #expect(finding(box, versions: [2]) == .broken)
        #expect(finding(Array(box.prefix(200)) + [UInt8](repeating: 0x61, count: 60)) == .broken)
        #expect(finding(Array(box.prefix(89)) + [UInt8](repeating: 7, count: 4000)) == .broken)
        #expect(finding([]) == .broken)
        #expect(StoredBytesCheck.finding([]).verdict == .broken)
    }

    @Test("with the key service in the thief's hands the stores open, and the check says so")
    func keyless() async throws {
        let fixture = try await Fixture()
        let ours = try await KeylessCheck(installation: fixture.installation).run()
        #expect(ours.verdict == .kept)
        #expect(ours.evidence.first?.found == "5 tried, 0 opened")
        let stolen = KeylessCheck(installation: fixture.installation, keyManagement: fixture.keyService)
        #expect(try await stolen.run().verdict == .broken)
    }

    @Test("a record that opens where it was moved to breaks the promise, and so do two stores in one place")
    func moved() async throws {
        let fixture = try await Fixture()
        let places = ["a", "b", "c", "d"]
        let ours = try await MovedRecordCheck(installation: fixture.installation, places: places).run()
        #expect(ours.verdict == .kept)
        #expect(ours.evidence[2].found == "6 tried, 0 opened")
        var check = MovedRecordCheck(installation: fixture.installation, places: places)
        check.movedInto = .metadata
        #expect(try await check.run().verdict == .broken)
        let together = MovedRecordCheck(installation: fixture.installation, places: ["a", "b", "c", "a"])
        #expect(try await together.run().verdict == .broken)
    }

    /// Gives every key for any context, as a key service that ignores it would.
    private struct CarelessKeys: KeyManagement {
        func createKey(description: String) async throws(KeyServiceError) -> String { "key" }

        func describeKey(_ keyID: String) async throws(KeyServiceError) -> KeyDescription { throw .notFound }

        func generateDataKey(
            _ keyID: String,
            context: EncryptionContext
        ) async throws(KeyServiceError) -> GeneratedDataKey {
            let key = [UInt8](repeating: 9, count: 32)
            return GeneratedDataKey(plaintext: key, wrapped: key)
        }

        func encrypt(
            _ plaintext: [UInt8],
            keyID: String,
            context: EncryptionContext
        ) async throws(KeyServiceError) -> [UInt8] { plaintext }

        func decrypt(_ ciphertext: [UInt8], context: EncryptionContext) async throws(KeyServiceError) -> [UInt8] {
            [UInt8](repeating: 9, count: 32)
        }
    }

    @Test("a key service that ignores what it is asked for breaks key use, region and environment")
    func contexts() async throws {
        let fixture = try await Fixture()
        let ours = fixture.installation
        #expect(try await KeyContextCheck(ring: ours.ring).run().verdict == .kept)
        #expect(try await BoundaryCheck.region(ours).run().verdict == .kept)
        #expect(try await BoundaryCheck.environment(ours).run().verdict == .kept)

        let careless = CheckedInstallation(
            stores: ours.stores,
            ring: Fixture.ring(CarelessKeys(), ours.stores),
            environment: "test",
            region: "local",
            now: Self.now
        )
        #expect(try await KeyContextCheck(ring: careless.ring).run().verdict == .broken)
        #expect(try await BoundaryCheck.region(careless).run().verdict == .broken)
        #expect(try await BoundaryCheck.environment(careless).run().verdict == .broken)
    }

    @Test("a key service that does not answer is no refusal: the check fails instead of saying kept")
    func silence() async throws {
        let fixture = try await Fixture()
        let ring = Fixture.ring(NoKeyManagement(), fixture.installation.stores)
        await #expect(throws: KeyRingError.self) { _ = try await KeyContextCheck(ring: ring).run() }
    }

    @Test("a database that would open elsewhere is broken")
    func headers() async throws {
        let refusal = StoreError.wrongStore(.region)
        #expect(BoundaryCheck.evidence([refusal, refusal], refusal).isAsPromised)
        for refusals in [[refusal, nil], [refusal, .wrongStore(.environment)], []] as [[StoreError?]] {
            #expect(!BoundaryCheck.evidence(refusals, refusal).isAsPromised)
        }
    }

    @Test("a stolen holder's key opens the lock inside, and the check says so; without one nothing does")
    func theft() async throws {
        let fixture = try await Fixture()
        let empty = try await TheftCheck(installation: fixture.installation).run()
        #expect(empty.verdict == .notInDeployment(.noVault))
        let holderKey = try await fixture.addVault()
        let ours = try await TheftCheck(installation: fixture.installation).run()
        #expect(ours.verdict == .kept)
        #expect(Int(ours.evidence.last?.found ?? "") ?? 0 > 100)
        let stolen = TheftCheck(installation: fixture.installation, stolen: holderKey)
        #expect(try await stolen.run().verdict == .broken)
    }

    @Test("history and records come back from sealed records as they were, and are no longer readable there")
    func stored() async throws {
        let fixture = try await Fixture()
        let installation = fixture.installation
        let activity = installation.records(of: installation.stores.activity, as: .activity, under: .activity)
        let change = VerdictChange(from: .kept, to: .broken, at: Timestamp(seconds: 5))
        let history = PromiseHistory(
            lastRunAt: Timestamp(seconds: 7),
            entries: [
                .tls1: .init(verdict: .broken, since: Timestamp(seconds: 5), changes: [change, change]),
                .mfa1: .init(verdict: .notInDeployment, since: Timestamp(seconds: 6), changes: []),
            ]
        )
        let first = SealedPromiseHistory(records: activity)
        #expect(try await first.load() == PromiseHistory())
        try await first.save(history)
        try await first.save(history)
        #expect(try await SealedPromiseHistory(records: activity).load() == history)
        // Two processes: the one that comes late must not write over what it has not seen.
        let late = SealedPromiseHistory(records: activity)
        await #expect(throws: SealedRecordError.self) { try await late.save(history) }

        let metadata = installation.records(of: installation.stores.metadata, as: .metadata, under: .metadata)
        let records = SealedPromiseRecords(records: metadata)
        let day = CalendarDay(daysSinceEpoch: 20_778)
        let named: [(PromiseID, String?)] = [(.pol5, "/help"), (.fnd1, nil), (.pol5, nil)]
        let made = named.enumerated().map { place, record in
            PromiseRecord(
                promise: record.0,
                owner: "Asha Rao",
                date: day,
                due: day.adding(days: 30),
                note: "Number \(place)",
                link: record.1,
                recordedAt: Timestamp(milliseconds: Int64(1000 - place))
            )
        }
        for record in made { try await records.add(record) }
        #expect(try await records.all() == made.reversed())
    }
}
