import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// Asha keeps a book; Ravi and Mina have accounts of their own.
struct BookHousehold: Sendable {
    let installation: TestInstallation
    let server: TestServer
    let asha: SignUp
    let ravi: SignUp
    let mina: SignUp
    let book: VaultID

    var service: IdentityService { server.service }

    init() async throws {
        installation = try await TestInstallation()
        server = installation.startServer(trackers: [Lines.self, Pages.self])
        asha = try await server.signUp("asha")
        ravi = try await server.signUp("ravi")
        mina = try await server.signUp("mina")
        book = try await server.service.makeBook(named: "Household", as: "Asha", token: asha.session.token)
    }

    /// Lets somebody in by a code of the owner's.
    func letIn(_ who: SignUp, as role: BookRole = .editor, named name: String = "Ravi") async throws {
        let code = try await service.invite(to: book, as: role, token: asha.session.token)
        #expect(try await join(code.value, who, named: name) == book)
    }

    @discardableResult
    func join(_ code: String, _ who: SignUp, named name: String = "Ravi") async throws(IdentityError) -> VaultID {
        try await service.join(code: code, as: name, token: who.session.token, from: .address(1))
    }

    func open(
        _ who: SignUp,
        for purpose: Purpose = .moneyTracking,
        in server: TestServer? = nil
    ) async throws(IdentityError) -> VaultAccess {
        try await (server ?? self.server).service.openBook(book, for: purpose, token: who.session.token).access
    }

    func write(_ line: String, _ who: SignUp) async throws { try await server.write(line, try await open(who)) }

    func lines(_ who: SignUp, in server: TestServer? = nil) async throws -> [String] {
        try await (server ?? self.server).lines(try await open(who, in: server))
    }

    func stored() async throws -> SharedBook { try #require(try await service.storedBook(book)).value }

    func slots() async throws -> [KeySlot] { try await RecordSlotStore(records: server.records).slots(of: book) }

    /// The slot of a member as a name in the book.
    func slot(of who: SignUp) async throws -> KeySlotID {
        try #require(try await stored().member(who.session.session.account)).slot
    }

    /// Everything that a member has of a book: her slot, opened.
    func keys(of who: SignUp) async throws -> VaultKeys {
        try await service.keys(of: try await service.bookStanding(book, who.session.token))
    }

    func acts(of who: SignUp) -> [AccountEvent.Act] { server.events.acts(of: who.session.session.vault) }
}

/// What somebody copied before leaving: keys and slot.
struct CopiedSeat: Sendable {
    let keys: VaultKeys
    let slot: KeySlot
    let secret: SharedSecret
}

extension BookHousehold {
    func copy(_ who: SignUp) async throws -> CopiedSeat {
        let standing = try await service.bookStanding(book, who.session.token)
        let slot = try #require(try await slots().first { $0.id == standing.me.slot })
        return CopiedSeat(
            keys: try await service.keys(of: standing),
            slot: slot,
            secret: try service.memberSecret(book, slot.id, epoch: 1, standing.own)
        )
    }

    /// Tries everything in the stores with what was copied.
    func expectNothingOpens(_ copy: CopiedSeat, _ who: SignUp) async throws {
        let outer = KEKOuterLock(ring: server.ring)
        let old = try await copy.slot.open(with: copy.secret.bytes, outerLock: outer)
        #expect(old.scope == copy.keys.scope, "the copy of the slot still opens what it held then")
        for slot in try await slots() {
            await #expect(throws: VaultError.doesNotOpen) {
                _ = try await slot.open(with: copy.secret.bytes, outerLock: outer)
            }
            #expect(!slot.isCertified(under: try #require(old.newest(VaultKeys.control)).key))
        }
        // A registry that finds the copied slot where slots are.
        let registry = installation.startServer(trackers: [Lines.self, Pages.self]).registry
        await #expect(throws: VaultError.self) {
            _ = try await registry.open(copy.slot, keys: old, purpose: .moneyTracking, at: installation.clock.time)
        }
        #expect(try await installation.journals.head(of: book) != nil)
        await #expect(throws: IdentityError.sharing(.noBook)) { _ = try await open(who) }
    }

    /// The epoch of the newest key of a tracker that the slots hold.
    func epoch(of tracker: TrackerID) async throws -> KeyEpoch? {
        try await slots().flatMap(\.trackerBoxes).filter { $0.tracker == tracker }.map(\.epoch).max()
    }

    func openings(for purpose: Purpose) -> Int {
        server.recorder.openings(of: book).count { $0.purpose == purpose }
    }
}
