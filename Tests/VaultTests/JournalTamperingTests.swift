import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing
import Vault

/// What somebody with write access to the vaults store might try.
@Suite("A tampered journal")
struct JournalTamperingTests {
    /// A journal of three segments, and a way to present an altered copy of it as the store.
    private func journal() async throws -> (VaultFixture, [StoredSegment], JournalHead) {
        let fixture = try await VaultFixture()
        let access = try await fixture.open()
        for number in 1...3 { try await fixture.add(Int64(number), to: access) }
        fixture.registry.lockAll()
        let segments = try await fixture.store.segments(of: fixture.vault, after: 0, byteCountMaximum: 1 << 20)
        let head = try #require(try await fixture.store.head(of: fixture.vault))
        return (fixture, segments, head)
    }

    private func reopening(
        _ fixture: VaultFixture,
        _ segments: [StoredSegment],
        head: JournalHead
    ) async throws -> Int64 {
        try await fixture.store.delete(fixture.vault)
        try await fixture.store.create(fixture.vault)
        if !segments.isEmpty {
            let append = JournalAppend(vault: fixture.vault, expected: .empty, segments: segments, head: head)
            try await fixture.store.append(append)
        }
        defer { fixture.registry.lockAll() }
        return try await fixture.sum(try await fixture.open())
    }

    private func renumbered(_ segments: [StoredSegment]) -> [StoredSegment] {
        segments.enumerated().map { StoredSegment(index: JournalIndex($0.offset + 1), bytes: $0.element.bytes) }
    }

    /// The head that an attacker who knows the (keyless) chain would write beside his segments.
    private func forgedHead(_ segments: [StoredSegment], _ vault: VaultID) throws -> JournalHead {
        try JournalChain.head(after: .empty, appending: segments, in: vault)
    }

    @Test("untouched, it opens")
    func untouched() async throws {
        let (fixture, segments, head) = try await journal()
        #expect(try await reopening(fixture, segments, head: head) == 6)
    }

    @Test("a segment dropped from the middle, swapped or repeated does not open, even with a forged head")
    func reordered() async throws {
        let (fixture, segments, _) = try await journal()
        fixture.surroundings.state.withLock { $0.heads = [:] }
        for attempt in [[0, 2], [1, 0, 2], [0, 1, 1], [0, 0]] {
            let forged = renumbered(attempt.map { segments[$0] })
            let head = try forgedHead(forged, fixture.vault)
            await #expect(throws: VaultError.self, "\(attempt)") { try await reopening(fixture, forged, head: head) }
        }
    }

    @Test("a journal cut short, or gone, is a rollback: the metadata store has seen more")
    func truncated() async throws {
        let (fixture, segments, _) = try await journal()
        fixture.surroundings.state.withLock { $0.heads[fixture.vault] = JournalHead(index: 3, hash: [1]) }
        for count in 0..<3 {
            let kept = Array(segments.prefix(count))
            let head = try forgedHead(kept, fixture.vault)
            await #expect(throws: VaultError.rolledBack, "\(count) kept") {
                try await reopening(fixture, kept, head: head)
            }
        }
    }

    @Test("another history of the same length (a fork) is a rollback too")
    func fork() async throws {
        let (fixture, segments, head) = try await journal()
        fixture.surroundings.state.withLock { $0.heads[fixture.vault] = head }
        let prefix = Array(segments.prefix(2))
        fixture.surroundings.state.withLock { $0.heads = [:] }
        _ = try await reopening(fixture, prefix, head: try forgedHead(prefix, fixture.vault))
        try await fixture.add(999, to: try await fixture.open())
        fixture.registry.lockAll()
        fixture.surroundings.state.withLock { $0.heads[fixture.vault] = head }
        await #expect(throws: VaultError.rolledBack) { try await fixture.open() }
    }

    @Test("a changed bit anywhere in a segment is found, and named by its index")
    func everyByte() async throws {
        let (fixture, segments, _) = try await journal()
        fixture.surroundings.state.withLock { $0.heads = [:] }
        var generator = SeededGenerator.printingSeed("everyByte")
        for offset in segments[1].bytes.indices where offset < 100 || offset % 13 == 0 {
            var bytes = segments[1].bytes
            bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            let forged = [segments[0], StoredSegment(index: 2, bytes: bytes), segments[2]]
            let head = try forgedHead(forged, fixture.vault)
            await #expect(throws: VaultError.damaged(2), "byte \(offset)") {
                try await reopening(fixture, forged, head: head)
            }
        }
    }

    @Test("a segment of another vault does not open in this one")
    func otherVault() async throws {
        let (fixture, segments, _) = try await journal()
        let (stranger, foreign, _) = try await journal()
        withExtendedLifetime(stranger) {}
        fixture.surroundings.state.withLock { $0.heads = [:] }
        let forged = [segments[0], foreign[1]]
        let head = try forgedHead(forged, fixture.vault)
        await #expect(throws: VaultError.damaged(2)) { try await reopening(fixture, forged, head: head) }
    }
}
