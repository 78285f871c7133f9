import Primitives
import Synchronization
import TestSupport
import Testing

@testable import Jobs

@Suite("Job runner")
struct JobRunnerTests {
    @Test("a job goes through its steps, keeps its place after each, and is gone when it is done")
    func steps() async throws {
        let world = JobWorld()
        let handler = ScriptedHandler("tests.count") { job in
            let number = (job.payload.first ?? 0) + 1
            return number < 4 ? .more([number]) : .done
        }
        let runner = world.runner([handler])
        try await world.queue.add("tests.count")
        #expect(try await runner.runDue() == 1)
        #expect(handler.payloads == [[], [1], [2], [3]])
        #expect(try await world.queue.jobs(limit: 10).isEmpty)
        #expect(world.events == [.done("tests.count")])
    }

    @Test("the same unique key is queued once")
    func unique() async throws {
        let world = JobWorld()
        #expect(try await world.queue.add("tests.count", unique: [1]) != nil)
        #expect(try await world.queue.add("tests.count", unique: [1]) == nil)
        #expect(try await world.queue.jobs(limit: 10).count == 1)
    }

    @Test("a failing job is tried again later and later, and then lies with the dead letters until it is brought back")
    func backoff() async throws {
        let world = JobWorld()
        let handler = ScriptedHandler("tests.count", attemptMaximum: 3) { _ in throw Broken() }
        let runner = world.runner([handler])
        let id = try #require(try await world.queue.add("tests.count", payload: [7]))
        var waits: [Int64] = []
        for _ in 0..<2 {
            #expect(try await runner.runDue() == 1)
            let job = try #require(try await world.queue.job(id))
            guard case .ready(let notBefore) = job.state else { throw Broken() }
            #expect(job.failure == .attempt && job.payload == [7])
            waits.append(notBefore.milliseconds - world.moment.milliseconds)
            world.advance(milliseconds: waits[waits.count - 1] - 1)
            #expect(try await runner.runDue() == 0)
            world.advance(milliseconds: 1)
        }
        #expect((1000...2000).contains(waits[0]) && (2000...4000).contains(waits[1]))
        #expect(try await runner.runDue() == 1)
        #expect(try await world.queue.job(id)?.state == .dead(.exhausted))
        #expect(world.events.last == .dead("tests.count", .exhausted))
        world.advance(seconds: 100_000)
        #expect(try await runner.runDue() == 0)
        #expect(try await world.queue.retry(id))
        #expect(try await runner.runDue() == 1)
        #expect(handler.payloads.count == 4)
    }

    @Test("a failure that cannot pass ends a job at once")
    func refusal() async throws {
        let world = JobWorld()
        let refused = ScriptedHandler("tests.refused") { _ in .fail(.refused) }
        let damaged = ScriptedHandler("tests.damaged") { _ in throw JobFailure.payload }
        let runner = world.runner([refused, damaged])
        let ids = [try await world.queue.add("tests.refused"), try await world.queue.add("tests.damaged")]
        try await runner.runDue()
        #expect(try await world.queue.job(try #require(ids[0]))?.state == .dead(.refused))
        #expect(try await world.queue.job(try #require(ids[1]))?.state == .dead(.payload))
    }

    @Test("a job that kills its process every time ends with the dead letters")
    func poison() async throws {
        let world = JobWorld()
        let handler = ScriptedHandler("tests.count", attemptMaximum: 2) { _ in .done }
        let id = try #require(try await world.queue.add("tests.count"))
        for _ in 0..<2 {
            // Taken by a process that dies: nobody settles.
            let request = JobRequest(kinds: ["tests.count"], holder: Array(0..<16), limit: 1, leaseSeconds: 30)
            #expect(try await world.store.take(request, now: world.moment).count == 1)
            world.advance(seconds: 30)
        }
        try await world.runner([handler]).runDue()
        #expect(try await world.queue.job(id)?.state == .dead(.lapsed))
        #expect(handler.payloads.isEmpty)
    }

    @Test("of a schedule one job stands in the queue, whatever the number of instances, failures included")
    func schedules() async throws {
        let world = JobWorld()
        let isBroken = Mutex(false)
        let handler = ScriptedHandler("tests.check", attemptMaximum: 1) { _ in
            if isBroken.withLock({ $0 }) { throw Broken() }
            return .done
        }
        let schedule = JobSchedule("tests.check", everySeconds: 600)
        let runners = (0..<3).map { _ in world.runner([handler], [schedule]) }
        for runner in runners { try await runner.runDue() }
        #expect(handler.payloads.count == 1)
        #expect(try await world.queue.jobs(limit: 10).count == 1)
        world.advance(seconds: 599)
        for runner in runners { try await runner.runDue() }
        #expect(handler.payloads.count == 1)
        isBroken.withLock { $0 = true }
        world.advance(seconds: 1)
        for runner in runners { try await runner.runDue() }
        #expect(handler.payloads.count == 2)
        let job = try #require(try await world.queue.jobs(limit: 10).first)
        #expect(job.failure == .exhausted && job.due == world.moment.adding(seconds: 600))
        isBroken.withLock { $0 = false }
        world.advance(seconds: 600)
        for runner in runners { try await runner.runDue() }
        #expect(try await world.queue.jobs(limit: 10).map(\.failure) == [nil])
    }

    @Test("a job that needs her keys waits for her opening, and an opening in between is not missed")
    func opening() async throws {
        let world = JobWorld()
        let handler = ScriptedHandler("tests.reseal") { [world] _ in
            world.isOpen ? .done : .waitForOpening([1])
        }
        let runner = world.runner([handler])
        let alice = VaultID(high: 1, low: 1)
        let id = try #require(try await world.queue.add("tests.reseal", subject: alice))
        #expect(try await runner.runDue() == 1)
        world.advance(seconds: 100_000)
        #expect(try await runner.runDue() == 0)
        #expect(try await world.queue.job(id)?.state == .waitingForOpening)
        world.isOpen = true
        try await world.queue.wake(subject: alice)
        #expect(try await runner.runDue() == 1)
        #expect(try await world.queue.job(id) == nil)

        // Opened after the handler looked and before its answer was kept.
        let late = ScriptedHandler("tests.late") { [world] _ in
            defer { world.isOpen = true }
            return world.isOpen ? .done : .waitForOpening([1])
        }
        world.isOpen = false
        try await world.queue.add("tests.late", subject: alice)
        #expect(try await world.runner([late]).runDue() == 2)
    }

    @Test("after its slice a long job lets the others have their turn")
    func slices() async throws {
        let world = JobWorld()
        let order = Mutex<[String]>([])
        let long = ScriptedHandler("tests.long") { [world] job in
            order.withLock { $0.append("long") }
            world.advance(seconds: 4)
            let number = (job.payload.first ?? 0) + 1
            return number < 6 ? .more([number]) : .done
        }
        let short = ScriptedHandler("tests.short") { _ in
            order.withLock { $0.append("short") }
            return .done
        }
        let runner = world.runner([long, short])
        try await world.queue.add("tests.long")
        world.advance(seconds: 1)
        try await world.queue.add("tests.short")
        try await runner.runDue()
        #expect(order.withLock { $0 } == ["long", "long", "long", "short", "long", "long", "long"])
    }

    @Test("a running step keeps its lease by heartbeats, and stops when another has taken the job")
    func heartbeat() async throws {
        let world = JobWorld()
        let entered = AsyncStream.makeStream(of: Void.self)
        let handler = ScriptedHandler("tests.slow") { _ in
            entered.continuation.yield()
            try await Task.sleep(for: .seconds(60))
            return .done
        }
        let runner = world.runner([handler], pause: { _ in try await Task.sleep(for: .milliseconds(5)) })
        let id = try #require(try await world.queue.add("tests.slow"))
        let working = Task { try await runner.runDue() }
        for await _ in entered.stream { break }
        world.advance(seconds: 29)
        try await eventually {
            try await world.queue.job(id)?.due ?? world.moment >= world.moment.adding(seconds: 30)
        }
        // The clock leaps over the lease, as for a process that was frozen, and another takes the job.
        world.advance(seconds: 40)
        let request = JobRequest(kinds: ["tests.slow"], holder: Array(0..<16), limit: 1, leaseSeconds: 600)
        try await eventually {
            world.advance(seconds: 40)
            return try await world.store.take(request, now: world.moment).count == 1
        }
        _ = try await working.value
        #expect(world.events == [.lost("tests.slow")])
    }

    @Test("a runner works at no more jobs at a time than it may, and stops after the running steps")
    func width() async throws {
        let world = JobWorld()
        let gauge = Mutex((now: 0, most: 0))
        let handler = ScriptedHandler("tests.many") { job in
            gauge.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            try await Task.sleep(for: .milliseconds(2))
            gauge.withLock { $0.now -= 1 }
            return job.payload.isEmpty ? .done : .more(job.payload)
        }
        let runner = world.runner([handler], pause: { _ in try await Task.sleep(for: .milliseconds(1)) })
        for _ in 0..<20 { try await world.queue.add("tests.many") }
        let running = Task { await runner.run() }
        try await eventually { try await world.queue.jobs(limit: 100).isEmpty }
        #expect(gauge.withLock { $0.most } == 2)
        // One that never ends is put back at the end of its step, not abandoned.
        let id = try #require(try await world.queue.add("tests.many", payload: [1]))
        try await eventually { handler.payloads.contains([1]) }
        runner.stop()
        await running.value
        #expect(gauge.withLock { $0.now } == 0)
        guard case .ready = try await world.queue.job(id)?.state else {
            Issue.record("the job was not given back")
            return
        }
    }

    /// Waits for what another task brings about; the test's time limit ends it otherwise.
    private func eventually(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<5000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("it did not come about within ten seconds")
    }
}
