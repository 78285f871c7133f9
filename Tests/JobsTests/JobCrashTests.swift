import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Jobs

/// Two runners over one store, one of which dies at any moment: no work is lost, and no progress goes backwards.
@Suite("Jobs and crashes")
struct JobCrashTests {
    private static let stepsOfAJob: UInt8 = 5

    @Test("whatever is interrupted, each job is done, and its progress never goes backwards")
    func kills() async throws {
        var random = SeededGenerator.printingSeed("jobs, kills")
        for _ in 0..<40 { try await oneLife(&random) }
    }

    private func oneLife(_ random: inout SeededGenerator) async throws {
        let world = JobWorld()
        let ledger = Ledger()
        let jobCount = Int.random(in: 1...6, using: &random)
        for number in 0..<jobCount {
            try await world.queue.add("tests.work", payload: [UInt8(number), 0], unique: [UInt8(number)])
        }
        let killAfter = Int.random(in: 1...30, using: &random)
        let mortal = DyingStore(world.store, writesToLive: killAfter)
        let dying = runner(world, over: mortal, ledger)
        let surviving = runner(world, over: world.store, ledger)
        for _ in 0..<300 {
            let one = Bool.random(using: &random) ? dying : surviving
            do { _ = try await one.runDue() } catch { #expect(mortal.isDead) }
            world.advance(seconds: Int64.random(in: 0...20, using: &random))
            if Int.random(in: 0..<4, using: &random) == 0 {
                try await world.queue.add("tests.work", payload: [0, 0], unique: [0])
            }
            for job in try await world.queue.jobs(limit: 100) { ledger.see(job) }
            if try await world.queue.jobs(limit: 100).isEmpty { break }
        }
        for _ in 0..<3 {
            world.advance(seconds: 100_000)
            try await surviving.runDue()
        }
        #expect(try await world.queue.jobs(limit: 100).isEmpty)
        #expect(ledger.finished.isSuperset(of: (0..<jobCount).map(UInt8.init)))
        #expect(ledger.backwardCount == 0)
    }

    private func runner(_ world: JobWorld, over store: any JobStore, _ ledger: Ledger) -> JobRunner {
        let handler = ScriptedHandler("tests.work", attemptMaximum: .max) { job in
            let step = job.payload[1] + 1
            guard step < Self.stepsOfAJob else {
                ledger.finish(job.payload[0])
                return .done
            }
            return .more([job.payload[0], step])
        }
        return JobRunner(
            JobQueue(store: store, now: { world.moment }, random: world.queue.random),
            JobRunner.Surroundings(
                pause: { _ in try await Task.sleep(for: .seconds(3600)) },
                isOpen: { _ in false },
                report: { _ in }
            ),
            handlers: [handler],
            schedules: []
        )
    }
}

/// What was seen of all jobs.
private final class Ledger: Sendable {
    private struct State {
        var finished: Set<UInt8> = []
        var progress: [JobID: UInt8] = [:]
        var backwardCount = 0
    }

    private let state = Mutex(State())

    var finished: Set<UInt8> { state.withLock { $0.finished } }
    var backwardCount: Int { state.withLock { $0.backwardCount } }

    func finish(_ number: UInt8) { state.withLock { _ = $0.finished.insert(number) } }

    func see(_ job: Job) {
        state.withLock { state in
            if let before = state.progress[job.id], before > job.payload[1] { state.backwardCount += 1 }
            state.progress[job.id] = job.payload[1]
        }
    }
}

/// The store as a process sees it that is killed after so many writes: the last of them may or may not be kept.
private final class DyingStore: JobStore {
    private let store: InMemoryJobStore
    private let left: Mutex<Int>

    init(_ store: InMemoryJobStore, writesToLive: Int) {
        self.store = store
        left = Mutex(writesToLive)
    }

    var isDead: Bool { left.withLock { $0 <= 0 } }

    /// Lets a write through, once more after death is near lets it through without an answer.
    private func dying<Value>(_ write: () async throws(StoreError) -> Value) async throws(StoreError) -> Value {
        let remaining = left.withLock { left in
            left -= 1
            return left
        }
        guard remaining >= 0 else { throw .unavailable }
        let value = try await write()
        guard remaining > 0 else { throw .unavailable }
        return value
    }

    func add(_ job: Job) async throws(StoreError) {
        try await dying { () async throws(StoreError) in try await store.add(job) }
    }

    func job(_ id: JobID) async throws(StoreError) -> Job? { try await store.job(id) }

    func jobs(after id: JobID?, limit: Int) async throws(StoreError) -> [Job] {
        try await store.jobs(after: id, limit: limit)
    }

    func take(_ request: JobRequest, now: Timestamp) async throws(StoreError) -> [Job] {
        try await dying { () async throws(StoreError) in try await store.take(request, now: now) }
    }

    func renew(_ claim: JobClaim, expires: Timestamp) async throws(StoreError) {
        try await dying { () async throws(StoreError) in try await store.renew(claim, expires: expires) }
    }

    func save(_ claim: JobClaim, payload: [UInt8], expires: Timestamp) async throws(StoreError) {
        try await dying { () async throws(StoreError) in
            try await store.save(claim, payload: payload, expires: expires)
        }
    }

    func settle(_ claim: JobClaim, _ settlement: JobSettlement) async throws(StoreError) {
        try await dying { () async throws(StoreError) in try await store.settle(claim, settlement) }
    }

    func wake(_ subject: VaultID, now: Timestamp) async throws(StoreError) -> Int {
        try await dying { () async throws(StoreError) in try await store.wake(subject, now: now) }
    }

    func revive(_ id: JobID, now: Timestamp) async throws(StoreError) -> Bool {
        try await dying { () async throws(StoreError) in try await store.revive(id, now: now) }
    }

    func deleteAll(of subject: VaultID) async throws(StoreError) {
        try await dying { () async throws(StoreError) in try await store.deleteAll(of: subject) }
    }
}
