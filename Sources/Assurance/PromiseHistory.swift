package import Primitives

/// A verdict that became another.
package struct VerdictChange: Sendable, Hashable {
    package let from: VerdictKind
    package let to: VerdictKind
    /// When the run began that saw it first.
    package let at: Timestamp

    package init(from: VerdictKind, to: VerdictKind, at: Timestamp) {
        self.from = from
        self.to = to
        self.at = at
    }
}

/// How the verdict of each promise changed, from run to run.
///
/// - Source: docs/spec/promise-register.md §6.
package struct PromiseHistory: Sendable, Hashable {
    /// What is known of one promise.
    package struct Entry: Sendable, Hashable {
        /// Of the last run.
        package let verdict: VerdictKind
        /// When that verdict was first found.
        package let since: Timestamp
        /// Newest first, at most ``changeCountMaximum``.
        package let changes: [VerdictChange]

        package init(verdict: VerdictKind, since: Timestamp, changes: [VerdictChange]) {
            self.verdict = verdict
            self.since = since
            self.changes = changes
        }
    }

    package static let changeCountMaximum = 20

    package let lastRunAt: Timestamp?
    package let entries: [PromiseID: Entry]

    package init(lastRunAt: Timestamp? = nil, entries: [PromiseID: Entry] = [:]) {
        self.lastRunAt = lastRunAt
        self.entries = entries
    }

    /// The history after one more run.
    package func adding(_ run: PromiseRun) -> PromiseHistory {
        var entries = entries
        for result in run.results {
            let (id, verdict) = (result.promise.id, result.verdict.kind)
            guard let known = entries[id] else {
                entries[id] = Entry(verdict: verdict, since: run.startedAt, changes: [])
                continue
            }
            guard known.verdict != verdict else { continue }
            let change = VerdictChange(from: known.verdict, to: verdict, at: run.startedAt)
            let changes = Array(([change] + known.changes).prefix(Self.changeCountMaximum))
            entries[id] = Entry(verdict: verdict, since: run.startedAt, changes: changes)
        }
        return PromiseHistory(lastRunAt: run.startedAt, entries: entries)
    }
}

/// Where the history is kept between two starts.
package protocol PromiseHistoryStore: Sendable {
    /// The history as it was saved last; empty when none was.
    func load() async throws -> PromiseHistory

    /// Returns when it is durable.
    func save(_ history: PromiseHistory) async throws
}
