import KeyService
import Primitives
import Sealing
import Testing
import Vault

@testable import Identity

/// What somebody tries who has the account's passphrase, a copy of the stores, or both, and not the lock's passphrase.
@Suite("Attacks on a tracker's own lock")
struct OwnLockAttackTests {
    @Test("the account's passphrase with everything that is stored gives no key of the tracker")
    func passphraseAndStores() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        try await home.service.lock(Pages.id, token: home.token)
        for slot in try await home.slots() where slot.stretching != nil {
            if slot.kind == .ownLock {
                await #expect(throws: VaultError.doesNotOpen) { _ = try await home.keys(slot, .good) }
            } else {
                #expect(
                    try await home.keys(slot, .good).scope == [
                        VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Lines.id,
                    ]
                )
            }
        }
    }

    @Test("a copy of the slots from before gives a key that opens nothing that is stored since")
    func oldCopy() async throws {
        let home = try await DiaryHousehold()
        let old = try #require(try await home.slots().first { $0.kind == .passphrase })
        try await home.setLock()
        try await home.server.writePage("day two", try #require(try await home.server.access(home.token)))
        home.server.registry.lockAll()
        let keys = try await home.keys(old, .good)
        #expect(keys.scope.contains(Pages.id))
        let thief = home.startServer()
        await #expect(throws: VaultError.self) {
            _ = try await thief.registry.open(
                old,
                keys: keys,
                purpose: .moneyTracking,
                at: home.installation.clock.time
            )
        }
        await #expect(throws: VaultError.self) {
            let diary = keys.limited(to: [Pages.id])
            let access = try await thief.registry.open(
                old,
                keys: diary,
                purpose: .moneyTracking,
                at: home.installation.clock.time
            )
            _ = try await thief.pages(access)
        }
        // Put back into the store it brings the tracker to nobody who signs in.
        let key = RecordKey.slot(old.id, of: home.vault, isSession: false)
        try await thief.records.put(key, SlotRecord(slot: old), expected: nil)
        let session = try await home.startServer().signIn()
        #expect(!session.session.lockedTrackers.isEmpty)
        await #expect(throws: VaultError.outsideScope) { try await home.pages(session.token) }
    }

    @Test("a copy of the lock's slot from before a change of its passphrase opens nothing that is stored since")
    func oldLock() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let old = try #require(try await home.slots().first { $0.kind == .ownLock })
        try await home.change(.diary, to: .otherDiary)
        home.server.registry.lockAll()
        let keys = try await home.keys(old, .diary)
        let thief = home.startServer()
        await #expect(throws: VaultError.self) {
            let access = try await thief.registry.open(
                old,
                keys: keys,
                purpose: .moneyTracking,
                at: home.installation.clock.time
            )
            _ = try await thief.pages(access)
        }
    }

    @Test("guesses are counted, and neither a sign-in nor another session gives them back")
    func guesses() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let session = try await home.server.signIn()
        for number in 0..<8 {
            await #expect(throws: IdentityError.wrongCredentials) {
                try await home.unlock(session.token, .good, from: UInt8(number + 2))
            }
        }
        let other = try await home.server.signIn()
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.unlock(other.token, .diary, from: 99)
        }
        #expect(try await home.pages(home.token) == ["day one"], "who has it unlocked goes on")
        home.installation.clock.advance(seconds: 120)
        try await home.unlock(other.token, .diary, from: 99)
    }

    @Test("changing the account's passphrase is no way to guess at the lock's, nor setting a lock at the account's")
    func sidewaysGuesses() async throws {
        let home = try await DiaryHousehold()
        await #expect(throws: IdentityError.passphrase(.usedTwice)) { try await home.setLock(.good) }
        try await home.setLock()
        await #expect(throws: IdentityError.passphrase(.usedTwice)) {
            try await home.service.changePassphrase(home.token, current: .good, new: .diary, from: .address(1))
        }
        await #expect(throws: IdentityError.passphrase(.usedTwice)) { try await home.change(.diary, to: .good) }
        for number in 0..<6 {
            await #expect(throws: IdentityError.passphrase(.usedTwice)) {
                try await home.service.changePassphrase(
                    home.token,
                    current: .good,
                    new: .diary,
                    from: .address(UInt8(number + 2))
                )
            }
        }
        await #expect(throws: IdentityError.tooManyTries(retryAfterSeconds: 120)) {
            try await home.service.changePassphrase(home.token, current: .good, new: .diary, from: .address(50))
        }
    }

    @Test("a passphrase that a list would guess is refused")
    func weak() async throws {
        let home = try await DiaryHousehold()
        for text in ["", "password1", "ashaasha"] {
            await #expect(throws: IdentityError.self) { try await home.setLock(text) }
        }
        #expect(try await home.standing(home.token) == .none)
        try await home.setLock()
        await #expect(throws: IdentityError.self) { try await home.change(.diary, to: "password1") }
    }

    @Test("a lock that somebody else wrote into the store brings no keys in")
    func plantedLock() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let lock = try #require(try await home.slots().first { $0.kind == .ownLock })
        let thief = VaultKeys.make(trackers: [Pages.id])
        let holder = try await TestInstallation.stretcher.derive(
            from: SharedSecret(SecretBytes(copying: Array(String.otherDiary.utf8))),
            try #require(lock.stretching)
        )
        let planted = try await KeySlot.make(
            .ownLock,
            id: lock.id,
            vault: home.vault,
            holderKey: holder.bytes,
            stretching: lock.stretching,
            keys: thief.limited(to: [Pages.id]),
            certifiedBy: try #require(thief.newest(VaultKeys.control)?.key),
            outerLock: KEKOuterLock(ring: home.server.ring)
        )
        let key = RecordKey.slot(lock.id, of: home.vault, isSession: false)
        try await home.server.records.put(key, SlotRecord(slot: planted), expected: nil)
        let session = try await home.server.signIn()
        await #expect(throws: IdentityError.vault(.damaged(0))) { try await home.unlock(session.token, .otherDiary) }
        #expect(try await home.isLocked(session.token))
    }

    @Test("without a way back by the recovery code nothing is locked away")
    func noWayBack() async throws {
        let home = try await DiaryHousehold()
        let recovery = try #require(try await home.slots().first { $0.kind == .recoveryCode })
        try await home.server.records.delete(.slot(recovery.id, of: home.vault, isSession: false))
        await #expect(throws: IdentityError.vault(.damaged(0))) { try await home.setLock() }
        #expect(try await home.pages(home.token) == ["day one"])
        #expect(try await home.standing(home.token) == .none)
    }

    @Test("whoever signs in while the lock is turned on has not got the tracker")
    func signInRace() async throws {
        let home = try await DiaryHousehold()
        let tokens = try await withThrowingTaskGroup(of: SessionToken?.self) { group in
            for number in 0..<6 {
                group.addTask {
                    do {
                        // At another server there is no gate between the two: who comes too late is turned away.
                        let server = number % 2 == 0 ? home.server : home.startServer()
                        return try await server.signIn(from: UInt8(number + 2)).token
                    } catch IdentityError.wrongCredentials {
                        return nil
                    }
                }
            }
            group.addTask {
                try await home.setLock()
                return nil
            }
            return try await group.reduce(into: [SessionToken]()) { tokens, token in
                if let token { tokens.append(token) }
            }
        }
        for token in tokens {
            let server = home.startServer()
            await #expect(throws: VaultError.outsideScope) { try await home.pages(token, in: server) }
        }
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .session, .ownLock])
    }

    @Test("unlocking, locking and reading at once end with what was asked last")
    func races() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        let session = try await home.server.signIn()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask { try await home.unlock(session.token, from: UInt8(number + 2)) }
                group.addTask { try await home.service.lock(Pages.id, token: session.token) }
                group.addTask { _ = try? await home.pages(session.token) }
            }
            try await group.waitForAll()
        }
        try await home.service.lock(Pages.id, token: session.token)
        try await home.service.sweepSessions()
        try await home.service.lock(Pages.id, token: home.token)
        #expect(try await home.kindsWithDiary() == [.recoveryCode, .ownLock])
        #expect(!home.server.registry.heldTrackers(of: home.vault).contains(Pages.id))
        try await home.unlock(session.token)
        #expect(try await home.pages(session.token) == ["day one"])
    }

    @Test("killed between any two writes of turning it on, nothing is lost and it is on or off", arguments: 1...8)
    func killed(at number: Int) async throws {
        let home = try await DiaryHousehold()
        let dying = home.startServer()
        _ = try await dying.access(home.token)
        for later in number..<number + 200 { home.installation.metadata.fail(write: later, with: .unavailable) }
        try? await dying.service.setOwnLock(of: Pages.id, passphrase: .diary, token: home.token, from: .address(1))
        home.installation.metadata.forgetFailures()
        dying.registry.lockAll()
        home.server.registry.lockAll()
        home.installation.clock.advance(seconds: 60)

        let next = home.startServer()
        let access = try #require(try await next.access(home.token))
        #expect(try await next.lines(access) == ["rent"])
        #expect(try await next.pages(access) == ["day one"])
        let isOn = try await next.service.ownLock(of: Pages.id, for: home.token) != .none
        #expect(isOn == (try await home.slots().contains { $0.kind == .ownLock }))
        let fresh = try await next.signIn()
        if isOn {
            #expect(try await home.isLocked(fresh.token, in: next))
            try await home.unlock(fresh.token, in: next)
        } else {
            try await next.service.setOwnLock(of: Pages.id, passphrase: .diary, token: home.token, from: .address(1))
        }
        // What was cut off is done by the next looks: an hour later no claim stands in the way.
        for hours in 0..<3 {
            _ = await next.registry.maintain(at: home.installation.clock.time.adding(seconds: Int64(hours) * 4000))
        }
        let lock = try #require(try await home.slots().first { $0.kind == .ownLock })
        #expect(lock.trackerBoxes.count == 1 && lock.trackerBoxes[0].epoch >= 2, "the key was replaced")
        #expect(try await home.pages(home.token, in: next) == ["day one"])
        let recovered = try await home.startServer().recover(home.made.recoveryCode.value)
        #expect(try await home.pages(recovered.session.token) == ["day one"])
    }

    @Test("killed between any two writes of turning it off, it is on or off and nothing is lost", arguments: 1...4)
    func killedAtTurningOff(at number: Int) async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        for later in number..<number + 200 { home.installation.metadata.fail(write: later, with: .unavailable) }
        try? await home.remove()
        home.installation.metadata.forgetFailures()
        home.server.registry.lockAll()
        let next = home.startServer()
        #expect(try await home.pages(home.token, in: next) == ["day one"])
        let fresh = try await next.signIn()
        switch try await home.standing(fresh.token, in: next) {
        case .none: #expect(try await home.pages(fresh.token, in: next) == ["day one"])
        case .locked:
            try await home.unlock(fresh.token, in: next)
            #expect(try await home.pages(fresh.token, in: next) == ["day one"])
        case .unlocked: Issue.record("nobody unlocked it")
        }
    }

    @Test("keys are renewed yearly only while everything is unlocked, and reach the lock and the recovery code")
    func yearly() async throws {
        let home = try await DiaryHousehold()
        try await home.setLock()
        try await home.service.lock(Pages.id, token: home.token)
        home.installation.clock.advance(minutes: 5)
        func epochs() async throws -> Set<KeyEpoch> {
            Set(try await home.slots().flatMap(\.trackerBoxes).filter { $0.tracker == Pages.id }.map(\.epoch))
        }
        let before = try await epochs()
        let registry = home.server.registry
        let calendar = RecordEpochCalendar(records: home.server.records)
        try await calendar.demandRenewal(of: home.vault, since: home.installation.clock.time.adding(seconds: 10))
        let time = home.installation.clock.time
        _ = await registry.maintain(at: time.adding(seconds: 20))
        #expect(try await epochs() == before)
        try await home.unlock(home.token)
        _ = await registry.maintain(at: time.adding(seconds: 4000))
        #expect(try await epochs() == Set(before.map { $0 + 1 }))
        let session = try await home.startServer().signIn()
        try await home.unlock(session.token)
        #expect(try await home.pages(session.token) == ["day one"])
    }
}
