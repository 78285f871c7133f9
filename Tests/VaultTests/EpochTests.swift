import Primitives
import Sealing
import Synchronization
import Testing

@testable import Vault

@Suite("Epochs of tracker keys")
struct EpochTests {
    private static let year: Int64 = 365 * 86_400

    private func registry(
        _ fixture: VaultFixture,
        _ calendar: TestCalendar,
        slots: (any SlotStore)? = nil
    ) -> VaultRegistry {
        VaultRegistry(
            VaultRegistry.Surroundings(
                store: fixture.store,
                slots: slots ?? fixture.surroundings,
                outerLock: fixture.surroundings,
                consents: fixture.surroundings,
                recorder: fixture.surroundings,
                witness: fixture.surroundings,
                trackers: [Tally.self, Other.self],
                epochs: calendar
            ),
            byteCountLimit: 1 << 20
        )
    }

    /// Opens with the slot as it is stored now.
    private func open(_ fixture: VaultFixture, in registry: VaultRegistry) async throws -> VaultAccess {
        let slot = try #require(try await fixture.surroundings.slot(fixture.slot.id, of: fixture.vault))
        return try await registry.open(slot, with: fixture.holderKey.bytes, purpose: .moneyTracking, at: .zero)
    }

    private func epochs(_ fixture: VaultFixture, _ tracker: TrackerID = Tally.id) async throws -> [KeyEpoch] {
        let slot = try #require(try await fixture.surroundings.slot(fixture.slot.id, of: fixture.vault))
        return slot.trackerBoxes.filter { $0.tracker == tracker }.map(\.epoch)
    }

    @Test("keys a year old are replaced at the next look, and not a second earlier; what was written stays")
    func yearly() async throws {
        let fixture = try await VaultFixture()
        let calendar = TestCalendar()
        let registry = registry(fixture, calendar)
        let access = try await open(fixture, in: registry)
        try await fixture.add(5, to: access)
        // The first look knows of no birth, and notes this one.
        _ = await registry.maintain(at: .zero)
        #expect(calendar.entries[Tally.id]?.born == .zero && calendar.entries[Other.id]?.epoch == 1)
        _ = await registry.maintain(at: .zero.adding(seconds: Self.year - 1))
        #expect(try await epochs(fixture) == [1])
        _ = await registry.maintain(at: .zero.adding(seconds: Self.year))
        #expect(try await epochs(fixture) == [1], "looked at a second ago")
        let later = Timestamp.zero.adding(seconds: Self.year + 3600)
        _ = await registry.maintain(at: later)
        #expect(try await epochs(fixture) == [2])
        #expect(try await epochs(fixture, Other.id) == [2])
        #expect(calendar.entries[Tally.id] == EpochBirth(epoch: 2, born: later, revision: 3))
        try await fixture.add(6, to: access)
        registry.lockAll()
        #expect(try await fixture.sum(open(fixture, in: self.registry(fixture, calendar))) == 11)
        _ = await registry.maintain(at: later)
        #expect(try await epochs(fixture) == [2])
    }

    @Test("keys made before a demand are replaced at the next opening, once")
    func demanded() async throws {
        let fixture = try await VaultFixture()
        let calendar = TestCalendar()
        let first = registry(fixture, calendar)
        try await fixture.add(5, to: open(fixture, in: first))
        _ = await first.maintain(at: .zero)
        first.lockAll()
        calendar.demand(since: .zero.adding(seconds: 10))
        let second = registry(fixture, calendar)
        let access = try await open(fixture, in: second)
        _ = await second.maintain(at: .zero.adding(seconds: 20))
        #expect(try await epochs(fixture) == [2])
        _ = await second.maintain(at: .zero.adding(seconds: 8000))
        #expect(try await epochs(fixture) == [2])
        #expect(try await fixture.sum(access) == 5)
    }

    @Test("a demand holds for keys whose birth nobody noted yet, too")
    func demandedBeforeTheFirstLook() async throws {
        let fixture = try await VaultFixture()
        let calendar = TestCalendar()
        let registry = registry(fixture, calendar)
        let access = try await open(fixture, in: registry)
        try await fixture.add(5, to: access)
        calendar.demand(since: .zero.adding(seconds: 10))
        _ = await registry.maintain(at: .zero.adding(seconds: 20))
        #expect(try await epochs(fixture) == [2])
        _ = await registry.maintain(at: .zero.adding(seconds: 8000))
        #expect(try await epochs(fixture) == [2])
        #expect(try await fixture.sum(access) == 5)
    }

    @Test("reads and writes go on while keys are replaced")
    func concurrency() async throws {
        let fixture = try await VaultFixture()
        let calendar = TestCalendar()
        let registry = registry(fixture, calendar)
        let access = try await open(fixture, in: registry)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<25 {
                        try await fixture.add(1, to: access)
                        _ = try await fixture.sum(access)
                    }
                }
            }
            group.addTask {
                for round in 1...5 {
                    calendar.demand(since: .zero.adding(seconds: Int64(round) * 4000))
                    _ = await registry.maintain(at: .zero.adding(seconds: Int64(round) * 4000 + 1))
                }
            }
            try await group.waitForAll()
        }
        // A compaction that writers kept from ending is ended by the next look.
        _ = await registry.maintain(at: .zero.adding(seconds: 100_000))
        let left = try await epochs(fixture)
        #expect(left.count == 1 && left[0] > 1)
        registry.lockAll()
        #expect(try await fixture.sum(open(fixture, in: self.registry(fixture, calendar))) == 100)
    }

    @Test(
        "a process that dies while it makes an epoch leaves a vault that opens, and the next opening ends it",
        arguments: 1...2
    )
    func crash(atUpdate number: Int) async throws {
        let fixture = try await VaultFixture()
        let calendar = TestCalendar()
        let dying = registry(fixture, calendar, slots: FailingSlots(fixture.surroundings, failingAtUpdate: number))
        try await fixture.add(5, to: open(fixture, in: dying))
        _ = await dying.maintain(at: .zero)
        calendar.demand(since: .zero.adding(seconds: 1))
        _ = await dying.maintain(at: .zero.adding(seconds: 3601))
        dying.lockAll()

        let next = registry(fixture, calendar)
        let access = try await open(fixture, in: next)
        #expect(try await fixture.sum(access) == 5)
        // An hour later the claim of the dead process is void.
        _ = await next.maintain(at: .zero.adding(seconds: 7300))
        _ = await next.maintain(at: .zero.adding(seconds: 11_000))
        let left = try await epochs(fixture)
        #expect(left.count == 1 && left[0] >= 2)
        #expect(calendar.entries[Tally.id]?.epoch == left[0])
        try await fixture.add(6, to: access)
        next.lockAll()
        #expect(try await fixture.sum(open(fixture, in: registry(fixture, calendar))) == 11)
    }

    @Test("keys do not change while somebody makes slots, and who makes slots waits for a change")
    func gate() async throws {
        let fixture = try await VaultFixture()
        let calendar = TestCalendar()
        let registry = registry(fixture, calendar)
        _ = try await open(fixture, in: registry)
        await #expect(throws: VaultError.contended) {
            try await registry.withSteadyKeys(of: fixture.vault) { () async throws(VaultError) in
                _ = try await registry.addEpoch(to: Tally.id, of: fixture.vault, at: .zero)
            }
        }
        #expect(try await epochs(fixture) == [1])
        let gate = SlotGate()
        #expect(gate.close(fixture.vault))
        #expect(!gate.close(fixture.vault))
        let order = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    await gate.enter(fixture.vault)
                    order.add("slot")
                    gate.leave(fixture.vault)
                }
            }
            try await Task.sleep(for: .milliseconds(20))
            order.add("change")
            gate.open(fixture.vault)
            try await group.waitForAll()
        }
        #expect(order.all == ["change", "slot", "slot", "slot"])
        #expect(gate.close(fixture.vault))
    }

    @Test("who holds only some of the keys does not have them replaced")
    func limitedHolder() async throws {
        let fixture = try await VaultFixture()
        let calendar = TestCalendar()
        calendar.demand(since: .zero.adding(seconds: 10))
        let registry = registry(fixture, calendar)
        let secret = SharedSecret(.random(count: 32))
        let limited = try await VaultFixture.makeSlot(
            .apiToken,
            9,
            vault: fixture.vault,
            keys: fixture.keys.limited(to: [Tally.id]),
            control: fixture.keys,
            secret,
            fixture.surroundings
        )
        try await fixture.surroundings.update(fixture.vault, adding: [limited], replacing: [], removing: [])
        _ = try await registry.open(limited, with: secret.bytes, purpose: .moneyTracking, at: .zero)
        _ = await registry.maintain(at: .zero.adding(seconds: 20))
        #expect(try await epochs(fixture) == [1])
        #expect(calendar.entries.isEmpty)
        // Somebody who holds all of them comes in to the open vault: at the next round, not in an hour.
        _ = try await open(fixture, in: registry)
        _ = await registry.maintain(at: .zero.adding(seconds: 25))
        #expect(try await epochs(fixture) == [2])
    }

    @Test("a demand is heard in the next round where it is told of")
    func told() async throws {
        let fixture = try await VaultFixture()
        let calendar = TestCalendar()
        let registry = registry(fixture, calendar)
        _ = try await open(fixture, in: registry)
        _ = await registry.maintain(at: .zero)
        calendar.demand(since: .zero.adding(seconds: 10))
        registry.lookAtEpochs(of: fixture.vault)
        _ = await registry.maintain(at: .zero.adding(seconds: 15))
        #expect(try await epochs(fixture) == [2])
    }
}

/// What happened, in order.
private final class Order: Sendable {
    private let list = Mutex<[String]>([])

    var all: [String] { list.withLock { $0 } }
    func add(_ event: String) { list.withLock { $0.append(event) } }
}

/// Births in memory.
final class TestCalendar: EpochCalendar {
    private struct State {
        var entries: [TrackerID: EpochBirth] = [:]
        var demand: Timestamp?
    }

    private let state = Mutex(State())

    var entries: [TrackerID: EpochBirth] { state.withLock { $0.entries } }

    func demand(since moment: Timestamp) { state.withLock { $0.demand = moment } }

    func birth(of tracker: TrackerID, in vault: VaultID) async throws(VaultError) -> EpochBirth? {
        state.withLock { $0.entries[tracker] }
    }

    func note(_ birth: EpochBirth, of tracker: TrackerID, in vault: VaultID) async throws(VaultError) {
        let isNoted = state.withLock { state in
            guard state.entries[tracker]?.revision ?? 0 == birth.revision else { return false }
            state.entries[tracker] = EpochBirth(
                epoch: birth.epoch,
                born: birth.born,
                claimed: birth.claimed,
                revision: birth.revision + 1
            )
            return true
        }
        guard isNoted else { throw .store(.conflict) }
    }

    func renewalDemanded(for vault: VaultID) async throws(VaultError) -> Timestamp? { state.withLock { $0.demand } }
}

/// Slots of a process that dies at one of its updates: nothing it writes from then on is kept.
final class FailingSlots: SlotStore {
    private let slots: TestSurroundings
    private let number: Int
    private let count = Mutex(0)

    init(_ slots: TestSurroundings, failingAtUpdate number: Int) {
        self.slots = slots
        self.number = number
    }

    func slot(_ id: KeySlotID, of vault: VaultID) async throws(VaultError) -> KeySlot? {
        try await slots.slot(id, of: vault)
    }

    func slots(of vault: VaultID) async throws(VaultError) -> [KeySlot] { try await slots.slots(of: vault) }

    func update(
        _ vault: VaultID,
        adding: [KeySlot],
        replacing: [KeySlot],
        removing: [KeySlotID]
    ) async throws(VaultError) {
        let at = count.withLock { count in
            count += 1
            return count
        }
        guard at < number else { throw .store(.unavailable) }
        try await slots.update(vault, adding: adding, replacing: replacing, removing: removing)
    }
}
