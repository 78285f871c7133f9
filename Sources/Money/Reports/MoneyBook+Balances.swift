package import Primitives

extension MoneyBook {
    /// What is in each account, archived ones included when they are not empty.
    ///
    /// - `day`: The last day that counts; nil counts everything, at the newest rates.
    package func balances(
        at day: CalendarDay? = nil,
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> BalancesReport {
        var sums = accounts.map(\.content.openingMinorUnits)
        let last = day?.daysSinceEpoch ?? .max
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] && transactions.days[slot] <= last {
            try addPostings(of: slot, to: &sums)
        }
        var values = AccountValues(self, in: unit)
        var rows: [BalancesReport.Row] = []
        var totals: [Currency: Int64] = [:]
        for (place, account) in accounts.enumerated() where !account.isRemoved {
            guard !account.content.isArchived || sums[place] != 0 else { continue }
            let worth = try values.worth(sums[place], of: place, on: last)
            rows.append(
                BalancesReport.Row(
                    account: account,
                    minorUnits: sums[place],
                    value: unit == .base ? worth?.minorUnits : nil
                )
            )
            guard let worth else { continue }
            let (total, overflow) = totals[worth.currency, default: 0].addingReportingOverflow(worth.minorUnits)
            guard !overflow else { throw .overflow(.amount) }
            totals[worth.currency] = total
        }
        let byCode = totals.sorted { $0.key.packed < $1.key.packed }
        return BalancesReport(
            day: day,
            rows: rows,
            totals: byCode.map { CurrencyTotal(currency: $0.key, minorUnits: $0.value) },
            leftOut: values.leftOut
        )
    }

    package func balance(of id: AccountID, at day: CalendarDay? = nil) throws(MoneyError) -> Amount {
        guard let account = account(id) else { throw .notFound(.account) }
        let row = try balances(at: day).rows.first { $0.account.id == id }
        return Amount(minorUnits: row?.minorUnits ?? 0, currency: account.currency)
    }

    /// Net worth at the end of each month from `from` to `to`, by default of all transactions.
    ///
    /// - Errors: `.invalid(.to)` for a range that ends before it begins, or spans more than 1,200 months.
    package func netWorth(
        from: CalendarDay? = nil,
        to: CalendarDay? = nil,
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> NetWorthReport {
        let all = days(TransactionFilter())
        if from == nil, to == nil, liveTransactionCount == 0 { return NetWorthReport(rows: [], leftOut: []) }
        let isEmpty = liveTransactionCount == 0
        let start = from ?? (isEmpty ? to : nil) ?? CalendarDay(daysSinceEpoch: all.lowerBound)
        let end = to ?? (isEmpty ? start : max(start, CalendarDay(daysSinceEpoch: all.upperBound)))
        guard start <= end else { throw .invalid(.to) }
        let ends = try Self.monthEnds(start, end)
        // In order of days, each transaction is added once, and the accounts are read at each month's end.
        let order = byDay.sorted(days: transactions.days)
        var sums = accounts.map(\.content.openingMinorUnits)
        var next = 0
        var values = AccountValues(self, in: unit)
        var rows: [NetWorthReport.Row] = []
        for end in ends {
            while next < order.count, transactions.days[Int(order[next])] <= end.daysSinceEpoch {
                if !transactions.isRemoved[Int(order[next])] { try addPostings(of: Int(order[next]), to: &sums) }
                next += 1
            }
            rows += try netWorthRows(end, sums, &values)
        }
        return NetWorthReport(rows: rows, leftOut: values.leftOut)
    }

    private func addPostings(of slot: Int, to sums: inout [Int64]) throws(MoneyError) {
        for place in transactions.postings(slot)
        where transactions.targets[place] & TransactionColumns.categoryBit == 0 {
            let account = Int(transactions.targets[place])
            let (sum, overflow) = sums[account].addingReportingOverflow(transactions.minorUnits[place])
            guard !overflow else { throw .overflow(.amount) }
            sums[account] = sum
        }
    }

    private func netWorthRows(
        _ day: CalendarDay,
        _ sums: [Int64],
        _ values: inout AccountValues
    ) throws(MoneyError) -> [NetWorthReport.Row] {
        var byCurrency: [Currency: (assets: Int64, debts: Int64)] = [:]
        for place in accounts.indices where !accounts[place].isRemoved {
            guard let worth = try values.worth(sums[place], of: place, on: day.daysSinceEpoch) else { continue }
            var entry = byCurrency[worth.currency] ?? (0, 0)
            let isDebt = worth.minorUnits < 0
            let (sum, overflow) = (isDebt ? entry.debts : entry.assets).addingReportingOverflow(worth.minorUnits)
            guard !overflow else { throw .overflow(.amount) }
            if isDebt { entry.debts = sum } else { entry.assets = sum }
            byCurrency[worth.currency] = entry
        }
        var rows: [NetWorthReport.Row] = []
        for (currency, entry) in byCurrency.sorted(by: { $0.key.packed < $1.key.packed }) {
            // One is at least 0 and the other at most 0, so the sum fits.
            rows.append(
                NetWorthReport.Row(
                    day: day,
                    currency: currency,
                    assets: entry.assets,
                    debts: entry.debts,
                    minorUnits: entry.assets + entry.debts
                )
            )
        }
        return rows
    }

    package static let netWorthMonthMaximum = 1200

    private static func monthEnds(_ start: CalendarDay, _ end: CalendarDay) throws(MoneyError) -> [CalendarDay] {
        var result: [CalendarDay] = []
        var month = start.firstOfMonth
        while month <= end {
            guard result.count < netWorthMonthMaximum else { throw .invalid(.to) }
            let last = month.lastOfMonth
            result.append(min(last, end))
            if last >= end { break }
            month = last.adding(days: 1)
        }
        return result
    }
}
