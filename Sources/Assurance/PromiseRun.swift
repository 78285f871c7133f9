package import Primitives

/// Every promise, checked once.
package struct PromiseRun: Sendable, Hashable {
    /// In the order of the register.
    package private(set) var results: [PromiseResult]
    /// Counted from 1 since the start, so that what was made of one run is known from what was made of another.
    package internal(set) var number = 0
    package let startedAt: Timestamp
    package let duration: Duration

    /// A check that takes longer counts as broken.
    package static let checkLimit = Duration.seconds(8)

    /// Runs all checks side by side.
    ///
    /// - `checks`: At most one for a promise; a promise without one is not in this deployment.
    package static func make(
        _ checks: [any PromiseCheck],
        now: @escaping @Sendable () -> Timestamp,
        limit: Duration = checkLimit
    ) async -> PromiseRun {
        let (startedAt, start) = (now(), ContinuousClock.now)
        let found = await withTaskGroup(of: (PromiseID, PromiseResult?).self) { group in
            for promise in PromiseRegister.all {
                guard let check = checks.first(where: { $0.promise == promise.id }) else { continue }
                group.addTask { (promise.id, await result(of: check, promise, now: now, limit: limit)) }
            }
            var found: [PromiseID: PromiseResult] = [:]
            for await (id, result) in group { found[id] = result }
            return found
        }
        let results = PromiseRegister.all.map { found[$0.id] ?? absent($0, at: startedAt) }
        return PromiseRun(results: results, startedAt: startedAt, duration: start.duration(to: .now))
    }

    package func count(_ kind: VerdictKind) -> Int { results.count { $0.verdict.kind == kind } }

    mutating func remember(_ history: PromiseHistory) {
        for place in results.indices {
            let entry = history.entries[results[place].promise.id]
            // A history of other eyes may end with another verdict than was found here.
            results[place].history = entry?.verdict == results[place].verdict.kind ? entry : nil
        }
    }

    private static func absent(_ promise: Promise, at time: Timestamp) -> PromiseResult {
        PromiseResult(
            promise,
            PromiseFinding(.notInDeployment(.part(promise.needs))),
            method: nil,
            checkedAt: time,
            duration: .zero
        )
    }

    private static func result(
        of check: any PromiseCheck,
        _ promise: Promise,
        now: @Sendable () -> Timestamp,
        limit: Duration
    ) async -> PromiseResult {
        let (time, start) = (now(), ContinuousClock.now)
        let finding = await withTaskGroup(of: PromiseFinding.self) { group in
            group.addTask {
                do {
                    return try await check.run()
                } catch {
                    // What went wrong may hold a path or an address: its kind is enough.
                    let kind = String(describing: type(of: error))
                    return PromiseFinding([Evidence("The check itself", "failed (\(kind))", isAsPromised: false)])
                }
            }
            group.addTask {
                do {
                    try await Task.sleep(for: limit)
                } catch {
                    // The check ended first, and this answer is not used.
                }
                let text = "did not end within \(limit.components.seconds) s"
                return PromiseFinding([Evidence("The check itself", text, isAsPromised: false)])
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? PromiseFinding([])
        }
        return PromiseResult(
            promise,
            finding,
            method: check.method,
            checkedAt: time,
            duration: start.duration(to: .now)
        )
    }
}
