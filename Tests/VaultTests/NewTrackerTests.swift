import Primitives
import Sealing
import Synchronization
import Testing

@testable import Vault

/// A vault from before a tracker was registered: key-hierarchy.md §8, “A new tracker”.
@Suite("New trackers")
struct NewTrackerTests {
    private let recovery = SharedSecret(.random(count: 32))
    private let session = SharedSecret(.random(count: 32))

    /// A vault that knows one tracker only, with the three slots of an account.
    private func oldVault() async throws -> (VaultFixture, recovery: KeySlot, session: KeySlot) {
        let fixture = try await VaultFixture(trackers: [Tally.id])
        return (
            fixture, try await fixture.addSlot(.recoveryCode, 2, keys: fixture.keys, secret: recovery),
            try await fixture.addSlot(.session, 3, keys: fixture.keys, secret: session)
        )
    }

    @Test("its key reaches every slot of the owner, and what is kept by one of them is read by the others")
    func reachesAll() async throws {
        let (fixture, recoverySlot, sessionSlot) = try await oldVault()
        let access = try await fixture.open()
        try await fixture.add(5, to: access)
        await #expect(throws: VaultError.outsideScope) { try await fixture.otherSum(access) }
        try await fixture.registry.addMissingTrackers(to: fixture.vault, at: .zero)
        #expect(
            access.scope == [VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Tally.id, Other.id],
            "the access at hand has it at once"
        )
        try await fixture.addOther(8, to: access)
        fixture.registry.lockAll()
        for (slot, secret) in [(fixture.slot, fixture.holderKey), (recoverySlot, recovery), (sessionSlot, session)] {
            let again = try await fixture.reopen(slot, secret)
            #expect(try await fixture.otherSum(again) == 8)
            #expect(try await fixture.sum(again) == 5)
            fixture.registry.lockAll()
        }
        #expect(fixture.surroundings.state.withLock { $0.openings.contains { $0.purpose == .keyMaintenance } })
    }

    @Test("it is made once, however often it is looked for, and is looked for with every open vault")
    func once() async throws {
        let (fixture, _, _) = try await oldVault()
        let calendar = TestCalendar()
        let registry = fixture.secondRegistry(calendar)
        let access = try await fixture.open(in: registry)
        _ = await registry.maintain(at: .zero)
        try await fixture.addOther(8, to: access)
        let slot = try await fixture.surroundings.slot(fixture.slot.id, of: fixture.vault)
        try await registry.addMissingTrackers(to: fixture.vault, at: .zero)
        _ = await registry.maintain(at: .zero.adding(seconds: 4000))
        #expect(try await fixture.surroundings.slot(fixture.slot.id, of: fixture.vault) == slot)
        #expect(calendar.entries[Other.id]?.epoch == 1 && calendar.entries[Other.id]?.claimed == nil)
        #expect(try await fixture.otherSum(access) == 8)
    }

    @Test("a key that is only out of reach of who is in is not made again")
    func outOfReach() async throws {
        let fixture = try await VaultFixture()
        let owner = try await fixture.open()
        try await fixture.addOther(8, to: owner)
        fixture.registry.lockAll()
        let narrow = try await fixture.addSlot(.session, 3, keys: fixture.keys.without([Other.id]), secret: session)
        let access = try await fixture.reopen(narrow, session)
        try await fixture.registry.addMissingTrackers(to: fixture.vault, at: .zero)
        #expect(access.scope == [VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Tally.id])
        #expect(try await fixture.surroundings.slot(narrow.id, of: fixture.vault) == narrow)
    }

    @Test("a key that is noted as made is not made again, even where every box of it is gone")
    func boxesGone() async throws {
        let (fixture, _, _) = try await oldVault()
        let calendar = TestCalendar()
        try await calendar.note(EpochBirth(epoch: 3, born: .zero, revision: 0), of: Other.id, in: fixture.vault)
        let registry = fixture.secondRegistry(calendar)
        let access = try await fixture.open(in: registry)
        try await registry.addMissingTrackers(to: fixture.vault, at: .zero)
        #expect(!access.scope.contains(Other.id))
    }

    @Test("a slot that somebody else wrote into the store gets no key, and a limited one neither")
    func notForEverybody() async throws {
        let (fixture, _, _) = try await oldVault()
        let thief = VaultKeys.make(trackers: [Tally.id])
        let planted = try await VaultFixture.makeSlot(
            .passphrase,
            66,
            vault: fixture.vault,
            keys: thief,
            control: thief,
            SharedSecret(.random(count: 32)),
            fixture.surroundings
        )
        try await fixture.surroundings.update(fixture.vault, adding: [planted], replacing: [], removing: [])
        let limited = try await fixture.addSlot(
            .apiToken,
            9,
            keys: fixture.keys.limited(to: [Tally.id]),
            secret: session
        )
        _ = try await fixture.open()
        try await fixture.registry.addMissingTrackers(to: fixture.vault, at: .zero)
        #expect(try await fixture.surroundings.slot(planted.id, of: fixture.vault) == planted)
        #expect(try await fixture.surroundings.slot(limited.id, of: fixture.vault) == limited)
    }

    @Test("who holds no control key makes none")
    func limitedHolder() async throws {
        let (fixture, _, _) = try await oldVault()
        let limited = try await fixture.addSlot(
            .apiToken,
            9,
            keys: fixture.keys.limited(to: [Tally.id]),
            secret: session
        )
        let access = try await fixture.reopen(limited, session)
        try await fixture.registry.addMissingTrackers(to: fixture.vault, at: .zero)
        #expect(access.scope == [Tally.id])
    }

    @Test("a key that cannot be written into the access history is not made")
    func unrecorded() async throws {
        let (fixture, _, _) = try await oldVault()
        let access = try await fixture.open()
        fixture.surroundings.state.withLock { $0.recorderFails = true }
        await #expect(throws: VaultError.store(.unavailable)) {
            try await fixture.registry.addMissingTrackers(to: fixture.vault, at: .zero)
        }
        #expect(!access.scope.contains(Other.id))
        #expect(try await fixture.surroundings.slot(fixture.slot.id, of: fixture.vault) == fixture.slot)
        fixture.surroundings.state.withLock { $0.recorderFails = false }
        try await fixture.registry.addMissingTrackers(to: fixture.vault, at: .zero)
        #expect(access.scope.contains(Other.id))
    }

    @Test("two instances at once make one key")
    func twoInstances() async throws {
        let (fixture, recoverySlot, _) = try await oldVault()
        let calendar = TestCalendar()
        let registries = [fixture.secondRegistry(calendar), fixture.secondRegistry(calendar)]
        for registry in registries { _ = try await fixture.open(in: registry) }
        await withTaskGroup(of: Void.self) { group in
            for registry in registries {
                group.addTask { try? await registry.addMissingTrackers(to: fixture.vault, at: .zero) }
            }
        }
        for registry in registries { registry.lockAll() }
        let first = try await fixture.reopen(fixture.slot, fixture.holderKey, in: registries[0])
        try await fixture.addOther(8, to: first)
        let second = try await fixture.reopen(recoverySlot, recovery, in: registries[1])
        #expect(try await fixture.otherSum(second) == 8)
        let stored = try await fixture.surroundings.slots(of: fixture.vault)
        #expect(stored.allSatisfy { slot in slot.trackerBoxes.count { $0.tracker == Other.id } == 1 })
    }

    @Test("a process that dies at it leaves a vault that opens, and another makes the key when the claim is void")
    func crash() async throws {
        let (fixture, _, _) = try await oldVault()
        let calendar = TestCalendar()
        let dying = fixture.secondRegistry(calendar, slots: FailingSlots(fixture.surroundings, failingAtUpdate: 1))
        try await fixture.add(5, to: try await fixture.open(in: dying))
        // It is gone before it can take its claim back.
        try await calendar.note(
            EpochBirth(epoch: 0, born: .zero, claimed: .zero, revision: 0),
            of: Other.id,
            in: fixture.vault
        )
        dying.lockAll()
        let next = fixture.secondRegistry(calendar)
        let access = try await fixture.open(in: next)
        try await next.addMissingTrackers(to: fixture.vault, at: .zero.adding(seconds: 3599))
        #expect(!access.scope.contains(Other.id))
        #expect(try await fixture.sum(access) == 5)
        try await next.addMissingTrackers(to: fixture.vault, at: .zero.adding(seconds: 3600))
        #expect(access.scope.contains(Other.id))
        try await fixture.addOther(8, to: access)
        #expect(try await fixture.otherSum(access) == 8)
    }

    @Test("a store that refuses leaves everything as it was, and the next look makes the key")
    func refused() async throws {
        let (fixture, _, _) = try await oldVault()
        let calendar = TestCalendar()
        let refusing = fixture.secondRegistry(calendar, slots: FailingSlots(fixture.surroundings, failingAtUpdate: 1))
        _ = try await fixture.open(in: refusing)
        await #expect(throws: VaultError.store(.unavailable)) {
            try await refusing.addMissingTrackers(to: fixture.vault, at: .zero)
        }
        refusing.lockAll()
        let next = fixture.secondRegistry(calendar)
        let access = try await fixture.open(in: next)
        try await next.addMissingTrackers(to: fixture.vault, at: .zero)
        #expect(access.scope.contains(Other.id))
    }
}
