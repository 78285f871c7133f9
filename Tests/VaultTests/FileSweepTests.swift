import Primitives
import Sealing
import Testing

@testable import Vault

/// Goal: a file that nothing names goes, and one that something names, or may come to name, stays.
///
/// Method: ``Tally`` names the files whose low halves are its numbers.
@Suite("Sweep of files")
struct FileSweepTests {
    private static let day: Int64 = 86_400

    private func id(_ number: UInt64) -> FileID { FileID(high: 0, low: number) }

    @Test("unnamed files go after a day of rest, named ones stay")
    func unnamed() async throws {
        let files = InMemoryFileStore(now: { .zero })
        let fixture = try await VaultFixture(files: files)
        for number in 1...3 as ClosedRange<UInt64> { try await files.put(id(number), of: fixture.vault, bytes: [1]) }
        let access = try await fixture.open()
        try await fixture.add(2, to: access)
        #expect(await fixture.registry.sweepFiles(at: .zero.adding(seconds: Self.day - 1)) == 0)
        #expect(try await files.list(of: fixture.vault).count == 3)
        // Looked at a moment ago: not again before tomorrow.
        #expect(await fixture.registry.sweepFiles(at: .zero.adding(seconds: Self.day + 1)) == 0)
        #expect(await fixture.registry.sweepFiles(at: .zero.adding(seconds: 2 * Self.day)) == 2)
        #expect(try await files.list(of: fixture.vault) == [id(2)])
    }

    @Test("a vault that is closed, or open without every tracker's key, is left alone")
    func closed() async throws {
        let files = InMemoryFileStore(now: { .zero })
        let fixture = try await VaultFixture(files: files)
        try await files.put(id(1), of: fixture.vault, bytes: [1])
        let later = Timestamp.zero.adding(seconds: 10 * Self.day)
        #expect(await fixture.registry.sweepFiles(at: later) == 0)
        let keys = fixture.keys.limited(to: [Tally.id])
        let slot = try await VaultFixture.makeSlot(
            .member,
            2,
            vault: fixture.vault,
            keys: keys,
            control: fixture.keys,
            fixture.holderKey,
            fixture.surroundings
        )
        _ = try await fixture.registry.open(
            slot,
            with: fixture.holderKey.bytes,
            purpose: .moneyTracking,
            at: .zero
        )
        #expect(await fixture.registry.sweepFiles(at: later) == 0)
        #expect(try await files.list(of: fixture.vault) == [id(1)])
    }

    @Test("what another process named is not swept")
    func elsewhere() async throws {
        let files = InMemoryFileStore(now: { .zero })
        let fixture = try await VaultFixture(files: files)
        try await files.put(id(7), of: fixture.vault, bytes: [1])
        _ = try await fixture.open()
        let second = fixture.secondRegistry()
        try await fixture.add(7, to: try await fixture.open(in: second))
        #expect(await fixture.registry.sweepFiles(at: .zero.adding(seconds: 3 * Self.day)) == 0)
        #expect(try await files.list(of: fixture.vault) == [id(7)])
    }

    @Test("many go in rounds, and a store that fails is asked again")
    func rounds() async throws {
        let files = InMemoryFileStore(now: { .zero })
        let fixture = try await VaultFixture(files: files)
        for number in 1...300 as ClosedRange<UInt64> { try await files.put(id(number), of: fixture.vault, bytes: [1]) }
        _ = try await fixture.open()
        let later = Timestamp.zero.adding(seconds: 3 * Self.day)
        files.fail(write: 1, with: .unavailable)
        #expect(await fixture.registry.sweepFiles(at: later) == 0)
        #expect(await fixture.registry.sweepFiles(at: later) == 256)
        #expect(await fixture.registry.sweepFiles(at: later) == 44)
        #expect(try await files.list(of: fixture.vault).isEmpty)
    }
}
