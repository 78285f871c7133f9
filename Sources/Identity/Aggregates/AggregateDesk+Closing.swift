package import Aggregates
package import KeyService
import Primitives

extension AggregateDesk {
    /// What a look at the week came to.
    package enum Closing: Sendable, Hashable {
        /// The first week is counted from now on.
        case begun(AggregateWeek)
        /// The week goes on.
        case underWay
        case released(WeeklyRelease)
        /// The week is over and nothing was told: every contribution is deleted all the same.
        case refused(AggregateWeek, BudgetRefusal)
    }

    /// Contributions in one page, and those deleted in one write.
    static let pageCount = 1000
    /// Deleted in the very write that stores the figures; the rest follows at once. More would keep other writes
    ///
    /// waiting for longer than 50 ms.
    static let deletedAtOnce = 2000

    /// Ends the week when it is over: sums, adds noise once, stores what is left, and deletes what people added and the
    /// key that names it.
    ///
    /// May be done again at any time, by any instance: who loses the race changes nothing.
    /// - Throws: ``SealedRecordError``; a lost race is `store(.conflict)`.
    package func closeWeek() async throws(SealedRecordError) -> Closing {
        let current = thisWeek
        guard let open = try await openWeek() else {
            try await records.put(.openWeek, OpenWeekRecord(current), expected: 0)
            return .begun(current)
        }
        guard open.value.week < current else {
            try await sweep(sparing: open.value.week)
            return .underWay
        }
        let (sums, keys) = try await summed(open.value.week)
        let outcome = try await replace(open, by: current, sums, deleting: keys)
        try await sweep(sparing: current)
        return outcome
    }

    /// How late a week may be ended before what is left of it counts as kept.
    package static let graceSeconds: Int64 = 2 * 3600

    /// How many contributions are of a week that is over for more than ``graceSeconds``.
    package func overdueCount() async throws(SealedRecordError) -> Int {
        let earliest = AggregateWeek(of: now().adding(seconds: -Self.graceSeconds))
        var count = 0
        try await eachPage { page in count += page.count { $0.value.week < earliest } }
        return count
    }

    private func replace(
        _ open: OpenRecord<OpenWeekRecord>,
        by current: AggregateWeek,
        _ sums: FigureSums,
        deleting keys: [RecordKey]
    ) async throws(SealedRecordError) -> Closing {
        let week = open.value.week
        let stored: OpenRecord<BudgetLedgerRecord>? = try await records.read(.budgetLedger)
        var ledger = stored?.value.ledger ?? BudgetLedger()
        var changes: [RecordChange] = [.put(.openWeek, OpenWeekRecord(current), expected: open.version)]
        var generator = RandomWords(draw: random)
        var outcome: Closing
        do throws(BudgetRefusal) {
            let release = try WeeklyRelease.make(sums, of: week, paying: &ledger, using: &generator)
            changes.append(.put(.noisyFigures(of: week), ReleaseRecord(release), expected: 0))
            changes.append(.put(.budgetLedger, BudgetLedgerRecord(ledger), expected: stored?.version ?? 0))
            outcome = .released(release)
        } catch {
            if error == .spent {
                let nothing = ReleaseRecord(WeeklyRelease(week: week, figures: []))
                changes.append(.put(.noisyFigures(of: week), nothing, expected: 0))
            }
            outcome = .refused(week, error)
        }
        changes += keys.map { .delete($0) }
        try await records.transaction(changes)
        return outcome
    }

    /// The sums of a week, and where the first of what was summed lies.
    private func summed(_ week: AggregateWeek) async throws(SealedRecordError) -> (FigureSums, [RecordKey]) {
        var sums = FigureSums()
        var keys: [RecordKey] = []
        try await eachPage { page in
            for record in page where record.value.week == week { sums.add(record.value.contribution) }
            keys += page.prefix(Self.deletedAtOnce - keys.count).map(\.key)
        }
        return (sums, keys)
    }

    /// Deletes what is of another week: what the write that ended it left, or what came in between.
    private func sweep(sparing week: AggregateWeek) async throws(SealedRecordError) {
        try await eachPage { page throws(SealedRecordError) in
            let old = page.filter { $0.value.week != week }
            if !old.isEmpty { try await records.transaction(old.map { .delete($0.key) }) }
        }
    }

    /// In the order of their names; what `body` deletes is behind.
    private func eachPage(
        _ body: ([OpenRecord<ContributionRecord>]) async throws(SealedRecordError) -> Void
    ) async throws(SealedRecordError) {
        var last: [UInt8] = []
        while true {
            let page = try await records.list(
                .contribution,
                owner: RecordKey.nobody,
                after: last,
                limit: Self.pageCount,
                as: ContributionRecord.self
            )
            try await body(page)
            guard page.count == Self.pageCount, let end = page.last?.key.name else { return }
            last = end
        }
    }
}

/// A generator out of a function.
private struct RandomWords: RandomNumberGenerator {
    let draw: AggregateDesk.Random

    mutating func next() -> UInt64 { draw() }
}
