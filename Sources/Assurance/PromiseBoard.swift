package import Primitives

/// The last run of all checks, and the next one.
package actor PromiseBoard {
    private let checks: @Sendable () -> [any PromiseCheck]
    private let now: @Sendable () -> Timestamp
    private var last: PromiseRun?
    private var running: Task<PromiseRun, Never>?

    /// - `checks`: Asked at each run, as what can be checked depends on what is running.
    package init(
        checks: @escaping @Sendable () -> [any PromiseCheck],
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.checks = checks
        self.now = now
    }

    /// The last run; the first one when there is none yet.
    package func latest() async -> PromiseRun {
        if let last { return last }
        return await run()
    }

    /// Checks everything now; callers that come while a run goes on get that one.
    package func run() async -> PromiseRun {
        if let running { return await running.value }
        let task = Task { [checks, now] in await PromiseRun.make(checks(), now: now) }
        running = task
        let run = await task.value
        running = nil
        last = run
        return run
    }

    /// As ``run()`` when the last one is older than this many seconds.
    package func refresh(olderThanSeconds seconds: Int64) async {
        if let last, last.startedAt >= now().adding(seconds: -seconds) { return }
        _ = await run()
    }
}
