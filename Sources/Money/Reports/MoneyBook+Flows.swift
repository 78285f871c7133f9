package import Primitives

extension MoneyBook {
    /// Income and spending by month.
    ///
    /// Transfers between accounts are neither.
    package func cashFlow(_ filter: TransactionFilter = TransactionFilter()) throws(MoneyError) -> CashFlowReport {
        let matcher = try TransactionMatcher(filter, self)
        let days = self.days(filter)
        let keys = AxisKeys(.month, self, days: days)
        var months = [FlowSums](repeating: FlowSums(currencyCount: currencies.count), count: keys.count)
        var totals = FlowSums(currencyCount: currencies.count)
        // In order of days, the transactions of a month stand side by side.
        var rest = matcher.matching(byDay.sorted(days, days: transactions.days))[...]
        while let first = rest.first {
            let month = keys.month(transactions.days[Int(first)])
            let ofMonth = rest.prefix { keys.month(transactions.days[Int($0)]) == month }
            months[month].add(ofMonth, self, matcher)
            rest = rest.dropFirst(ofMonth.count)
        }
        for month in months { totals.add(month) }
        var rows: [CashFlowReport.Row] = []
        let first = CalendarDay(daysSinceEpoch: days.lowerBound).firstOfMonth
        for (key, sums) in months.enumerated() {
            for flow in try sums.totals(currencies) {
                rows.append(CashFlowReport.Row(month: first.adding(months: key - 1), flow: flow))
            }
        }
        return CashFlowReport(rows: rows, totals: try totals.totals(currencies))
    }

    /// What is in each account, archived ones included when they are not empty.
    ///
    /// - `day`: The last day that counts; nil counts everything.
    package func balances(at day: CalendarDay? = nil) throws(MoneyError) -> BalancesReport {
        var sums = accounts.map(\.content.openingMinorUnits)
        let last = day?.daysSinceEpoch ?? .max
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] && transactions.days[slot] <= last {
            try addPostings(of: slot, to: &sums)
        }
        var rows: [BalancesReport.Row] = []
        var totals: [Currency: Int64] = [:]
        for (place, account) in accounts.enumerated() where !account.isRemoved {
            guard !account.content.isArchived || sums[place] != 0 else { continue }
            rows.append(BalancesReport.Row(account: account, minorUnits: sums[place]))
            let (total, overflow) = totals[account.currency, default: 0].addingReportingOverflow(sums[place])
            guard !overflow else { throw .overflow(.amount) }
            totals[account.currency] = total
        }
        let byCode = totals.sorted { $0.key.packed < $1.key.packed }
        return BalancesReport(
            day: day,
            rows: rows,
            totals: byCode.map { CurrencyTotal(currency: $0.key, minorUnits: $0.value) }
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
    package func netWorth(from: CalendarDay? = nil, to: CalendarDay? = nil) throws(MoneyError) -> NetWorthReport {
        let all = days(TransactionFilter())
        if from == nil, to == nil, liveTransactionCount == 0 { return NetWorthReport(rows: []) }
        let isEmpty = liveTransactionCount == 0
        let start = from ?? (isEmpty ? to : nil) ?? CalendarDay(daysSinceEpoch: all.lowerBound)
        let end = to ?? (isEmpty ? start : max(start, CalendarDay(daysSinceEpoch: all.upperBound)))
        guard start <= end else { throw .invalid(.to) }
        let ends = try Self.monthEnds(start, end)
        // In order of days, each transaction is added once, and the accounts are read at each month's end.
        let order = byDay.sorted(days: transactions.days)
        var sums = accounts.map(\.content.openingMinorUnits)
        var next = 0
        var rows: [NetWorthReport.Row] = []
        for end in ends {
            while next < order.count, transactions.days[Int(order[next])] <= end.daysSinceEpoch {
                if !transactions.isRemoved[Int(order[next])] { try addPostings(of: Int(order[next]), to: &sums) }
                next += 1
            }
            rows += try netWorthRows(end, sums)
        }
        return NetWorthReport(rows: rows)
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

    private func netWorthRows(_ day: CalendarDay, _ sums: [Int64]) throws(MoneyError) -> [NetWorthReport.Row] {
        var byCurrency: [Currency: (assets: Int64, debts: Int64)] = [:]
        for (place, account) in accounts.enumerated() where !account.isRemoved {
            var entry = byCurrency[account.currency] ?? (0, 0)
            let isDebt = sums[place] < 0
            let (sum, overflow) = (isDebt ? entry.debts : entry.assets).addingReportingOverflow(sums[place])
            guard !overflow else { throw .overflow(.amount) }
            if isDebt { entry.debts = sum } else { entry.assets = sum }
            byCurrency[account.currency] = entry
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
