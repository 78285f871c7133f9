import KeyService
import Primitives
import Sealing
import Synchronization
import Testing
import Vault
import WebAuthn

@testable import Identity

/// Stores and a key service that outlive the servers started over them, and the clock they all read.
final class TestInstallation: Sendable {
    static let header = StoreHeader(kind: .metadata, environment: "test", region: "local")
    /// One pool for all tests but those that watch it; it ends with the process.
    static let stretcher = KeyStretcher(width: 2, queueLimit: 1000)

    let clock = TurnableClock()
    let metadata = InMemoryRecordStore()
    let activity = InMemoryRecordStore()
    let journals = InMemoryJournalStore()
    let files = InMemoryFileStore()
    let keyService: InMemoryKeyManagement
    let customerKey: String

    init() async throws {
        keyService = InMemoryKeyManagement(now: clock.now)
        customerKey = try await keyService.createKey(description: "test")
        try await makeRing().prepare()
    }

    /// A server as a newly started process has it: nothing in memory.
    ///
    /// - `trackers`: those that its version knows.
    func startServer(
        trackers: [any Tracker.Type] = [Lines.self],
        stretching: Argon2id.Parameters = .light,
        stretcher: KeyStretcher = TestInstallation.stretcher,
        notices: NoticeVersions = .today,
        onRecording: @escaping @Sendable () -> Void = {}
    ) -> TestServer {
        TestServer(
            installation: self,
            ring: makeRing(),
            trackers: trackers,
            stretching: stretching,
            stretcher: stretcher,
            notices: notices,
            onRecording: onRecording
        )
    }

    func makeRing() -> KeyEncryptionKeyRing {
        KeyEncryptionKeyRing(
            keyManagement: keyService,
            store: metadata,
            environment: "test",
            region: "local",
            customerKeyID: customerKey,
            now: clock.now,
            onFetch: { _ in }
        )
    }
}

/// One process: a registry of open vaults and the service in front of it.
struct TestServer: Sendable {
    static let party = RelyingParty(id: "flowkeep.example", origins: ["https://flowkeep.example"])

    let installation: TestInstallation
    let ring: KeyEncryptionKeyRing
    let records: SealedRecords
    let recorder: KeptOpenings
    let events = KeptEvents()
    let registry: VaultRegistry
    let service: IdentityService

    init(
        installation: TestInstallation,
        ring: KeyEncryptionKeyRing,
        trackers: [any Tracker.Type],
        stretching: Argon2id.Parameters,
        stretcher: KeyStretcher,
        notices: NoticeVersions = .today,
        onRecording: @escaping @Sendable () -> Void
    ) {
        self.installation = installation
        self.ring = ring
        records = SealedRecords(
            store: installation.metadata,
            ring: ring,
            header: TestInstallation.header,
            use: .metadata
        )
        recorder = KeptOpenings(onRecording: onRecording)
        let outerLock = KEKOuterLock(ring: ring)
        registry = VaultRegistry(
            VaultRegistry.Surroundings(
                store: installation.journals,
                slots: RecordSlotStore(records: records),
                outerLock: outerLock,
                consents: RecordConsentReader(records: records, notices: notices),
                recorder: recorder,
                witness: RecordHeadWitness(records: records),
                trackers: trackers,
                epochs: RecordEpochCalendar(records: records),
                files: installation.files
            ),
            byteCountLimit: 1 << 20
        )
        service = IdentityService(
            IdentityService.Surroundings(
                metadata: records,
                metadataStore: installation.metadata,
                journals: installation.journals,
                registry: registry,
                outerLock: outerLock,
                index: BlindIndex(ring: ring),
                stretcher: stretcher,
                events: events,
                party: Self.party,
                histories: events,
                otherStores: [installation.activity],
                backupDays: 23,
                stretching: stretching,
                notices: notices,
                now: installation.clock.now
            )
        )
    }

    func signUp(_ handle: String = "asha", _ passphrase: String = .good, from source: UInt8 = 1) async throws -> SignUp
    {
        try await service.signUp(handle: handle, passphrase: passphrase, client: .browser, from: .address(source))
    }

    @discardableResult
    func signIn(
        _ handle: String = "asha",
        _ passphrase: String = .good,
        from source: UInt8 = 1
    ) async throws(IdentityError) -> SignedIn {
        try await service.signIn(handle: handle, passphrase: passphrase, client: .browser, from: .address(source))
    }

    func recover(_ code: String, newPassphrase: String = .better) async throws(IdentityError) -> SignUp {
        try await recover("asha", code, newPassphrase: newPassphrase)
    }

    func recover(
        _ handle: String,
        _ code: String,
        newPassphrase: String = .better,
        from source: UInt8 = 1
    ) async throws(IdentityError) -> SignUp {
        try await service.recover(
            handle: handle,
            code: code,
            newPassphrase: newPassphrase,
            client: .browser,
            from: .address(source)
        )
    }

    /// The kinds of the records that hold a vault's slots.
    func kinds(of vault: VaultID) async throws -> [RecordKind] {
        var kinds: [RecordKind] = []
        for kind in [RecordKind.keySlot, .sessionSlot] {
            let found = try await installation.metadata.list(kind, owner: vault.bytes, after: nil, limit: 100)
            kinds += found.map { _ in kind }
        }
        return kinds
    }

    /// What the token lets its bearer do now.
    func standing(_ token: SessionToken) async throws -> Standing {
        switch try await service.authenticate(token, purpose: .moneyTracking) {
        case .open: .open
        case .locked: .locked
        case .signedOut: .signedOut
        }
    }

    /// The open vault of a token; nil when it is locked or signed out.
    func access(_ token: SessionToken, for purpose: Purpose = .moneyTracking) async throws -> VaultAccess? {
        guard case .open(_, let access) = try await service.authenticate(token, purpose: purpose) else { return nil }
        return access
    }

    func write(_ line: String, _ access: VaultAccess) async throws {
        _ = try await access.commit(Lines.self, at: installation.clock.time) { _, _ throws(VaultError) in
            Planned(changes: [line], outcome: 0)
        }
    }

    func lines(_ access: VaultAccess) async throws(VaultError) -> [String] {
        try await access.read(Lines.self) { state, _ in state }
    }

    func writePage(_ line: String, _ access: VaultAccess) async throws(CommitError<Never>) {
        _ = try await access.commit(Pages.self, at: installation.clock.time) { _, _ in
            Planned(changes: [line], outcome: 0)
        }
    }

    func pages(_ access: VaultAccess) async throws(VaultError) -> [String] {
        try await access.read(Pages.self) { state, _ in state }
    }
}

enum Standing { case open, locked, signedOut }

/// A clock that the test turns.
final class TurnableClock: Sendable {
    private let milliseconds = Mutex<Int64>(1_767_225_607_250)  // 2026-01-01T00:00:07.250Z

    var time: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }
    var now: Now { { self.time } }

    func advance(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1000 } }
    func advance(minutes: Int64) { advance(seconds: minutes * 60) }
}

extension IdentityService.Source {
    static func address(_ number: UInt8) -> IdentityService.Source {
        IdentityService.Source(address: [192, 0, 2, number])
    }
}

extension Argon2id.Parameters {
    /// As cheap as Argon2id gets: these tests are about who is let in, not about how long it takes.
    static let light = Argon2id.Parameters(memoryKibibytes: 8, passes: 1, lanes: 1)
}

extension String {
    static let good = "walrus plinth ochre gantry"
    static let better = "tundra spigot mauve lantern"
}

extension IdentityError {
    /// Whether this says that the key service did not answer.
    var isKeyServiceAway: Bool {
        switch self {
        case .vault(.keyServiceUnavailable), .records(.key(.keyService)): true
        default: false
        }
    }
}

/// Openings as they were written down, by vault.
final class KeptOpenings: OpeningRecorder {
    private let kept = Mutex<[Opening]>([])
    private let onRecording: @Sendable () -> Void
    private let refusal = Mutex<VaultError?>(nil)

    init(onRecording: @escaping @Sendable () -> Void) { self.onRecording = onRecording }

    func record(_ opening: Opening) async throws(VaultError) {
        onRecording()
        if let refusal = refusal.withLock(\.self) { throw refusal }
        kept.withLock { $0.append(opening) }
    }

    /// From now on nothing can be written down, until it is called without an error.
    func refuse(with error: VaultError?) { refusal.withLock { $0 = error } }

    func openings(of vault: VaultID) -> [Opening] { kept.withLock { $0.filter { $0.vault == vault } } }
}

/// Remembers what was written into access histories, or refuses as a log would.
final class KeptEvents: AccountEventRecorder, HistoryEnder {
    private let ended = Mutex<(recorded: [VaultID], destroyed: Set<VaultID>)>(([], []))
    private let kept = Mutex<[(event: AccountEvent, vault: VaultID, slot: KeySlotID?)]>([])
    private let refusal = Mutex<VaultError?>(nil)
    private let interruptions = Mutex<[AccountEvent.Act: @Sendable () async throws -> Void]>([:])

    func record(
        _ event: AccountEvent,
        of vault: VaultID,
        by slot: KeySlotID?,
        at time: Timestamp
    ) async throws(VaultError) {
        if let refusal = refusal.withLock(\.self) { throw refusal }
        if let interruption = interruptions.withLock({ $0.removeValue(forKey: event.act) }) {
            do { try await interruption() } catch { Issue.record(error) }
        }
        kept.withLock { $0.append((event, vault, slot)) }
    }

    func recordDeletion(
        of vault: VaultID,
        by slot: KeySlotID?,
        asked: Timestamp,
        backupDays: Int,
        at time: Timestamp
    ) async throws(VaultError) -> DeletionLeaf {
        if let refusal = refusal.withLock(\.self) { throw refusal }
        let index = ended.withLock { ended in
            ended.recorded.append(vault)
            return ended.recorded.count - 1
        }
        return DeletionLeaf(
            opening: [UInt8](repeating: 7, count: 125),
            index: UInt64(index),
            particulars: [UInt8(backupDays)]
        )
    }

    func destroyHistory(of vault: VaultID) async throws(VaultError) {
        if let refusal = refusal.withLock(\.self) { throw refusal }
        kept.withLock { $0.removeAll { $0.vault == vault } }
        ended.withLock { _ = $0.destroyed.insert(vault) }
    }

    /// How often the end of an account was written down.
    func endings(of vault: VaultID) -> Int { ended.withLock { $0.recorded.count { $0 == vault } } }

    func isDestroyed(_ vault: VaultID) -> Bool { ended.withLock { $0.destroyed.contains(vault) } }

    /// What somebody else does, once, while the next act of a kind is being written down.
    func during(_ act: AccountEvent.Act, _ body: @escaping @Sendable () async throws -> Void) {
        interruptions.withLock { $0[act] = body }
    }

    /// From now on nothing can be written down, until it is called without an error.
    func refuse(with error: VaultError?) { refusal.withLock { $0 = error } }

    func acts(of vault: VaultID) -> [AccountEvent.Act] { events(of: vault).map(\.act) }

    func events(of vault: VaultID) -> [AccountEvent] {
        kept.withLock { $0.filter { $0.vault == vault }.map(\.event) }
    }
}
