import Primitives
import Sealing
import Synchronization
import Testing

@testable import Vault

/// Holders of different scope share one open vault.
@Suite("Scope in an open vault")
struct SharedScopeTests {
    private let session = SharedSecret(.random(count: 32))

    /// A vault with content of both trackers, locked, and a slot without the second tracker.
    private func narrowVault() async throws -> (VaultFixture, KeySlot) {
        let fixture = try await VaultFixture()
        let owner = try await fixture.open()
        try await fixture.add(5, to: owner)
        try await fixture.addOther(8, to: owner)
        fixture.registry.lockAll()
        let slot = try await fixture.addSlot(.session, 3, keys: fixture.keys.without([Other.id]), secret: session)
        return (fixture, slot)
    }

    @Test("who comes in with more keys than those before her reads what they cannot")
    func widerJoins() async throws {
        let (fixture, slot) = try await narrowVault()
        let narrow = try await fixture.reopen(slot, session)
        try await fixture.add(1, to: narrow)
        let owner = try await fixture.open()
        #expect(try await fixture.otherSum(owner) == 8)
        try await fixture.addOther(2, to: owner)
        #expect(try await fixture.otherSum(owner) == 10)
        #expect(try await fixture.sum(narrow) == 6)
        await #expect(throws: VaultError.outsideScope) { try await fixture.otherSum(narrow) }
        await #expect(throws: CommitError<Never>.self) {
            _ = try await narrow.commit(Other.self, at: .zero) { _, _ in Planned(changes: [1], outcome: 0) }
        }
    }

    @Test("what nobody in the vault may use leaves memory, with the last who may")
    func lastLeaves() async throws {
        let (fixture, slot) = try await narrowVault()
        let narrow = try await fixture.reopen(slot, session)
        _ = try await fixture.open()
        #expect(fixture.registry.heldTrackers(of: fixture.vault).contains(Other.id))
        fixture.registry.leave(fixture.vault, holder: fixture.slot.id)
        #expect(
            fixture.registry.heldTrackers(of: fixture.vault) == [
                VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Tally.id,
            ]
        )
        #expect(narrow.vault.contents.withLock { Array($0.cells.keys) } == [Tally.id])
        #expect(try await fixture.sum(narrow) == 5)
    }

    @Test("an access at hand sees nothing once its holder left, though others are still in")
    func leftAccess() async throws {
        let (fixture, slot) = try await narrowVault()
        let narrow = try await fixture.reopen(slot, session)
        let owner = try await fixture.open()
        fixture.registry.leave(fixture.vault, holder: slot.id)
        await #expect(throws: VaultError.locked) { try await fixture.sum(narrow) }
        #expect(try await fixture.sum(owner) == 5)
    }

    @Test("a tracker is given to a holder who is in, and taken from her, from the access at hand too")
    func widenAndNarrow() async throws {
        let (fixture, slot) = try await narrowVault()
        let access = try await fixture.reopen(slot, session)
        try await fixture.registry.widen(fixture.vault, holder: slot.id, with: fixture.keys.limited(to: [Other.id]))
        #expect(try await fixture.otherSum(access) == 8)
        try await fixture.addOther(1, to: access)
        fixture.registry.narrow(fixture.vault, holder: slot.id, from: Other.id)
        await #expect(throws: VaultError.outsideScope) { try await fixture.otherSum(access) }
        #expect(
            fixture.registry.heldTrackers(of: fixture.vault) == [
                VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Tally.id,
            ]
        )
        try await fixture.registry.widen(fixture.vault, holder: slot.id, with: fixture.keys.limited(to: [Other.id]))
        #expect(try await fixture.otherSum(access) == 9)
    }

    @Test("wrong keys are not taken in, and she has what she had")
    func wrongKeys() async throws {
        let (fixture, slot) = try await narrowVault()
        let access = try await fixture.reopen(slot, session)
        let wrong = VaultKeys.make(trackers: [Other.id]).limited(to: [Other.id])
        await #expect(throws: VaultError.self) {
            try await fixture.registry.widen(fixture.vault, holder: slot.id, with: wrong)
        }
        #expect(access.scope == [VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Tally.id])
        #expect(
            fixture.registry.heldTrackers(of: fixture.vault) == [
                VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Tally.id,
            ]
        )
        #expect(try await fixture.sum(access) == 5)
    }

    @Test("who is not in is not given anything")
    func widenNobody() async throws {
        let (fixture, slot) = try await narrowVault()
        _ = try await fixture.open()
        await #expect(throws: VaultError.locked) {
            try await fixture.registry.widen(fixture.vault, holder: slot.id, with: fixture.keys)
        }
    }

    @Test("writes go on while keys come and go, and none is lost")
    func concurrency() async throws {
        let (fixture, slot) = try await narrowVault()
        let access = try await fixture.reopen(slot, session)
        let other = fixture.keys.limited(to: [Other.id])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { for _ in 0..<30 { try await fixture.add(1, to: access) } }
            }
            group.addTask {
                for _ in 0..<20 {
                    try await fixture.registry.widen(fixture.vault, holder: slot.id, with: other)
                    try await fixture.addOther(1, to: access)
                    fixture.registry.narrow(fixture.vault, holder: slot.id, from: Other.id)
                }
            }
            group.addTask {
                for _ in 0..<20 {
                    let owner = try await fixture.open()
                    _ = try await fixture.otherSum(owner)
                    fixture.registry.leave(fixture.vault, holder: fixture.slot.id)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await fixture.sum(access) == 95)
        #expect(
            fixture.registry.heldTrackers(of: fixture.vault) == [
                VaultKeys.control, VaultKeys.inbox, VaultKeys.sharing, Tally.id,
            ]
        )
        fixture.registry.lockAll()
        let owner = try await fixture.open()
        #expect(try await fixture.sum(owner) == 95)
        #expect(try await fixture.otherSum(owner) == 28)
    }

    @Test("another process's writes are seen by a holder who is given a tracker meanwhile")
    func foreignWrites() async throws {
        let (fixture, slot) = try await narrowVault()
        let access = try await fixture.reopen(slot, session)
        let elsewhere = try await fixture.open(in: fixture.secondRegistry())
        try await fixture.addOther(4, to: elsewhere)
        try await fixture.add(4, to: elsewhere)
        try await fixture.registry.widen(fixture.vault, holder: slot.id, with: fixture.keys.limited(to: [Other.id]))
        #expect(try await fixture.otherSum(access) == 12)
        #expect(try await fixture.sum(access) == 9)
    }

    @Test("a vault that is open without a tracker is neither compacted nor swept, and gets no epoch")
    func narrowUpkeep() async throws {
        let files = InMemoryFileStore()
        let fixture = try await VaultFixture(files: files)
        let owner = try await fixture.open()
        try await fixture.add(5, to: owner)
        try await fixture.addOther(8, to: owner)
        try await files.put(FileID(high: 0, low: 77), of: fixture.vault, bytes: [1])
        fixture.registry.lockAll()
        let slot = try await fixture.addSlot(.session, 3, keys: fixture.keys.without([Other.id]), secret: session)
        let calendar = TestCalendar()
        calendar.demand(since: .zero.adding(seconds: 1))
        let registry = fixture.secondRegistry(calendar)
        _ = try await fixture.reopen(slot, session, in: registry)
        let late = Timestamp.zero.adding(seconds: 10 * 86_400)
        _ = await registry.maintain(at: late)
        await #expect(throws: VaultError.outsideScope) { try await registry.compact(fixture.vault, at: late) }
        #expect(try await files.list(of: fixture.vault, putBefore: late).count == 1)
        #expect(calendar.entries.isEmpty)
        // With the tracker the same rounds do all of it.
        try await registry.widen(fixture.vault, holder: slot.id, with: fixture.keys.limited(to: [Other.id]))
        let later = late.adding(seconds: 2 * 86_400)
        _ = await registry.maintain(at: later)
        #expect(try await files.list(of: fixture.vault, putBefore: later).isEmpty)
        #expect(calendar.entries[Other.id] != nil)
    }

    @Test("an epoch is not made from keys that are older than those in the slots")
    func staleKeys() async throws {
        let fixture = try await VaultFixture()
        _ = try await fixture.open()
        let second = fixture.secondRegistry()
        _ = try await fixture.open(in: second)
        _ = try await fixture.registry.addEpoch(to: Other.id, of: fixture.vault, at: .zero)
        await #expect(throws: VaultError.contended) {
            _ = try await second.addEpoch(to: Other.id, of: fixture.vault, at: .zero)
        }
    }
}
