import Aggregates
import Assurance
import Cycle
import Identity
import KeyService
import Primitives

/// DEL-4: what is kept of the week's figures over all.
struct AggregateCheck: PromiseCheck {
    /// How a week's figures are made out of its sums.
    typealias Release =
        @Sendable (
            FigureSums, AggregateWeek, inout BudgetLedger, inout SplitMix64
        ) throws(BudgetRefusal) -> WeeklyRelease

    let promise = PromiseID.del4
    let method =
        "Counts 120 accounts in memory for a week, with the code that counts all others; one withdraws, the week ends, "
        + "and nothing stored may be anybody's. 20,000 releases each with and without one account must follow the law, "
        + "and no result be more than e^ε times likelier, but for what chance allows once in 10⁹ checks. Groups of 19, "
        + "and more than the budget, must be refused. Last: whether anything here outlived its week."
    /// How many contributions of this installation are of a week that is over.
    let overdue: @Sendable () async throws -> Int
    let now: Now
    var release: Release = { sums, week, ledger, generator throws(BudgetRefusal) in
        try WeeklyRelease.make(sums, of: week, paying: &ledger, using: &generator)
    }
    /// Ends the week that these were counted in.
    var end: @Sendable (CheckedWeek, [VaultID]) async throws -> Void = { week, _ in
        _ = try await week.after.closeWeek()
    }

    private static let samples = 20_000
    private static let smallGroups = 1000
    private static let week = AggregateWeek(number: 52 * 57)

    func run() async throws -> PromiseFinding {
        let late = try await overdue()
        return PromiseFinding(
            try await kept() + [noise(), smallest(), budget()] + [
                Evidence(
                    "Contributions here that outlived their week",
                    "\(late)",
                    isAsPromised: late == 0,
                    link: "/trust/numbers"
                )
            ]
        )
    }

    /// What is stored once the week is over, and once somebody took back that she is counted.
    private func kept() async throws -> [Evidence] {
        let stores = try await CheckedStores(now: now)
        let week = CheckedWeek(records: stores.records, now: now, seed: 4)
        _ = try await week.during.closeWeek()
        let vaults = try await week.makeVaults(120)
        try await week.open(vaults, for: .moneyTracking, times: 3)
        let before = try await contributions(stores.metadata).count
        if let she = vaults.first {
            try await stores.records.transaction(try await week.during.forgetting(she))
            try await stores.records.delete(CheckedWeek.consent(of: she))
            try await week.open([she], for: .moneyTracking)
        }
        let withdrawn = try await contributions(stores.metadata).count
        try await end(week, vaults)
        let left = try await contributions(stores.metadata).count
        let named = try await naming(vaults, in: stores.metadata)
        return [
            Evidence(
                "Accounts counted, and after one withdrew",
                "\(before), \(withdrawn)",
                isAsPromised: before == 120 && withdrawn == 119
            ),
            Evidence("Contributions kept after the week", "\(left)", isAsPromised: left == 0),
            Evidence(
                "Figures, ledger and contributions that name an account",
                "\(named)",
                isAsPromised: named == 0
            ),
        ]
    }

    private static let kinds: [RecordKind] = [.budgetLedger, .noisyFigure, .contribution]

    private func contributions(_ store: InMemoryRecordStore) async throws(StoreError) -> [StoredRecord] {
        try await store.list(.contribution, owner: RecordKey.nobody, after: [], limit: 1000)
    }

    /// How many records of figures have an owner, or anybody's vault in their place or their bytes.
    private func naming(_ vaults: [VaultID], in store: InMemoryRecordStore) async throws(StoreError) -> Int {
        let owners = Set(vaults.map(\.bytes))
        let records = try await store.scan(after: nil, limit: 1000).filter { Self.kinds.contains($0.key.kind) }
        return records.count { record in
            if record.key.owner != RecordKey.nobody { return true }
            let bytes = record.key.name + record.bytes
            guard bytes.count >= 16 else { return false }
            return (0...bytes.count - 16).contains { owners.contains(Array(bytes[$0..<$0 + 16])) }
        }
    }

    /// Whether noise is what is promised: by its law, and between neighbours.
    private func noise() -> Evidence {
        let (without, with) = NoiseSample.neighbours(count: Self.samples, week: Self.week, release: release)
        let chance = NoiseSample.chance(Self.samples)
        let farthest = AggregateFigure.allCases.map { without.distance($0) }.max() ?? 1
        let excess = AggregateFigure.allCases.map { figure in
            max(with.excess(over: without, figure), without.excess(over: with, figure))
        }
        return Evidence(
            "Farthest from the law, and more than e^ε, in ten-thousandths",
            "\(Int(farthest * 10_000)), \(Int((excess.max() ?? 1) * 10_000))",
            // Of the second, each of two shares may be off by chance, one of them e^ε times.
            isAsPromised: farthest < chance && (excess.max() ?? 1) < 2.25 * chance
        )
    }

    private func smallest() -> Evidence {
        var generator = SplitMix64(seed: 19)
        let sums = NoiseSample.sums(accounts: AggregateFigure.smallestGroup - 1)
        var shown = 0
        for _ in 0..<Self.smallGroups {
            var ledger = BudgetLedger()
            let made = try? release(sums, Self.week, &ledger, &generator)
            if made?.figures.contains(where: { $0.value != nil }) ?? true { shown += 1 }
        }
        return Evidence(
            "Groups of 19 that were shown",
            "\(shown) of \(Self.smallGroups)",
            // Twice a thousandth is promised: of accounts, and of accounts with money.
            isAsPromised: shown <= 10
        )
    }

    private func budget() -> Evidence {
        var generator = SplitMix64(seed: 52)
        var ledger = BudgetLedger()
        var week = BudgetLedger.periodStart(of: Self.week)
        let sums = NoiseSample.sums(accounts: 400)
        var released: UInt32 = 0
        // Within one period there are 52 weeks; each is tried twice.
        for _ in 0..<BudgetLedger.weeksPerPeriod {
            for _ in 0..<2 where (try? release(sums, week, &ledger, &generator)) != nil { released += 1 }
            week = week.next
        }
        var spent = BudgetLedger()
        let isSpent = (try? spent.spend(BudgetLedger.budget, on: BudgetLedger.periodStart(of: Self.week))) != nil
        let more = try? release(sums, Self.week.next, &spent, &generator)
        return Evidence(
            "Releases in a period, each week tried twice, and one more when all is spent",
            "\(released), \(more == nil ? "refused" : "made")",
            isAsPromised: isSpent && released == BudgetLedger.weeksPerPeriod && more == nil
        )
    }
}
