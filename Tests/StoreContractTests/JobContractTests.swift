import Jobs
import Primitives
import Testing

@Suite("Job store contract")
struct JobContractTests {
    private let start = Timestamp(seconds: 1000)
    private let first = [UInt8](repeating: 1, count: 16)
    private let second = [UInt8](repeating: 2, count: 16)

    private func job(
        _ number: UInt64,
        _ kind: JobKind = "tests.work",
        subject: VaultID? = nil,
        unique: [UInt8]? = nil,
        payload: [UInt8] = [],
        notBefore seconds: Int64 = 1000
    ) -> Job {
        Job(
            id: JobID(high: 0, low: number),
            kind: kind,
            subject: subject,
            unique: unique,
            payload: payload,
            notBefore: Timestamp(seconds: seconds),
            created: start
        )
    }

    private func request(_ holder: [UInt8], limit: Int = 10, _ kinds: [JobKind] = ["tests.work"]) -> JobRequest {
        JobRequest(kinds: kinds, holder: holder, limit: limit, leaseSeconds: 30)
    }

    @Test("a job comes back as it was put in", arguments: StoreUnderTest.allCases)
    func roundTrip(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        let plain = job(1)
        let full = job(2, "tests.other", subject: .alice, unique: [7, 7], payload: [1, 2, 3], notBefore: 2000)
        try await jobs.add(plain)
        try await jobs.add(full)
        #expect(try await jobs.job(plain.id) == plain)
        #expect(try await jobs.job(full.id) == full)
        #expect(try await jobs.job(JobID(high: 9, low: 9)) == nil)
        #expect(try await jobs.jobs(after: nil, limit: 10) == [plain, full])
        #expect(try await jobs.jobs(after: plain.id, limit: 10) == [full])
        #expect(try await jobs.jobs(after: nil, limit: 1) == [plain])
        await #expect(throws: StoreError.conflict) { try await jobs.add(plain) }
    }

    @Test("a unique key is held by one job of a kind, until it is done", arguments: StoreUnderTest.allCases)
    func unique(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        try await jobs.add(job(1, unique: [1]))
        await #expect(throws: StoreError.notUnique) { try await jobs.add(job(2, unique: [1])) }
        try await jobs.add(job(3, "tests.other", unique: [1]))
        try await jobs.add(job(4))
        try await jobs.add(job(5))
        let taken = try #require(try await jobs.take(request(first, limit: 1), now: start).first)
        try await jobs.settle(taken.claim, .dead(.refused))
        await #expect(throws: StoreError.notUnique) { try await jobs.add(job(2, unique: [1])) }
        #expect(try await jobs.revive(taken.id, now: start))
        let again = try #require(try await jobs.take(request(first), now: start).first { $0.id == taken.id })
        try await jobs.settle(again.claim, .done)
        try await jobs.add(job(2, unique: [1]))
    }

    @Test(
        "jobs are taken when they are due, the longest due first, and only of the kinds asked for",
        arguments: StoreUnderTest.allCases
    )
    func taking(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        try await jobs.add(job(1, notBefore: 1003))
        try await jobs.add(job(2, notBefore: 1001))
        try await jobs.add(job(3, "tests.other", notBefore: 1001))
        try await jobs.add(job(4, notBefore: 1002))
        #expect(try await jobs.take(request(first), now: start).isEmpty)
        #expect(try await jobs.take(request(first, limit: 0), now: start.adding(seconds: 9)).isEmpty)
        #expect(try await jobs.take(request(first, []), now: start.adding(seconds: 9)).isEmpty)
        let two = try await jobs.take(request(first, limit: 2), now: start.adding(seconds: 9))
        #expect(two.map(\.id.low) == [2, 4])
        #expect(two.allSatisfy { $0.attempts == 1 && $0.fencingToken == 1 })
        #expect(two[0].state == .leased(JobLease(holder: first, expires: start.adding(seconds: 39))))
        let rest = try await jobs.take(request(second, limit: 5), now: start.adding(seconds: 9))
        #expect(rest.map(\.id.low) == [1])
        #expect(try await jobs.job(JobID(high: 0, low: 2)) == two[0])
    }

    @Test(
        "a job whose holder fell silent is taken by another, and the first can no longer write",
        arguments: StoreUnderTest.allCases
    )
    func fencing(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        try await jobs.add(job(1, payload: [0]))
        let lost = try #require(try await jobs.take(request(first), now: start).first)
        try await jobs.renew(lost.claim, expires: start.adding(seconds: 40))
        #expect(try await jobs.take(request(second), now: start.adding(seconds: 39)).isEmpty)
        let taken = try #require(try await jobs.take(request(second), now: start.adding(seconds: 40)).first)
        #expect(taken.fencingToken == 2 && taken.attempts == 2)
        let end = start.adding(seconds: 99)
        await #expect(throws: StoreError.conflict) { try await jobs.renew(lost.claim, expires: end) }
        await #expect(throws: StoreError.conflict) { try await jobs.save(lost.claim, payload: [9], expires: end) }
        for settlement in [
            JobSettlement.done, .dead(.refused), .waitForOpening(payload: [9]),
            .again(at: start, payload: [9], attempts: 0, failure: nil),
        ] {
            await #expect(throws: StoreError.conflict) { try await jobs.settle(lost.claim, settlement) }
        }
        #expect(try await jobs.job(taken.id) == taken)
    }

    @Test("progress is kept and the attempts begin anew", arguments: StoreUnderTest.allCases)
    func progress(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        try await jobs.add(job(1, payload: [0]))
        let taken = try #require(try await jobs.take(request(first), now: start).first)
        try await jobs.settle(
            taken.claim,
            .again(at: start.adding(seconds: 5), payload: nil, attempts: 1, failure: .attempt)
        )
        let failed = try #require(try await jobs.job(taken.id))
        #expect(failed.payload == [0] && failed.failure == .attempt)
        #expect(failed.state == .ready(notBefore: start.adding(seconds: 5)))
        #expect(try await jobs.take(request(first), now: start.adding(seconds: 4)).isEmpty)
        let again = try #require(try await jobs.take(request(first), now: start.adding(seconds: 5)).first)
        #expect(again.attempts == 2 && again.fencingToken == 2)
        try await jobs.save(again.claim, payload: [5, 6], expires: start.adding(seconds: 60))
        let saved = try #require(try await jobs.job(taken.id))
        #expect(saved.payload == [5, 6] && saved.attempts == 1 && saved.failure == nil)
        #expect(saved.state == .leased(JobLease(holder: first, expires: start.adding(seconds: 60))))
        try await jobs.settle(again.claim, .done)
        #expect(try await jobs.job(taken.id) == nil)
        await #expect(throws: StoreError.conflict) { try await jobs.settle(again.claim, .done) }
    }

    @Test(
        "what waits for an opening is ready after its own vault's, and not before",
        arguments: StoreUnderTest.allCases
    )
    func waking(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        try await jobs.add(job(1, subject: .alice))
        try await jobs.add(job(2, subject: .alice))
        try await jobs.add(job(3, subject: .alice, notBefore: 5000))
        #expect(try await jobs.wake(.alice, now: start) == 0)
        for taken in try await jobs.take(request(first), now: start) {
            try await jobs.settle(taken.claim, .waitForOpening(payload: [4]))
        }
        let far = start.adding(seconds: 100_000)
        #expect(try await jobs.take(request(first), now: far).map(\.id.low) == [3])
        #expect(try await jobs.wake(.bob, now: far) == 0)
        #expect(try await jobs.wake(.alice, now: far) == 2)
        #expect(try await jobs.wake(.alice, now: far) == 0)
        let woken = try await jobs.take(request(first), now: far)
        #expect(woken.map(\.id.low) == [1, 2])
        #expect(woken.allSatisfy { $0.payload == [4] && $0.attempts == 1 })
    }

    @Test("only a dead job is revived, with its attempts from 0", arguments: StoreUnderTest.allCases)
    func reviving(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        try await jobs.add(job(1))
        let id = JobID(high: 0, low: 1)
        #expect(try await jobs.revive(id, now: start) == false)
        let taken = try #require(try await jobs.take(request(first), now: start).first)
        #expect(try await jobs.revive(id, now: start) == false)
        try await jobs.settle(taken.claim, .dead(.exhausted))
        #expect(try await jobs.job(id)?.state == .dead(.exhausted))
        #expect(try await jobs.take(request(first), now: start.adding(seconds: 100_000)).isEmpty)
        #expect(try await jobs.revive(JobID(high: 9, low: 9), now: start) == false)
        #expect(try await jobs.revive(id, now: start))
        #expect(try await jobs.take(request(first), now: start).first?.attempts == 1)
    }

    @Test("a vault's jobs can be deleted at once, even those that somebody holds", arguments: StoreUnderTest.allCases)
    func deleting(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        try await jobs.add(job(1, subject: .alice))
        try await jobs.add(job(2, subject: .alice))
        try await jobs.add(job(3, subject: .bob))
        let taken = try #require(try await jobs.take(request(first, limit: 1), now: start).first)
        try await jobs.deleteAll(of: .alice)
        #expect(try await jobs.jobs(after: nil, limit: 10).map(\.id.low) == [3])
        await #expect(throws: StoreError.conflict) { try await jobs.settle(taken.claim, .done) }
    }

    @Test("two instances that take at once share the jobs and none gets one twice", arguments: StoreUnderTest.allCases)
    func sharing(_ store: StoreUnderTest) async throws {
        let jobs = try store.open().jobs
        for number in 1...60 { try await jobs.add(job(UInt64(number))) }
        let taken = try await withThrowingTaskGroup(of: [Job].self) { group in
            for holder in [first, second] {
                for _ in 0..<10 {
                    group.addTask { try await jobs.take(request(holder, limit: 3), now: start) }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 60)
        #expect(Set(taken.map(\.id)).count == 60)
    }
}
