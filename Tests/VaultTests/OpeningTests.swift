import Primitives
import Sealing
import Synchronization
import Testing
import Vault

@Suite("Openings")
struct OpeningTests {
    @Test("an opening is written down before anything is shown; when it cannot be, nothing is")
    func recorded() async throws {
        let fixture = try await VaultFixture()
        fixture.surroundings.state.withLock { $0.recorderFails = true }
        await #expect(throws: VaultError.store(.unavailable)) { try await fixture.open() }
        #expect(
            fixture.registry.access(fixture.vault, holder: fixture.slot.id, purpose: .moneyTracking, at: .zero) == nil
        )
        fixture.surroundings.state.withLock { $0.recorderFails = false }
        _ = try await fixture.open()
        let openings = fixture.surroundings.state.withLock { $0.openings }
        #expect(openings.map(\.purpose) == [.moneyTracking])
        #expect(openings.first?.slot == fixture.slot.id)
    }

    @Test("without consent for its purpose a vault is not opened; withdrawing ends openings at once")
    func consent() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        #expect(access.opening.purpose == .moneyTracking)
        fixture.surroundings.state.withLock { $0.withdrawn = [.moneyImport] }
        await #expect(throws: VaultError.noConsent(.moneyImport)) { try await fixture.open(.moneyImport) }
        fixture.surroundings.state.withLock { $0.withdrawn = [.moneyTracking] }
        fixture.registry.endOpenings(of: fixture.vault, for: .moneyTracking)
        await #expect(throws: VaultError.noConsent(.moneyTracking)) {
            try await fixture.registry.enter(
                fixture.vault,
                holder: fixture.slot.id,
                purpose: .moneyTracking,
                at: .zero
            )
        }
    }

    @Test("one opening lasts fifteen minutes of use, for one purpose; then another is written down")
    func renewal() async throws {
        let fixture = try await VaultFixture()
        _ = try await fixture.open()
        let slot = fixture.slot.id
        func enter(_ purpose: Purpose, after seconds: Int64) async throws {
            let time = Timestamp.zero.adding(seconds: seconds)
            _ = try await fixture.registry.enter(fixture.vault, holder: slot, purpose: purpose, at: time)
        }
        try await enter(.moneyTracking, after: 10)
        try await enter(.moneyTracking, after: 899)
        #expect(fixture.surroundings.state.withLock { $0.openings.count } == 1)
        try await enter(.export, after: 899)
        try await enter(.moneyTracking, after: 900)
        #expect(
            fixture.surroundings.state.withLock { $0.openings.map(\.purpose) } == [
                .moneyTracking, .export, .moneyTracking,
            ]
        )
    }

    @Test("the last holder to leave locks the vault; the others keep it open")
    func leaving() async throws {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        try await fixture.add(1, to: access)
        let secret = SharedSecret(.random(count: 32))
        let second = try await VaultFixture.makeSlot(
            .session,
            2,
            vault: fixture.vault,
            keys: fixture.keys,
            control: fixture.keys,
            secret,
            fixture.surroundings
        )
        let other = try await fixture.registry.open(second, with: secret.bytes, purpose: .moneyTracking, at: .zero)
        fixture.registry.leave(fixture.vault, holder: fixture.slot.id)
        #expect(try await fixture.sum(other) == 1)
        #expect(
            fixture.registry.access(fixture.vault, holder: fixture.slot.id, purpose: .moneyTracking, at: .zero) == nil
        )
        fixture.registry.leave(fixture.vault, holder: second.id)
        await #expect(throws: VaultError.locked) { try await fixture.sum(other) }
        #expect(fixture.registry.occupancy.vaults == 0)
    }

    @Test("a snapshot is left behind where the next opening would replay much, and none where it would not")
    func leavingALongTail() async throws {
        let fixture = try await VaultFixture()
        let store = fixture.store
        var access = try await fixture.open()
        try await fixture.add(1, to: access)
        await fixture.registry.compactBeforeLeaving(fixture.vault, at: .zero)
        fixture.registry.leave(fixture.vault, holder: fixture.slot.id)
        #expect(try await store.segments(of: fixture.vault, after: 0, byteCountMaximum: 1 << 20).count == 1)
        access = try await fixture.open()
        for _ in 0..<256 { try await fixture.add(1, to: access) }
        await fixture.registry.compactBeforeLeaving(fixture.vault, at: .zero)
        fixture.registry.leave(fixture.vault, holder: fixture.slot.id)
        await #expect(throws: VaultError.locked) { try await fixture.sum(access) }
        #expect(try await store.segments(of: fixture.vault, after: 0, byteCountMaximum: 1 << 20).isEmpty)
        #expect(try await fixture.sum(try await fixture.open()) == 257)
    }

    @Test("open vaults beyond the limit of memory are locked, the one not used for longest first")
    func eviction() async throws {
        let small = try await VaultFixture()
        let access = try await small.open()
        // Random numbers do not compress: about 1.6 MB sealed, over the fixture's limit of 1 MiB.
        var generator = SystemRandomNumberGenerator()
        let numbers = (0..<200_000).map { _ in Int64.random(in: -1 << 40...1 << 40, using: &generator) }
        _ = try await access.commit(Tally.self, at: .zero) { _, _ in Planned(changes: numbers, outcome: 0) }
        let other = VaultID(high: 9, low: 9)
        try await small.store.create(other)
        let secret = SharedSecret(.random(count: 32))
        let slot = try await VaultFixture.makeSlot(
            .passphrase,
            9,
            vault: other,
            keys: small.keys,
            control: small.keys,
            secret,
            small.surroundings
        )
        _ = try await small.registry.open(slot, with: secret.bytes, purpose: .moneyTracking, at: .zero)
        #expect(small.registry.occupancy.vaults == 1)
        await #expect(throws: VaultError.locked) { try await small.sum(access) }
        #expect(try await small.sum(try await small.open()) == numbers.reduce(0, +))
    }
}
