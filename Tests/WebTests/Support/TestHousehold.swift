import ReportPDF
import CycleFormats
import Assurance
import AuditTrail
import Composition
import Cycle
import HTTPTypes
import Identity
import KeyService
import Logging
import Money
import MoneyFormats
import Payments
import Primitives
import Synchronization
import Testing
import TransparencyLog
import Vault

@testable import Web

/// A whole installation in memory: real identity, vault and money, no files.
struct TestHousehold: Sendable {
    static let stretcher = KeyStretcher(width: 2, queueLimit: 1000)
    static let today = CalendarDay(iso: "2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)
    static let passphrase = "plover anvil cobalt sycamore"

    let server: TestServer
    let endpoints: [Endpoint]
    let clock: TurnableClock
    let audit: AuditTrail
    let identity: IdentityService
    let escrow: TestEscrow
    let files: InMemoryFileStore
    /// Makes archives, step by step as a test says.
    let archives: ArchiveMaker

    /// Runs with a server over a fresh installation.
    ///
    /// - `payments`: where notices come in; nil where nothing is paid for.
    /// - `extra`: Endpoints that only a test has.
    static func run(
        limits: WebLimits = WebLimits(),
        today: @Sendable @escaping () -> CalendarDay = { today },
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        payments: (@escaping Now) async throws -> PaymentDesk? = { _ in nil },
        extra: (PageSite) -> [Endpoint] = { _ in [] },
        _ body: @Sendable @escaping (TestHousehold) async throws -> Void
    ) async throws {
        let clock = TurnableClock()
        let audit = AuditTrail(store: InMemoryLogStore())
        let files = InMemoryFileStore(now: clock.now)
        let escrow = TestEscrow(now: clock.now)
        let identity = try await identity(clock, audit, files, escrow)
        let services = WebServices(
            identity: identity,
            audit: audit,
            statements: FileStatementReader(),
            journals: FileJournalReader(),
            rateFiles: FileRateReader(),
            exporter: FileBookExporter(),
            receipts: FileReceiptReader(),
            diaryReader: FileDiaryReader(),
            diaryExporter: FileDiaryExporter(),
            reportPrinter: PaperReportPrinter(),
            files: files,
            payments: try await payments(clock.now),
            archives: ArchiveQueue { _ in },
            promises: PromiseBoard(checks: { [] }, now: clock.now),
            address: SiteAddress(name: "localhost", httpsPort: 443),
            now: clock.now,
            today: today
        )
        let assets = try AssetCatalogue()
        let site = PageSite(
            services: services,
            renderer: try PageRenderer(assets: assets),
            assets: assets,
            address: SiteAddress(name: "localhost", httpsPort: 443),
            utcOffsetMinutes: { 330 }
        )
        let endpoints = FlowkeepAPI.endpoints(services) + site.endpoints + extra(site)
        try await TestServer.run(
            endpoints: endpoints,
            sessions: IdentityGate(identity: identity),
            limits: limits,
            fallback: site.fallback,
            logger: logger
        ) { server in
            let household = TestHousehold(
                server: server,
                endpoints: endpoints,
                clock: clock,
                audit: audit,
                identity: identity,
                escrow: escrow,
                files: files,
                archives: site.archiveMaker
            )
            try await body(household)
        }
    }

    private static func identity(
        _ clock: TurnableClock,
        _ audit: AuditTrail,
        _ files: InMemoryFileStore,
        _ escrow: TestEscrow
    ) async throws -> IdentityService {
        let metadata = InMemoryRecordStore()
        let journals = InMemoryJournalStore()
        let keyService = InMemoryKeyManagement(now: clock.now)
        let key = try await keyService.createKey(description: "test")
        let ring = KeyEncryptionKeyRing(
            keyManagement: keyService,
            store: metadata,
            environment: "test",
            region: "local",
            customerKeyID: key,
            now: clock.now,
            onFetch: { fetch throws(KeyRingError) in try await audit.record(fetch) }
        )
        try await ring.prepare()
        func records(_ kind: StoreHeader.Kind, _ store: InMemoryRecordStore, _ use: KEKUse) -> SealedRecords {
            let header = StoreHeader(kind: kind, environment: "test", region: "local")
            return SealedRecords(store: store, ring: ring, header: header, use: use)
        }
        try await audit.open(
            keys: LogKeys(records: records(.activity, InMemoryRecordStore(), .log)),
            making: .fresh(origin: "localhost/log"),
            heads: HistoryHeads(records: records(.metadata, metadata, .metadata)),
            cadence: LogCadence(intervalMilliseconds: 60_000, step: 8),
            known: []
        )
        let sealed = records(.metadata, metadata, .metadata)
        let outerLock = KEKOuterLock(ring: ring)
        let registry = VaultRegistry(
            VaultRegistry.Surroundings(
                store: journals,
                slots: RecordSlotStore(records: sealed),
                outerLock: outerLock,
                consents: RecordConsentReader(records: sealed),
                recorder: ContributingRecorder(
                    recorder: audit,
                    desk: AggregateDesk(records: sealed, now: clock.now)
                ),
                witness: RecordHeadWitness(records: sealed),
                trackers: [MoneyTracker.self, CycleTracker.self],
                files: files
            ),
            byteCountLimit: 64 << 20
        )
        return IdentityService(
            IdentityService.Surroundings(
                metadata: sealed,
                metadataStore: metadata,
                journals: journals,
                registry: registry,
                outerLock: outerLock,
                index: BlindIndex(ring: ring),
                stretcher: stretcher,
                events: TrailAccountRecorder(audit: audit),
                party: SiteAddress(name: "localhost", httpsPort: 8443).relyingParty,
                escrow: escrow,
                histories: TrailAccountRecorder(audit: audit),
                now: clock.now
            )
        )
    }

    /// A person with an account, as a program sees the API.
    func signUp(_ handle: String = "asha") async throws -> APICaller {
        let caller = APICaller(household: self)
        let answer = try await caller.call(
            "POST",
            "/accounts",
            #"{"handle":"\#(handle)","passphrase":"\#(Self.passphrase)"}"#,
            expecting: 201
        )
        caller.setToken(try #require(answer.text("token")))
        return caller
    }
}

/// A clock that tests turn by hand.
final class TurnableClock: Sendable {
    private let time = Mutex(Timestamp(seconds: 1_795_180_000))

    var now: Now { { self.time.withLock { $0 } } }

    func turn(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}
