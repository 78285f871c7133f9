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
