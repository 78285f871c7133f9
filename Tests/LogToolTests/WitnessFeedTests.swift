import Primitives
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import TransparencyLog

@Suite("Feeding witnesses")
struct WitnessFeedTests {
    /// A witness that is away for its first requests, and holds others back for as long as the test wants.
    private final class Fickle: WitnessClient {
        private let witness: DirectWitness<InMemoryWitnessStore>
        private let failuresLeft: Mutex<Int>

        init(_ witness: DirectWitness<InMemoryWitnessStore>, failureCount: Int) {
            self.witness = witness
            failuresLeft = Mutex(failureCount)
        }

        func add(_ request: [UInt8]) async throws(WitnessUnreachable) -> WitnessReply {
            let fails = failuresLeft.withLock { left in
                defer { left = max(0, left - 1) }
                return left > 0
            }
            guard !fails else { throw WitnessUnreachable() }
            return try await witness.add(request)
        }
    }

    /// Never answers.
    private struct Silent: WitnessClient {
        func add(_ request: [UInt8]) async throws(WitnessUnreachable) -> WitnessReply {
            do { try await Task.sleep(for: .seconds(600)) } catch { throw WitnessUnreachable() }
            throw WitnessUnreachable()
        }
    }

    private final class Seen: Sendable {
        let added = Mutex<[(witness: String, size: UInt64)]>([])
        let pauses = Mutex<[Duration]>([])
        let failures = Mutex<[WitnessOfferError]>([])

        func surroundings() -> WitnessFeed.Surroundings {
            WitnessFeed.Surroundings(
                add: { lines, key, checkpoint in
                    guard !lines.isEmpty else { return }
                    self.added.withLock { $0.append((key.name, checkpoint.head.size)) }
                },
                failed: { _, error, _ in self.failures.withLock { $0.append(error) } },
                sleep: { duration in
                    self.pauses.withLock { $0.append(duration) }
                    try Task.checkCancellation()
                    await Task.yield()
                },
                random: { 0 }
            )
        }

        /// Waits until so many were added; long, as other tests may have every thread of the pool for a while.
        func wait(for count: Int) async throws {
            let deadline = ContinuousClock.now + .seconds(120)
            while added.withLock({ $0.count }) < count, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }

    private func witness(_ log: TestLog, _ name: String) throws -> (DirectWitness<InMemoryWitnessStore>, NoteKey) {
        let signer = try NoteSigner(name: name, kind: .cosignature, privateKey: .random())
        let witness = LogWitness(
            signer: signer,
            logs: [log.key],
            store: InMemoryWitnessStore(),
            now: { Timestamp(seconds: 1_800_000_000) }
        )
        return (DirectWitness(witness), signer.key)
    }

    @Test("a witness that is away is asked again, later each time, and no other waits for it")
    func retried() async throws {
        let log = try TestLog()
        let (near, nearKey) = try witness(log, "near.example/w")
        let (far, farKey) = try witness(log, "far.example/w")
        let seen = Seen()
        let feed = WitnessFeed(
            [
                .init(key: nearKey, client: near), .init(key: farKey, client: Fickle(far, failureCount: 4)),
                .init(key: try witness(log, "silent.example/w").1, client: Silent()),
            ],
            tiles: log.store,
            surroundings: seen.surroundings()
        )
        let running = Task { await feed.run() }
        feed.published(try await log.publish(0..<5))
        try await seen.wait(for: 2)
        running.cancel()
        await running.value
        #expect(Set(seen.added.withLock { $0.map(\.witness) }) == ["near.example/w", "far.example/w"])
        #expect(Array(seen.pauses.withLock { $0 }.prefix(4)) == [1, 2, 4, 8].map { .seconds($0) })
        #expect(seen.failures.withLock { $0 }.prefix(4).allSatisfy { $0 == .unreachable })
    }

    @Test("after a pause the newest checkpoint is offered, and each new one wakes the feed")
    func newest() async throws {
        let log = try TestLog()
        let (direct, key) = try witness(log, "w.example/w")
        let seen = Seen()
        let feed = WitnessFeed(
            [.init(key: key, client: direct)],
            tiles: log.store,
            surroundings: seen.surroundings()
        )
        // Nobody runs it yet: publishing does not wait, and only the last one is kept.
        for number: UInt64 in 0..<5 { feed.published(try await log.publish(number..<number + 1)) }
        let running = Task { await feed.run() }
        try await seen.wait(for: 1)
        feed.published(try await log.publish(5..<6))
        try await seen.wait(for: 2)
        running.cancel()
        await running.value
        #expect(seen.added.withLock { $0.map(\.size) } == [5, 6])
    }

    @Test("pauses grow to five minutes and half as much again, and no further")
    func pauses() {
        typealias Feed = WitnessFeed
        #expect(Feed.pause(0, 0) == .seconds(1))
        #expect(Feed.pause(3, 0.5) == .seconds(10))
        #expect(Feed.pause(9, 0) == .seconds(300))
        #expect(Feed.pause(Int.max, 1) == .seconds(450))
        #expect(Feed.pause(4, 7) == .seconds(24))
    }
}
