import Primitives

/// One taking of one job: its steps, the heartbeat beside them, and how it is let go.
///
/// - Source: docs/spec/jobs.md §4.
struct JobRound {
    let queue: JobQueue
    let limits: JobRunner.Limits
    let surroundings: JobRunner.Surroundings
    let handler: any JobHandler
    /// Set for the job that stands in the queue for a schedule.
    let schedule: JobSchedule?
    let isStopped: @Sendable () -> Bool

    private enum StepEnd: Sendable {
        case result(JobStepResult)
        case failed
        case refused(JobFailure)
        case cancelled
        case lost(StoreError)
    }

    /// Works at the job until it is done, waits, fails, or others have their turn.
    ///
    /// - Throws: ``StoreError/conflict`` when somebody else has it.
    func work(_ taken: Job) async throws(StoreError) -> JobEvent {
        var job = taken
        guard job.attempts <= handler.attemptMaximum else { return try await give(up: job, .lapsed) }
        let sliceEnd = queue.now().adding(seconds: limits.sliceSeconds)
        while true {
            switch await step(job) {
            case .lost(let error): throw error
            case .cancelled:
                // Not the job's failure: it is there at once for the next instance.
                return try await putBack(job, at: queue.now(), payload: nil, attempts: job.attempts - 1)
            case .refused(let failure): return try await give(up: job, failure)
            case .failed: return try await again(job, afterSeconds: nil)
            case .result(.more(let payload)):
                if isStopped() || queue.now() >= sliceEnd {
                    return try await putBack(job, at: queue.now(), payload: payload, attempts: 0)
                }
                let expires = queue.now().adding(seconds: limits.leaseSeconds)
                try await queue.store.save(job.claim, payload: payload, expires: expires)
                job.payload = payload
                job.attempts = 1
            case .result(let end): return try await settle(job, end)
            }
        }
    }

    private func settle(_ job: Job, _ end: JobStepResult) async throws(StoreError) -> JobEvent {
        switch end {
        case .more(let payload): return try await putBack(job, at: queue.now(), payload: payload, attempts: 0)
        case .later(let payload, let seconds):
            return try await putBack(job, at: queue.now().adding(seconds: seconds), payload: payload, attempts: 0)
        case .retry(let seconds): return try await again(job, afterSeconds: seconds)
        case .fail(let failure): return try await give(up: job, failure)
        case .done:
            if let schedule {
                let at = queue.now().adding(seconds: schedule.intervalSeconds)
                try await queue.store.settle(job.claim, .again(at: at, payload: [], attempts: 0, failure: nil))
            } else {
                try await queue.store.settle(job.claim, .done)
            }
            return .done(job.kind)
        case .waitForOpening(let payload):
            guard let subject = job.subject else { return try await give(up: job, .refused) }
            try await queue.store.settle(job.claim, .waitForOpening(payload: payload))
            // Opened between the handler's look and this note: nobody would wake it.
            if surroundings.isOpen(subject) { try await queue.wake(subject: subject) }
            return .waiting(job.kind)
        }
    }

    private func putBack(
        _ job: Job,
        at moment: Timestamp,
        payload: [UInt8]?,
        attempts: UInt32
    ) async throws(StoreError) -> JobEvent {
        try await queue.store.settle(
            job.claim,
            .again(at: moment, payload: payload, attempts: attempts, failure: attempts == 0 ? nil : job.failure)
        )
        return .putBack(job.kind)
    }

    private func again(_ job: Job, afterSeconds seconds: Int64?) async throws(StoreError) -> JobEvent {
        guard job.attempts < handler.attemptMaximum else { return try await give(up: job, .exhausted) }
        let wait = limits.backoff.milliseconds(after: job.attempts, random: queue.random())
        let at = Timestamp(milliseconds: queue.now().milliseconds + (seconds.map { $0 * 1000 } ?? wait))
        try await queue.store.settle(
            job.claim,
            .again(at: at, payload: nil, attempts: job.attempts, failure: .attempt)
        )
        return .failed(job.kind)
    }

    /// To the dead letters; what is scheduled says why it failed and comes again at its next time.
    private func give(up job: Job, _ failure: JobFailure) async throws(StoreError) -> JobEvent {
        if let schedule {
            let at = queue.now().adding(seconds: schedule.intervalSeconds)
            try await queue.store.settle(job.claim, .again(at: at, payload: [], attempts: 0, failure: failure))
        } else {
            try await queue.store.settle(job.claim, .dead(failure))
        }
        return .dead(job.kind, failure)
    }

    /// Runs a step, and renews the lease as long as it runs.
    private func step(_ job: Job) async -> StepEnd {
        await withTaskGroup(of: StepEnd?.self) { group in
            group.addTask { await self.result(of: job) }
            group.addTask { await self.heartbeat(job) }
            defer { group.cancelAll() }
            for await end in group {
                if let end { return end }
            }
            return .cancelled
        }
    }

    private func result(of job: Job) async -> StepEnd {
        do {
            return .result(try await handler.step(job))
        } catch let failure as JobFailure {
            return failure == .attempt ? .failed : .refused(failure)
        } catch {
            return Task.isCancelled ? .cancelled : .failed
        }
    }

    /// - Returns: nil when the step ended first.
    private func heartbeat(_ job: Job) async -> StepEnd? {
        let third = Duration.milliseconds(limits.leaseSeconds * 1000 / 3)
        while true {
            do {
                try await surroundings.pause(third)
            } catch {
                return nil
            }
            do throws(StoreError) {
                try await queue.store.renew(job.claim, expires: queue.now().adding(seconds: limits.leaseSeconds))
            } catch .conflict {
                return .lost(.conflict)
            } catch {
                // Tried again at the next beat; if the lease lapses meanwhile, the token keeps us from doing harm.
            }
        }
    }
}
