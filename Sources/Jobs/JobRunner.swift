package import Primitives
import Synchronization

/// Takes jobs that are due and has their handlers do them, a bounded number at a time.
///
/// - Source: docs/spec/jobs.md §4 and §5.
package final class JobRunner: Sendable {
    /// What a runner needs from outside.
    package struct Surroundings: Sendable {
        let pause: @Sendable (Duration) async throws -> Void
        let isOpen: @Sendable (VaultID) -> Bool
        let report: @Sendable (JobEvent) -> Void

        /// - Parameters:
        ///   - pause: waits; throws when the task is cancelled.
        ///   - isOpen: whether a vault is open in this process.
        ///   - report: told what became of each attempt.
        package init(
            pause: @escaping @Sendable (Duration) async throws -> Void,
            isOpen: @escaping @Sendable (VaultID) -> Bool,
            report: @escaping @Sendable (JobEvent) -> Void
        ) {
            self.pause = pause
            self.isOpen = isOpen
            self.report = report
        }
    }

    /// The bounds of a runner.
    package struct Limits: Hashable, Sendable {
        /// Jobs at a time.
        package var width = 2
        /// How long a silent holder keeps a job: what a killed process delays it by.
        package var leaseSeconds: Int64 = 30
        /// After so long with one job, others that are due get their turn.
        package var sliceSeconds: Int64 = 10
        /// How often the store is asked for what other instances queued and what became due.
        package var pollMilliseconds = 1000
        package var backoff = JobBackoff()

        package init() {}
    }

    let queue: JobQueue
    let limits: Limits
    private let surroundings: Surroundings
    private let handlers: [JobKind: any JobHandler]
    private let schedules: [JobKind: JobSchedule]
    private let holder: [UInt8]
    private let stopped = Atomic(false)
    private let planned = Atomic(false)
    private let running = Atomic(0)

    package init(
        _ queue: JobQueue,
        _ surroundings: Surroundings,
        handlers: [any JobHandler],
        schedules: [JobSchedule],
        limits: Limits = Limits()
    ) {
        precondition(
            schedules.allSatisfy { schedule in handlers.contains { $0.kind == schedule.kind } },
            "a schedule has its handler"
        )
        self.queue = queue
        self.limits = limits
        self.surroundings = surroundings
        self.handlers = Dictionary(uniqueKeysWithValues: handlers.map { ($0.kind, $0) })
        self.schedules = Dictionary(uniqueKeysWithValues: schedules.map { ($0.kind, $0) })
        holder = JobID(high: queue.random(), low: queue.random()).bytes
    }

    /// Works until ``stop()``: whatever is due, and what becomes due.
    ///
    /// Once. Returns when no step runs any more. A store that does not answer is asked again at the next look.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            await self.serve()
            group.cancelAll()
        }
    }

    /// Ends ``run()`` after the steps that are running; their jobs go back to the queue.
    package func stop() {
        stopped.store(true, ordering: .relaxed)
        queue.signal.end()
    }

    var isStopped: Bool { stopped.load(ordering: .relaxed) }

    /// Does all that is due now, one job after another, and what that makes due.
    ///
    /// - Returns: how many times a job was taken.
    @discardableResult
    package func runDue() async throws(StoreError) -> Int {
        try await plan()
        var count = 0
        while let job = try await take(1).first {
            await work(job)
            count += 1
        }
        return count
    }

    private func serve() async {
        let signal = queue.signal
        await withDiscardingTaskGroup { group in
            for await _ in signal.stream where !isStopped {
                for job in await takeUnlessFailing() {
                    running.add(1, ordering: .relaxed)
                    group.addTask(priority: .utility) {  // after people's requests
                        await self.work(job)
                        self.running.subtract(1, ordering: .relaxed)
                        signal.give()
                    }
                }
            }
        }
    }

    /// Looks again every so often, on its own: other instances give no signal here.
    private func tick() async {
        while !isStopped {
            queue.signal.give()
            do {
                try await surroundings.pause(.milliseconds(limits.pollMilliseconds))
            } catch {
                return  // cancelled: no more looks
            }
        }
    }

    private func takeUnlessFailing() async -> [Job] {
        let free = limits.width - running.load(ordering: .relaxed)
        guard free > 0 else { return [] }
        do {
            if !planned.load(ordering: .relaxed) {
                try await plan()
                planned.store(true, ordering: .relaxed)
            }
            return try await take(free)
        } catch {
            surroundings.report(.storeFailed(error))
            return []
        }
    }

    private func take(_ limit: Int) async throws(StoreError) -> [Job] {
        let request = JobRequest(
            kinds: Array(handlers.keys),
            holder: holder,
            limit: limit,
            leaseSeconds: limits.leaseSeconds
        )
        return try await queue.store.take(request, now: queue.now())
    }

    /// Puts the job of each schedule into the queue unless one stands there.
    private func plan() async throws(StoreError) {
        for kind in schedules.keys { try await queue.add(kind, unique: JobSchedule.unique) }
    }

    func work(_ job: Job) async {
        guard let handler = handlers[job.kind] else { return }  // only registered kinds are taken
        let round = JobRound(
            queue: queue,
            limits: limits,
            surroundings: surroundings,
            handler: handler,
            schedule: job.unique == JobSchedule.unique ? schedules[job.kind] : nil,
            isStopped: { self.isStopped }
        )
        do {
            let event = try await round.work(job)
            surroundings.report(event)
        } catch {
            // Taken by somebody else, or the store does not answer: the lease lapses and the job is taken again.
            surroundings.report(error == .conflict ? .lost(job.kind) : .storeFailed(error))
        }
    }
}

/// What became of a job that was taken.
package enum JobEvent: Hashable, Sendable {
    case done(JobKind)
    /// Put back: there is more to do, later.
    case putBack(JobKind)
    case waiting(JobKind)
    /// An attempt failed; the job is tried again.
    case failed(JobKind)
    case dead(JobKind, JobFailure)
    /// Somebody else has it now.
    case lost(JobKind)
    case storeFailed(StoreError)
}
