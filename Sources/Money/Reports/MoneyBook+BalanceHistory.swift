package import Primitives

extension MoneyBook {
    /// The balances at the end of each of several days, in one pass.
    ///
    /// - `days`: 1 to ``balanceDayMaximum``, in order, over at most ``balanceSpanMaximum`` days.
    /// - `unit`: Of the lines; each row stays in the currency of its account.
    /// - Errors: `.invalid(.to)` for other days, `.overflow(.amount)`.
    package func balanceHistory(
        at days: [CalendarDay],
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> BalanceHistory {
        guard let first = days.first?.daysSinceEpoch, let last = days.last?.daysSinceEpoch,
            days.count <= Self.balanceDayMaximum, zip(days, days.dropFirst()).allSatisfy({ $0 < $1 }),
            last - first <= Self.balanceSpanMaximum
        else { throw .invalid(.to) }
        // What the accounts moved between one day and the next, then added up.
        var moves = [Int64](repeating: 0, count: days.count * accounts.count)
        for (place, account) in accounts.enumerated() { moves[place] = account.content.openingMinorUnits }
        var newest = [Int32](repeating: .min, count: accounts.count)
        let later = try addMoves(days.map(\.daysSinceEpoch), to: &moves, newest: &newest)
        for place in accounts.count..<max(accounts.count, moves.count) {
            let (sum, overflow) = moves[place].addingReportingOverflow(moves[place - accounts.count])
            guard !overflow else { throw .overflow(.amount) }
            moves[place] = sum
        }
        var rows: [BalanceHistory.Row] = []
        for (place, account) in accounts.enumerated() where !account.isRemoved {
            rows.append(
                BalanceHistory.Row(
                    account: account,
                    minorUnits: stride(from: place, to: moves.count, by: accounts.count).map { moves[$0] },
                    lastEntry: newest[place] == .min ? nil : CalendarDay(daysSinceEpoch: newest[place])
                )
            )
        }
        var values = AccountValues(self, in: unit)
        let lines = try lines(moves, days, &values)
        return BalanceHistory(days: days, rows: rows, lines: lines, leftOut: values.leftOut, laterCount: later)
    }

    private static let balanceDayMaximum = 64
    private static let balanceSpanMaximum: Int32 = 800

    /// - Returns: How many transactions are dated after the last day.
    private func addMoves(
        _ ends: [Int32],
        to moves: inout [Int64],
        newest: inout [Int32]
    ) throws(MoneyError) -> Int {
        let (first, last) = (ends[0], ends[ends.count - 1])
        var periodOfDay: [Int] = []
        var period = 0
        for day in first...last {
            if day > ends[period] { period += 1 }
            periodOfDay.append(period * accounts.count)
        }
        var (overflowed, later) = (false, 0)
        var moveSpan = moves.mutableSpan
        var newestSpan = newest.mutableSpan
        let (days, removed) = (transactions.days.span, transactions.isRemoved.span)
        let (starts, counts) = (transactions.postingStarts.span, transactions.postingCounts.span)
        let (targets, minorUnits) = (transactions.targets.span, transactions.minorUnits.span)
        let periods = periodOfDay.span
        for slot in 0..<days.count where !removed[slot] {
            let day = days[slot]
            guard day <= last else {
                later += 1
                continue
            }
            let base = day <= first ? 0 : periods[Int(day - first)]
            let start = Int(starts[slot])
            for place in start..<start + Int(counts[slot])
            where targets[place] & TransactionColumns.categoryBit == 0 {
                let account = Int(targets[place])
                let (sum, overflow) = moveSpan[base + account].addingReportingOverflow(minorUnits[place])
                moveSpan[base + account] = sum
                overflowed = overflowed || overflow
                if day > newestSpan[account] { newestSpan[account] = day }
            }
        }
        guard !overflowed else { throw .overflow(.amount) }
        return later
    }

    private func lines(
        _ balances: [Int64],
        _ days: [CalendarDay],
        _ values: inout AccountValues
    ) throws(MoneyError) -> [BalanceHistory.Line] {
        var sums: [Currency: [Int64]] = [:]
        for account in accounts.indices where !accounts[account].isRemoved {
            for (place, day) in days.enumerated() {
                let balance = balances[place * accounts.count + account]
                guard let worth = try values.worth(balance, of: account, on: day.daysSinceEpoch) else { continue }
                var line = sums[worth.currency] ?? [Int64](repeating: 0, count: days.count)
                let (sum, overflow) = line[place].addingReportingOverflow(worth.minorUnits)
                guard !overflow else { throw .overflow(.amount) }
                line[place] = sum
                sums[worth.currency] = line
            }
        }
        return sums.sorted { $0.key.packed < $1.key.packed }
            .map { BalanceHistory.Line(currency: $0.key, minorUnits: $0.value) }
    }
}
