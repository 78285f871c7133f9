import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// Lines under the number of the book of money, so that scopes find them.
enum BookLines: Tracker {
    static let id = TokenScope.moneyRead.tracker
    static let schema = Lines.schema

    static func emptyState() -> [String] { [] }

    static func encode(_ changes: ArraySlice<String>) throws(TrackerError) -> [UInt8] { try Lines.encode(changes) }

    static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [String] {
        try Lines.decode(bytes, schema: schema)
    }

    static func apply(
        _ change: String,
        id: ChangeID,
        at time: Timestamp,
        to state: inout [String]
    ) throws(TrackerError) {
        state.append(change)
    }

    static func snapshot(of state: [String], now: Timestamp) throws(TrackerError) -> [UInt8] {
        try Lines.encode(state[...])
    }

    static func restore(_ bytes: [UInt8]) throws(TrackerError) -> [String] {
        try Lines.decode(bytes[...], schema: schema)
    }
}

/// Lines under the number of the diary.
enum DiaryLines: Tracker {
    static let id = TokenScope.diaryRead.tracker
    static let schema = Lines.schema

    static func emptyState() -> [String] { [] }

    static func encode(_ changes: ArraySlice<String>) throws(TrackerError) -> [UInt8] { try Lines.encode(changes) }

    static func decode(_ bytes: ArraySlice<UInt8>, schema: UInt16) throws(TrackerError) -> [String] {
        try Lines.decode(bytes, schema: schema)
    }

    static func apply(
        _ change: String,
        id: ChangeID,
        at time: Timestamp,
        to state: inout [String]
    ) throws(TrackerError) {
        state.append(change)
    }

    static func snapshot(of state: [String], now: Timestamp) throws(TrackerError) -> [UInt8] {
        try Lines.encode(state[...])
    }

    static func restore(_ bytes: [UInt8]) throws(TrackerError) -> [String] {
        try Lines.decode(bytes[...], schema: schema)
    }
}

/// An account with a book and a diary, that makes tokens and has an inbox.
struct TokenHousehold: Sendable {
    static let trackers: [any Tracker.Type] = [BookLines.self, DiaryLines.self]

    let installation: TestInstallation
    let server: TestServer
    let made: SignUp

    var token: SessionToken { made.session.token }
    var vault: VaultID { made.session.session.vault }
    var service: IdentityService { server.service }

    init() async throws {
        installation = try await TestInstallation()
        server = installation.startServer(trackers: Self.trackers)
        made = try await server.signUp()
        try await service.setConsent(.cycleDiary, for: token, given: true)
        try await write("rent", BookLines.self)
        try await write("day one", DiaryLines.self)
    }

    func startServer() -> TestServer { installation.startServer(trackers: Self.trackers) }

    func access(_ token: SessionToken? = nil, in server: TestServer? = nil) async throws -> VaultAccess {
        try #require(try await (server ?? self.server).access(token ?? self.token))
    }

    func write<T: Tracker>(_ line: String, _ tracker: T.Type) async throws where T.Change == String {
        _ = try await access().commit(T.self, at: installation.clock.time) { _, _ throws(VaultError) in
            Planned(changes: [line], outcome: 0)
        }
    }

    func makeToken(
        _ scopes: Set<TokenScope>,
        days: Int = 90,
        named name: String = "shortcut"
    ) async throws(IdentityError) -> MadeToken {
        try await service.makeToken(named: name, scopes: scopes, days: days, for: token)
    }

    func bearer(_ token: APIToken, in server: TestServer? = nil) async throws -> TokenBearer? {
        try await (server ?? self.server).service.bearer(of: token)
    }

    /// The lines of a tracker as a token sees them.
    func lines<T: Tracker>(
        _ tracker: T.Type,
        by token: APIToken,
        in server: TestServer? = nil
    ) async throws -> [String] where T.State == [String] {
        let bearer = try #require(try await bearer(token, in: server))
        let access = try await (server ?? self.server).service.open(bearer, purpose: .moneyTracking)
        return try await access.read(T.self) { state, _ in state }
    }

    func slots() async throws -> [KeySlot] { try await RecordSlotStore(records: server.records).slots(of: vault) }

    // MARK: The inbox

    func content(
        _ body: String,
        _ kind: InboxContent.Kind = .line,
        key: String? = nil
    ) throws -> InboxContent {
        try InboxContent(
            kind,
            made: installation.clock.time,
            day: installation.clock.time.day(),
            key: Array((key ?? "key of \(body)").utf8),
            body: body
        )
    }

    func add(_ body: String, by token: APIToken, _ kind: InboxContent.Kind = .line) async throws {
        try await service.add(try content(body, kind), by: try #require(try await bearer(token)))
    }

    func addBrowser(named name: String = "phone") async throws -> BrowserSender {
        let key = SignaturePrivateKey.random()
        let registered = try await service.addSender(named: name, publicKey: key.publicKey, for: token)
        return BrowserSender(registered, key)
    }

    @discardableResult
    func send(_ entries: [InboxEntry], in server: TestServer? = nil) async throws(IdentityError) -> UInt64 {
        try await (server ?? self.server).service.takeEntries(entries, from: .address(9)).sequence
    }

    /// Puts everything in that can be, as the pages do: what stands is written as a line of the book.
    @discardableResult
    func fold(in server: TestServer? = nil, _ token: SessionToken? = nil) async throws -> [InboxItem] {
        let server = server ?? self.server
        let access = try await access(token, in: server)
        let items = try await server.service.inbox(access)
        for item in items {
            if let state = item.state {
                try await server.service.hold(item, as: state, access)
                continue
            }
            try await put(item, access)
            try await server.service.remove(item, access)
        }
        return items
    }

    func put(_ item: InboxItem, _ access: VaultAccess) async throws {
        let body = try #require(item.content?.body)
        _ = try await access.commit(
            BookLines.self,
            idempotencyKey: item.idempotencyKey,
            at: installation.clock.time
        ) { _, _ throws(VaultError) in Planned(changes: [body], outcome: 0) }
    }

    func book(in server: TestServer? = nil, _ token: SessionToken? = nil) async throws -> [String] {
        try await access(token, in: server).read(BookLines.self) { state, _ in state }
    }

    func states() async throws -> [InboxState?] { try await service.inbox(try await access()).map(\.state) }
}

/// A browser's queue: its key, and how far its chain got.
final class BrowserSender {
    let id: SenderID
    private let inbox: InboxKey
    private let key: SignaturePrivateKey
    private(set) var position = InboxPosition.start

    init(_ registered: RegisteredSender, _ key: consuming SignaturePrivateKey) {
        id = registered.id
        inbox = registered.inbox
        self.key = key
    }

    func next(_ content: InboxContent) throws -> InboxEntry {
        let entry = try entry(content, after: position)
        position = entry.position
        return entry
    }

    /// An entry anywhere in the chain.
    func entry(_ content: InboxContent, after position: InboxPosition, as sender: SenderID? = nil) throws -> InboxEntry
    {
        try InboxEntry(content, sender: sender ?? id, after: position, to: inbox, by: key)
    }
}
