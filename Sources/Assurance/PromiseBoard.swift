package import Primitives

/// The last run of all checks, and the next one.
package actor PromiseBoard {
    private let checks: @Sendable () -> [any PromiseCheck]
    private let store: any PromiseHistoryStore
    private let growsHistory: Bool
    private let historyFailed: @Sendable () -> Void
    private let now: @Sendable () -> Timestamp
    private var history: PromiseHistory?
    private var runCount = 0
    private var last: PromiseRun?
    private var running: Task<PromiseRun, Never>?
    /// The one after it, which waits for its end.
    private var next: Task<PromiseRun, Never>?

    /// - `checks`: Asked at each run, as what can be checked depends on what is running.
    /// - `history`: Where changes of verdicts are kept.
    /// - `growsHistory`: False for whoever sees less than the server does, and shows its history as it is.
    /// - `historyFailed`: Told when they could not be; the run itself counts all the same.
    package init(
        checks: @escaping @Sendable () -> [any PromiseCheck],
        history: any PromiseHistoryStore = InMemoryPromiseHistory(),
        growsHistory: Bool = true,
        historyFailed: @escaping @Sendable () -> Void = {},
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.checks = checks
        store = history
        self.growsHistory = growsHistory
        self.historyFailed = historyFailed
        self.now = now
    }

    /// The last run; the first one when there is none yet.
    package func latest() async -> PromiseRun {
        if let last { return last }
        if let running { return await running.value }
        return await run()
    }

    /// Checks everything now: what a caller did before is seen.
    ///
    /// A run that goes on already may have looked too early, so callers that come meanwhile share the one after it.
    package func run() async -> PromiseRun {
        // Each ends with its longest check, which is bounded.
        guard let current = running else {
            let task = Task { await self.makeAndGoOn() }
            running = task
            return await task.value
        }
        let task =
            next
            ?? Task {
                _ = await current.value
                return await self.makeAndGoOn()
            }
        next = task
        return await task.value
    }

    /// As ``run()`` when the last one is older than this many seconds.
    package func refresh(olderThanSeconds seconds: Int64) async {
        if let last, last.startedAt >= now().adding(seconds: -seconds) { return }
        if let running { _ = await running.value } else { _ = await run() }
    }

    private func makeAndGoOn() async -> PromiseRun {
        let run = await make()
        running = next
        next = nil
        return run
    }

    private func make() async -> PromiseRun {
        var run = await PromiseRun.make(checks(), now: now)
        runCount += 1
        run.number = runCount
        do {
            let known: PromiseHistory
            if let history { known = history } else { known = try await store.load() }
            let shown = growsHistory ? known.adding(run) : known
            history = shown
            run.remember(shown)
            if growsHistory { try await store.save(shown) }
        } catch {
            // Read again before the next one: what is stored may be another process's by now.
            history = nil
            historyFailed()
        }
        last = run
        return run
    }
}
