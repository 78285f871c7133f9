import Primitives
import Sealing
import Testing
import Vault

@Suite("Open vault")
struct OpenVaultTests {
    enum No: Error, Equatable { case no }

    @Test("what was acknowledged is there after locking and opening again")
    func durable() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        try await fixture.add(1, 2, 3, to: access)
        try await fixture.add(4, to: access)
        fixture.registry.lock(fixture.vault)
        let again = try await fixture.open()
        let (sum, ids) = try await again.read(Tally.self) { state, _ in (state.sum, state.ids) }
        #expect(sum == 10)
        #expect(ids.map(\.batchStart) == [1, 1, 1, 2])
        #expect(Set(ids).count == 4)
    }

    @Test("a locked vault answers nothing and takes nothing")
    func locked() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        try await fixture.add(1, to: access)
        fixture.registry.lock(fixture.vault)
        await #expect(throws: VaultError.locked) { try await fixture.sum(access) }
        await #expect(throws: CommitError<Never>.self) { try await fixture.add(2, to: access) }
        #expect(try await fixture.sum(try await fixture.open()) == 1)
    }

    @Test("a plan that says no changes nothing")
    func refusal() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        let before = access.head
        do {
            _ = try await access.commit(Tally.self, at: .zero) { (_, _) throws(No) -> Planned<Int64, Int> in throw .no }
            Issue.record("the refusal was lost")
        } catch .refused(let error) {
            #expect(error == .no)
        }
        #expect(access.head == before)
    }

    @Test("a change that its own tracker cannot fold is not written, and the vault goes on")
    func poison() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        try await fixture.add(5, to: access)
        await #expect(throws: CommitError<Never>.self) { try await fixture.add(1, Tally.poison, to: access) }
        #expect(try await fixture.sum(access) == 5)
        try await fixture.add(6, to: access)
        #expect(try await fixture.sum(access) == 11)
    }

    @Test("a write the store refuses is not acknowledged, not shown, and not lost from view later")
    func storeFailure() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        try await fixture.add(1, to: access)
        fixture.store.fail(write: 1, with: .full)
        await #expect(throws: CommitError<Never>.self) { try await fixture.add(100, to: access) }
        #expect(try await fixture.sum(access) == 1)
        try await fixture.add(2, to: access)
        #expect(try await fixture.sum(access) == 3)
        fixture.registry.lock(fixture.vault)
        #expect(try await fixture.sum(try await fixture.open()) == 3)
    }

    @Test("a repeated idempotency key does nothing twice, also after a compaction and a new opening")
    func idempotency() async throws {
        let fixture = try await VaultFixture()
        var access = try await fixture.open()
        let key = IdempotencyKey(key: [1, 2, 3], requestDigest: 42)
        let first = try await fixture.add(7, to: access, key: key)
        let again = try await fixture.add(7, to: access, key: key)
        #expect(first.outcome != nil && again.outcome == nil)
        #expect(again.batchStart == first.batchStart)
        try await fixture.registry.compact(fixture.vault, at: .zero)
        fixture.registry.lock(fixture.vault)
        access = try await fixture.open()
        #expect(try await fixture.add(7, to: access, key: key).outcome == nil)
        #expect(try await fixture.sum(access) == 7)
        await #expect(throws: CommitError<Never>.self) {
            try await fixture.add(8, to: access, key: IdempotencyKey(key: [1, 2, 3], requestDigest: 43))
        }
    }

    @Test("a repeat of a request whose write fails meanwhile is not told that it was done")
    func repeatedFailure() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        let key = IdempotencyKey(key: [1, 2, 3], requestDigest: 42)
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let (releases, release) = AsyncStream.makeStream(of: Void.self)
        fixture.store.beforeAppend {
            arrived.yield()
            for await _ in releases { break }
        }
        fixture.store.fail(write: 1, with: .full)
        let first = Task { try await fixture.add(7, to: access, key: key) }
        for await _ in arrivals { break }
        fixture.store.beforeAppend(nil)
        let second = Task { try await fixture.add(7, to: access, key: key) }
        // The second finds the first one's entry while it is being written; if it comes later, it does all itself.
        try await Task.sleep(for: .milliseconds(50))
        release.yield()
        await #expect(throws: CommitError<Never>.self) { try await first.value }
        #expect(try await second.value.outcome != nil, "it did what the first could not")
        #expect(try await fixture.sum(access) == 7)
    }

    @Test("fifty writers at once: every change lands once, and identifiers never repeat")
    func concurrency() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...50 {
                group.addTask { for _ in 0..<4 { try await fixture.add(Int64(number), to: access) } }
            }
            try await group.waitForAll()
        }
        fixture.registry.lock(fixture.vault)
        let ids = try await fixture.open().read(Tally.self) { state, _ in state.ids }
        #expect(ids.count == 200)
        #expect(Set(ids).count == 200)
        #expect(try await fixture.sum(try await fixture.open()) == 4 * (50 * 51 / 2))
    }

    @Test("two processes on one store: each sees the other's changes, and neither loses its own")
    func twoProcesses() async throws {
        let fixture = try await VaultFixture()
        let here = try await fixture.open()
        let there = try await fixture.open(in: fixture.secondRegistry())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for access in [here, there] {
                group.addTask { for _ in 0..<20 { try await Self.addOnceMore(1, fixture, access) } }
            }
            try await group.waitForAll()
        }
        #expect(try await fixture.sum(here) == 40)
        #expect(try await fixture.sum(there) == 40)
    }

    /// Repeats what came too thick and fast to be decided: what the edge tells a client to do.
    private static func addOnceMore(_ number: Int64, _ fixture: VaultFixture, _ access: VaultAccess) async throws {
        for _ in 0..<100 {
            do { return _ = try await fixture.add(number, to: access) } catch CommitError<Never>.vault(.contended) {
                continue
            }
        }
        Issue.record("never got through")
    }

    @Test("a batch over one segment's size is one batch: all of it or nothing")
    func largeBatch() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        var generator = SystemRandomNumberGenerator()
        let numbers = (0..<200_000).map { _ in Int64.random(in: -1_000_000...1_000_000, using: &generator) }
        let committed = try await access.commit(Tally.self, at: .zero) { _, _ in Planned(changes: numbers, outcome: 0) }
        #expect(committed.head.index > 1)
        let segments = try await fixture.store.segments(of: fixture.vault, after: 0, byteCountMaximum: 1 << 30)
        #expect(segments.allSatisfy { $0.bytes.count <= 1 << 20 })
        fixture.registry.lock(fixture.vault)
        let (sum, ids) = try await fixture.open().read(Tally.self) { state, _ in (state.sum, state.ids) }
        #expect(sum == numbers.reduce(0, +))
        #expect(ids.last == ChangeID(batchStart: 1, ordinal: numbers.count - 1))
    }

    @Test("compaction keeps the state, deletes the segments, and appending goes on")
    func compaction() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        for number in 1...20 { try await fixture.add(Int64(number), to: access) }
        try await fixture.registry.compact(fixture.vault, at: .zero)
        #expect(try await fixture.store.segments(of: fixture.vault, after: 0, byteCountMaximum: 1 << 20).isEmpty)
        try await fixture.add(1000, to: access)
        fixture.registry.lock(fixture.vault)
        let again = try await fixture.open()
        #expect(try await fixture.sum(again) == 1210)
        #expect(again.head.index == 21)
    }
}
