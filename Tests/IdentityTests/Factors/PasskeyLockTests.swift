import KeyService
import Primitives
import Sealing
import TestSupport
import Testing
import Vault

@testable import Identity

/// A passkey's slot and trackers with a lock of their own: docs/spec/key-hierarchy.md §10, docs/spec/factors.md §6.
@Suite("Passkeys and own locks")
struct PasskeyLockTests {
    private struct Home {
        let home: FactorHousehold
        let key = SoftwareAuthenticator(prf: .always)

        init() async throws {
            home = try await FactorHousehold(trackers: DiaryHousehold.both)
        }

        func setLock(in server: TestServer? = nil) async throws {
            try await (server ?? home.server).service.setOwnLock(
                of: Pages.id,
                passphrase: .diary,
                token: home.token,
                from: .address(1)
            )
        }

        /// What the passkey's slot opens for a thief with every key-encryption key.
        func scope() async throws -> Set<TrackerID> {
            let slot = try #require(try await home.slots(.passkey).first)
            let answer = try await home.answer(key, for: .signIn)
            let holder = try IdentityService.holderKey(try #require(answer.secret))
            return try await slot.open(with: holder.bytes, outerLock: KEKOuterLock(ring: home.server.ring)).scope
        }

        /// The diary as somebody sees it who comes in by the passkey, at a server that knows nothing yet.
        func pages() async throws -> [String] {
            let server = home.startServer()
            let signedIn = try await home.signIn(with: key, in: server)
            return try await server.pages(try #require(signedIn.access))
        }
    }

    private static let all: Set<TrackerID> = [
        VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Lines.id, Pages.id,
    ]

    @Test("a lock that is turned on takes the tracker from the passkey, and turned off gives it back")
    func onAndOff() async throws {
        let it = try await Home()
        try await it.home.addPasskey(it.key)
        #expect(try await it.scope() == Self.all)
        #expect(try await it.pages() == ["day one"])
        try await it.setLock()
        #expect(try await it.scope() == [VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Lines.id])
        await #expect(throws: VaultError.outsideScope) { try await it.pages() }
        let signedIn = try await it.home.signIn(with: it.key)
        #expect(signedIn.session.lockedTrackers == [Pages.id])
        try await it.home.service.removeOwnLock(
            of: Pages.id,
            passphrase: .diary,
            token: it.home.token,
            from: .address(1)
        )
        #expect(try await it.scope() == Self.all)
        #expect(try await it.pages() == ["day one"])
    }

    @Test("one that is added while the tracker is unlocked does not get it, and gets it when the lock is off")
    func addedBehindLock() async throws {
        let it = try await Home()
        try await it.setLock()
        #expect(try await it.home.service.ownLock(of: Pages.id, for: it.home.token) != .locked)
        try await it.home.addPasskey(it.key)
        #expect(try await it.scope() == [VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Lines.id])
        await #expect(throws: VaultError.outsideScope) { try await it.pages() }
        try await it.home.service.removeOwnLock(
            of: Pages.id,
            passphrase: .diary,
            token: it.home.token,
            from: .address(1)
        )
        #expect(try await it.pages() == ["day one"])
    }

    @Test("after a recovery with a second step, which turns locks off, the passkey has the tracker again")
    func recovery() async throws {
        let it = try await Home()
        let codes = try await it.home.addPasskey(it.key)
        try await it.setLock()
        let recovered = try await it.home.recover(factor: .code(codes[0]))
        #expect(try await it.home.server.pages(try #require(recovered.session.access)) == ["day one"])
        #expect(try await it.scope() == Self.all)
        #expect(try await it.pages() == ["day one"])
        let epochs = try await it.home.slots(.passkey)[0].trackerBoxes.filter { $0.tracker == Pages.id }.map(\.epoch)
        #expect(epochs == [3], "one at sign-up, one with the lock, one with the recovery")
    }

    @Test("a slot that nobody certified gets nothing back by a recovery")
    func plantedSlot() async throws {
        let it = try await Home()
        let codes = try await it.home.addPasskey(it.key)
        try await it.setLock()
        let thief = SharedSecret(.random(count: 32))
        let lines = VaultKeys.make(trackers: [Lines.id])
        let planted = try await KeySlot.make(
            .passkey,
            id: .random(),
            vault: it.home.vault,
            holderKey: thief.bytes,
            stretching: nil,
            keys: lines,
            certifiedBy: try #require(lines.newest(VaultKeys.control)?.key),
            outerLock: KEKOuterLock(ring: it.home.server.ring)
        )
        try await it.home.server.records.transaction([.add(planted)])
        _ = try await it.home.recover(factor: .code(codes[0]))
        let left = try #require(try await it.home.slots(.passkey).first { $0.id == planted.id })
        #expect(left.scope == lines.scope)
    }

    @Test("new keys of a tracker reach the passkey")
    func epochs() async throws {
        let it = try await Home()
        try await it.home.addPasskey(it.key)
        let registry = it.home.server.registry
        for number in 1...2 {
            try await registry.withChangingKeys(of: it.home.vault) {
                try await registry.renewKey(of: Lines.id, in: it.home.vault, at: it.home.clock.time)
            }
            let boxes = try await it.home.slots(.passkey)[0].trackerBoxes.filter { $0.tracker == Lines.id }
            #expect(boxes.map(\.epoch) == [KeyEpoch(number + 1)])
            try await it.home.server.write("coffee", try #require(try await it.home.server.access(it.home.token)))
        }
        let server = it.home.startServer()
        let signedIn = try await it.home.signIn(with: it.key, in: server)
        #expect(try await it.home.lines(signedIn, in: server) == ["rent", "coffee", "coffee"])
    }

    @Test("the key of a tracker that is new reaches the passkey")
    func newTracker() async throws {
        let home = try await FactorHousehold()
        let key = SoftwareAuthenticator(prf: .always)
        try await home.addPasskey(key)
        let next = home.installation.startServer(trackers: DiaryHousehold.both)
        let signedIn = try await next.service.signIn(
            passkey: try await home.answer(key, for: .signIn),
            client: .browser,
            device: .laptop,
            from: .address(1)
        )
        let access = try #require(try await next.access(signedIn.token))
        try await next.writePage("first", access)
        #expect(try await home.slots(.passkey)[0].scope == Self.all)
    }

    /// Two processes: while the one adds a passkey, the other turns the lock on.
    @Test("a lock that is turned on while a passkey is added is not passed by it")
    func race() async throws {
        let it = try await Home()
        // Not the first: the account's record need not change for this one.
        try await it.home.addApp()
        it.home.server.events.during(.passkeyAdded) { try await it.setLock(in: it.home.startServer()) }
        try await it.home.addPasskey(it.key)
        #expect(try await it.scope() == [VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Lines.id])
    }

    /// Two processes: while the one signs in, the other turns the lock on.
    @Test("a lock that is turned on during a sign-in by passkey is not passed by it")
    func signInRace() async throws {
        let it = try await Home()
        try await it.home.addPasskey(it.key)
        it.home.server.events.during(.signedInOnNewDevice) { try await it.setLock(in: it.home.startServer()) }
        let answer = try await it.home.answer(it.key, for: .signIn)
        await #expect(throws: IdentityError.wrongCredentials) { try await it.home.signIn(with: answer) }
        for slot in try await it.home.slots(.session) {
            #expect(slot.scope.count == 1 || !slot.scope.contains(Pages.id))
        }
    }
}
