import Assurance
import Jobs
import KeyService
import Primitives
import Synchronization
import Testing

@testable import Composition

@Suite("The check of key rotation")
struct KeyRotationCheckTests {
    private static let day: Int64 = 86_400

    private final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_767_225_600)

        var now: Now { { Timestamp(seconds: self.seconds.withLock { $0 }) } }
        func advance(days: Int64) { seconds.withLock { $0 += days * KeyRotationCheckTests.day } }
    }

    private func world(_ clock: Clock) async throws -> (check: KeyRotationCheck, rotation: KeyRotation, jobs: JobQueue)
    {
        let store = InMemoryRecordStore()
        let ring = KeyEncryptionKeyRing(
            keyManagement: InMemoryKeyManagement(now: clock.now),
            store: store,
            environment: "test",
            region: "here",
            now: clock.now,
            onFetch: { _ in }
        )
        try await ring.prepare()
        let header = StoreHeader(kind: .metadata, environment: "test", region: "here")
        let rotation = KeyRotation(
            ring: ring,
            stores: [RotatingStore(store, ring: ring, header: header)],
            holds: NoKeyVersionHolds(),
            recorded: { _ in }
        )
        let records = SealedRecords(store: store, ring: ring, header: header, use: .metadata)
        try await records.put(RecordKey(kind: .installation, name: [1]), Word(), expected: 0)
        let jobs = JobQueue(store: InMemoryJobStore(), now: clock.now, random: { .random(in: 0 ... .max) })
        let check = KeyRotationCheck(
            rotation: rotation,
            schedule: { () async throws(StoreError) in
                try await jobs.jobs(limit: 10).first { $0.kind == KeyJobs.schedule.kind }
            },
            now: clock.now
        )
        return (check, rotation, jobs)
    }

    private struct Word: RecordCodable {
        init() {}
        init(decoding bytes: [UInt8]) throws(RecordDecodingError) {}
        func encode() -> [UInt8] { [] }
    }

    @Test("kept while every key is young; broken when one is older than it may be; kept again after a rotation")
    func ages() async throws {
        let clock = Clock()
        let (check, rotation, _) = try await world(clock)
        clock.advance(days: 90)
        #expect(try await check.run().verdict == .kept)
        clock.advance(days: 2)
        let broken = try await check.run()
        #expect(broken.verdict == .broken)
        #expect(broken.evidence.contains { $0.what == "Key vaults" && $0.found == "version 1, 92 days old" })
        for use in KEKUse.allCases where !use.isPinned { try await rotation.rotate(use) }
        let kept = try await check.run()
        #expect(kept.verdict == .kept)
        #expect(kept.evidence.contains { $0.what == "Key index" && $0.found.contains("pinned") })
    }

    @Test("broken when what was sealed under an old key stays there")
    func leftovers() async throws {
        let clock = Clock()
        let (check, rotation, _) = try await world(clock)
        try await rotation.rotate(.metadata)
        clock.advance(days: 7)
        #expect(try await check.run().verdict == .kept)
        clock.advance(days: 1)
        #expect(try await check.run().verdict == .broken)
        var pass = rotation.newPass()
        loop: while true {
            switch try await rotation.step(pass) {
            case .more(let next), .later(let next, _): pass = next
            case .done: break loop
            }
        }
        #expect(try await check.run().verdict == .kept)
    }

    @Test("broken when the job that rotates was given up")
    func job() async throws {
        let clock = Clock()
        let (check, _, jobs) = try await world(clock)
        let failing = FailingHandler()
        let runner = JobRunner(
            jobs,
            JobRunner.Surroundings(
                pause: { try await Task.sleep(for: $0) },
                isOpen: { _ in false },
                report: { _ in }
            ),
            handlers: [failing],
            schedules: [KeyJobs.schedule]
        )
        #expect(try await check.run().verdict == .kept)
        try await runner.runDue()
        #expect(try await check.run().verdict == .broken)
    }

    private struct FailingHandler: JobHandler {
        let kind = KeyJobs.schedule.kind
        let attemptMaximum: UInt32 = 1

        func step(_ job: Job) async throws -> JobStepResult { .retry(afterSeconds: nil) }
    }
}
