import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// An account with content of two trackers, of which the second may get a lock of its own.
struct DiaryHousehold: Sendable {
    static let both: [any Tracker.Type] = [Lines.self, Pages.self]

    let installation: TestInstallation
    let server: TestServer
    let made: SignUp

    var token: SessionToken { made.session.token }
    var vault: VaultID { made.session.session.vault }
    var service: IdentityService { server.service }

    init() async throws {
        installation = try await TestInstallation()
        server = installation.startServer(trackers: Self.both)
        made = try await server.signUp()
        let access = try #require(made.session.access)
        try await server.write("rent", access)
        try await server.writePage("day one", access)
    }

    func startServer() -> TestServer { installation.startServer(trackers: Self.both) }

    /// Turns the lock on, by the session of the sign-up.
    func setLock(_ passphrase: String = .diary, idleMinutes: UInt32 = 5) async throws {
        try await service.setOwnLock(
            of: Pages.id,
            passphrase: passphrase,
            idleMinutes: idleMinutes,
            token: token,
            from: .address(1)
        )
    }

    @discardableResult
    func unlock(
        _ token: SessionToken,
        _ passphrase: String = .diary,
        in server: TestServer? = nil,
        from source: UInt8 = 1
    ) async throws(IdentityError) -> OwnLockStanding {
        try await (server ?? self.server).service.unlock(
            Pages.id,
            passphrase: passphrase,
            token: token,
            from: .address(source)
        )
    }

    func remove(_ passphrase: String = .diary, by token: SessionToken? = nil) async throws(IdentityError) {
        try await service.removeOwnLock(
            of: Pages.id,
            passphrase: passphrase,
            token: token ?? self.token,
            from: .address(1)
        )
    }

    func change(_ current: String, to new: String, by token: SessionToken? = nil) async throws(IdentityError) {
        try await service.changeOwnLock(
            of: Pages.id,
            current: current,
            new: new,
            token: token ?? self.token,
            from: .address(1)
        )
    }

    func standing(_ token: SessionToken, in server: TestServer? = nil) async throws -> OwnLockStanding {
        try await (server ?? self.server).service.ownLock(of: Pages.id, for: token)
    }

    func isLocked(_ token: SessionToken, in server: TestServer? = nil) async throws -> Bool {
        try await standing(token, in: server) == .locked
    }

    /// The diary as a token sees it now.
    func pages(_ token: SessionToken, in server: TestServer? = nil) async throws -> [String] {
        let server = server ?? self.server
        return try await server.pages(try #require(try await server.access(token)))
    }

    func slots() async throws -> [KeySlot] { try await RecordSlotStore(records: server.records).slots(of: vault) }

    /// The kinds of the slots with a box for the diary.
    func kindsWithDiary() async throws -> [KeySlot.Kind] {
        try await slots().filter { $0.scope.contains(Pages.id) }.map(\.kind).sorted { $0.rawValue < $1.rawValue }
    }

    /// The keys that a passphrase gives by a slot, as a thief with the key service would open it.
    func keys(_ slot: KeySlot, _ passphrase: String) async throws -> VaultKeys {
        let stretching = try #require(slot.stretching)
        let key = try await TestInstallation.stretcher.derive(
            from: SharedSecret(SecretBytes(copying: Array(passphrase.utf8))),
            stretching
        )
        return try await slot.open(with: key.bytes, outerLock: KEKOuterLock(ring: server.ring))
    }
}

extension String {
    static let diary = "cobalt heron sundial marzipan"
    static let otherDiary = "gravel piccolo umber thistle"
}
