import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// key-hierarchy.md §10, as the person meets it.
@Suite("A tracker's own lock")
struct OwnLockTests {
    @Test("turned on, it takes the tracker from the passphrase and other sessions, and leaves it to this one")
    func turnOn() async throws {
        let home = try await DiaryHousehold()
        let other = try await home.server.signIn()
        let atHand = try #require(other.access)
        #expect(try await home.server.pages(atHand) == ["day one"])
        #expect(try await home.standing(home.token) == .none)
        try await home.setLock()

        #expect(try await home.pages(home.token) == ["day one"])
        await #expect(throws: VaultError.outsideScope) { try await home.server.pages(atHand) }
        #expect(try await home.isLocked(other.token))
        let later = try await home.server.signIn()
        await #expect(throws: VaultError.outsideScope) { try await home.pages(later.token) }
        #expect(try await home.isLocked(later.token))
        #expect(try await home.server.lines(try #require(later.access)) == ["rent"])
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .session, .ownLock])
        #expect(try await home.slots().filter { $0.kind == .ownLock }.map(\.scope) == [[Pages.id]])
    }

    @Test("another server shows the same: locked by the passphrase, open to the session that has it unlocked")
    func elsewhere() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let next = home.startServer()
        #expect(try await home.pages(home.token, in: next) == ["day one"])
        let session = try await next.signIn()
        await #expect(throws: VaultError.outsideScope) { try await home.pages(session.token, in: next) }
        await #expect(throws: CommitError<Never>.self) {
            try await next.writePage("forged", try #require(session.access))
        }
    }

    @Test("it unlocks with its passphrase, for this session, here and at other servers, and locks at once")
    func unlockAndLock() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let session = try await home.server.signIn()
        let third = try await home.server.signIn()
        let standing = try await home.unlock(session.token)
        let end = home.installation.clock.time.adding(seconds: 300)
        #expect(standing == .unlocked(until: end, idleMinutes: 5))
        let access = try #require(try await home.server.access(session.token))
        try await home.server.writePage("day two", access)
        #expect(try await home.pages(home.token) == ["day one", "day two"])
        #expect(try await home.pages(session.token, in: home.startServer()) == ["day one", "day two"])
        #expect(try await home.isLocked(third.token))

        try await home.service.lock(Pages.id, token: session.token)
        await #expect(throws: VaultError.outsideScope) { try await home.server.pages(access) }
        #expect(try await home.isLocked(session.token))
        #expect(try await home.isLocked(session.token, in: home.startServer()))
        #expect(try await home.pages(home.token).count == 2, "the other session goes on")
        #expect(try await home.server.lines(access) == ["rent"])
        try await home.unlock(session.token)
        #expect(try await home.server.pages(access).count == 2)
    }

    @Test("unlocked at one server, it opens at another that had the session open before; and locks there too")
    func twoServers() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let session = try await home.server.signIn()
        let second = home.startServer()
        await #expect(throws: VaultError.outsideScope) { try await home.pages(session.token, in: second) }
        try await home.unlock(session.token)
        #expect(try await home.pages(session.token, in: second) == ["day one"])
        try await home.service.lock(Pages.id, token: session.token)
        await #expect(throws: VaultError.outsideScope) { try await home.pages(session.token, in: second) }
        #expect(!second.registry.heldTrackers(of: home.vault).contains(Pages.id))
    }

    @Test("when nobody has it unlocked, its key and content are not in memory")
    func memory() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        _ = try await home.server.signIn()
        #expect(home.server.registry.heldTrackers(of: home.vault).contains(Pages.id))
        try await home.service.lock(Pages.id, token: home.token)
        #expect(
            home.server.registry.heldTrackers(of: home.vault) == [
                VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Lines.id,
            ]
        )
    }

    @Test("it locks when it is not used for its idle minutes, whatever else is used")
    func idle() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock(idleMinutes: 2)
        for _ in 0..<4 {
            home.installation.clock.advance(seconds: 110)
            #expect(try await home.pages(home.token) == ["day one"])
        }
        for _ in 0..<2 {
            home.installation.clock.advance(seconds: 59)
            let access = try #require(try await home.server.access(home.token))
            #expect(try await home.server.lines(access) == ["rent"])
        }
        #expect(try await !home.isLocked(home.token))
        home.installation.clock.advance(seconds: 2)
        let access = try #require(try await home.server.access(home.token))
        await #expect(throws: VaultError.outsideScope) { try await home.server.pages(access) }
        #expect(try await home.isLocked(home.token))
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .ownLock])
    }

    @Test("it locks while nobody asks for anything, also where the vault is not open")
    func sweep() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        home.installation.clock.advance(seconds: 299)
        try await home.service.sweepSessions()
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .session, .ownLock])
        home.installation.clock.advance(seconds: 1)
        let restarted = home.startServer()
        try await restarted.service.sweepSessions()
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .ownLock])
        #expect(home.server.registry.heldTrackers(of: home.vault).contains(Pages.id))
        try await home.service.sweepSessions()
        #expect(!home.server.registry.heldTrackers(of: home.vault).contains(Pages.id))
        #expect(try await home.server.standing(home.token) == .open)
    }

    @Test("its use is written down, so that another server does not lock it under her hands")
    func writtenUse() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        for _ in 0..<4 {
            home.installation.clock.advance(seconds: 120)
            #expect(try await home.pages(home.token) == ["day one"])
            try await home.service.sweepSessions()
            try await home.startServer().service.sweepSessions()
        }
        #expect(try await home.pages(home.token) == ["day one"])
    }

    @Test("a session that locks, ends or is ended takes what it had unlocked with it")
    func sessionEnds() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        try await home.service.lock(home.token)
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .ownLock])
        let again = try await home.service.unlock(home.token, passphrase: .good, from: .address(1))
        #expect(try await home.isLocked(again.token), "the account's passphrase unlocks the account")
        try await home.unlock(again.token)
        try await home.service.signOut(again.token)
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .ownLock])
        let last = try await home.server.signIn()
        try await home.unlock(last.token)
        home.installation.clock.advance(minutes: 12 * 60)
        try await home.service.sweepSessions()
        #expect(try await home.slots().map(\.kind).allSatisfy { $0 != .session })
    }

    @Test("the idle time is hers to choose, within limits, while it is unlocked")
    func idleChoice() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let session = try await home.server.signIn()
        await #expect(throws: IdentityError.ownLock(.locked)) {
            try await home.service.setOwnLockIdle(of: Pages.id, minutes: 60, token: session.token)
        }
        try await home.service.setOwnLockIdle(of: Pages.id, minutes: 9999, token: home.token)
        let end = home.installation.clock.time.adding(seconds: 3600)
        #expect(try await home.standing(home.token) == .unlocked(until: end, idleMinutes: 60))
        try await home.service.setOwnLockIdle(of: Pages.id, minutes: 0, token: home.token)
        home.installation.clock.advance(seconds: 61)
        #expect(try await home.isLocked(home.token))
        await #expect(throws: IdentityError.ownLock(.none)) {
            try await home.service.setOwnLockIdle(of: Lines.id, minutes: 5, token: home.token)
        }
    }

    @Test("turned off with its passphrase, everything opens it again")
    func turnOff() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let other = try await home.server.signIn()
        await #expect(throws: IdentityError.ownLock(.locked)) { try await home.remove(by: other.token) }
        await #expect(throws: IdentityError.wrongCredentials) { try await home.remove(.good) }
        try await home.remove()
        #expect(try await home.standing(home.token) == .none)
        #expect(try await home.pages(home.token) == ["day one"])
        #expect(try await home.pages(other.token) == ["day one"])
        let later = try await home.startServer().signIn()
        #expect(try await home.pages(later.token, in: home.startServer()) == ["day one"])
        await #expect(throws: IdentityError.ownLock(.none)) { try await home.unlock(home.token) }
        #expect(try await home.slots().allSatisfy { $0.kind != .ownLock })
        try await home.setLock()
        #expect(try await home.isLocked(other.token))
    }

    @Test("given another passphrase, the old one opens nothing and others who had it unlocked are out")
    func change() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let other = try await home.server.signIn()
        try await home.unlock(other.token)
        await #expect(throws: IdentityError.wrongCredentials) { try await home.change(.good, to: .otherDiary) }
        try await home.change(.diary, to: .otherDiary)
        #expect(try await home.isLocked(other.token))
        #expect(try await home.pages(home.token) == ["day one"])
        await #expect(throws: IdentityError.wrongCredentials) { try await home.unlock(other.token, .diary) }
        try await home.unlock(other.token, .otherDiary)
        #expect(try await home.pages(other.token) == ["day one"])
    }

    @Test("the account's passphrase is changed, and the lock stays as it is")
    func accountPassphrase() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let changed = try await home.service.changePassphrase(
            home.token,
            current: .good,
            new: .better,
            from: .address(1)
        )
        #expect(try await home.isLocked(changed.token))
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .ownLock])
        try await home.unlock(changed.token)
        #expect(try await home.pages(changed.token) == ["day one"])
    }

    @Test("the recovery code gives everything back, and the lock is off")
    func recovery() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let recovered = try await home.server.recover(home.made.recoveryCode.value)
        #expect(try await home.standing(recovered.session.token) == .none)
        #expect(try await home.pages(recovered.session.token) == ["day one"])
        let later = try await home.startServer().signIn("asha", .better)
        #expect(try await home.pages(later.token) == ["day one"])
        #expect(try await home.slots().allSatisfy { $0.kind != .ownLock })
        let epochs = Set(try await home.slots().flatMap(\.trackerBoxes).filter { $0.tracker == Pages.id }.map(\.epoch))
        #expect(epochs == [3], "one at sign-up, one with the lock, one with the recovery")
    }

    @Test("slots of other costs are replaced at a sign-in, without the tracker")
    func stretching() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let costs = Argon2id.Parameters(memoryKibibytes: 16, passes: 1, lanes: 1)
        let next = home.installation.startServer(trackers: DiaryHousehold.both, stretching: costs)
        _ = try await next.signIn()
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .session, .ownLock])
        #expect(try await home.slots().contains { $0.kind == .passphrase && $0.stretching?.parameters == costs })
    }

    @Test("turning on, unlocking, changing and turning off stand in the access history, with the lock's slot")
    func history() async throws {
        let home = try await DiaryHousehold()
        func count() -> Int { home.server.recorder.openings(of: home.vault).count { $0.kind == .ownLock } }
        try await home.setLock()
        #expect(count() == 1)
        try await home.service.lock(Pages.id, token: home.token)
        try await home.unlock(home.token)
        #expect(count() == 2)
        try await home.change(.diary, to: .otherDiary)
        #expect(count() == 3)
        try await home.remove(.otherDiary)
        #expect(count() == 4)
    }

    @Test("what cannot be written into the access history does not happen")
    func unrecorded() async throws {
        let home = try await DiaryHousehold()
        home.server.recorder.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.setLock() }
        home.server.recorder.refuse(with: nil)
        #expect(try await home.standing(home.token) == .none)
        try await home.setLock()
        try await home.service.lock(Pages.id, token: home.token)
        home.server.recorder.refuse(with: .unrecorded)
        await #expect(throws: IdentityError.vault(.unrecorded)) { try await home.unlock(home.token) }
        home.server.recorder.refuse(with: nil)
        #expect(try await home.isLocked(home.token))
    }

    @Test("a locked session, a signed-out one and an unknown tracker are refused")
    func refusals() async throws {
        let home = try await DiaryHousehold()
        await #expect(throws: IdentityError.vault(.outsideScope)) {
            try await home.service.setOwnLock(
                of: VaultKeys.control,
                passphrase: .diary,
                token: home.token,
                from: .address(1)
            )
        }
        try await home.setLock()
        await #expect(throws: IdentityError.ownLock(.exists)) { try await home.setLock() }
        let other = try await home.server.signIn()
        await #expect(throws: IdentityError.vault(.outsideScope), "who has not everything locks nothing away") {
            try await home.service.setOwnLock(
                of: Lines.id,
                passphrase: .otherDiary,
                token: other.token,
                from: .address(1)
            )
        }
        try await home.service.lock(other.token)
        await #expect(throws: IdentityError.sessionLocked) { try await home.unlock(other.token) }
        await #expect(throws: IdentityError.sessionLocked) { try await home.standing(other.token) }
        try await home.service.signOut(other.token)
        await #expect(throws: IdentityError.signedOut) { try await home.unlock(other.token) }
    }
}
