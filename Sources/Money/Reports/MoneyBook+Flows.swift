import Primitives

extension MoneyBook {
    /// Income and spending by month.
    ///
    /// Transfers between accounts are neither.
    package func cashFlow(
        _ filter: TransactionFilter = TransactionFilter(),
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> CashFlowReport {
        let matcher = try TransactionMatcher(filter, self)
        let flows = try FlowColumns(self, in: unit)
        let days = self.days(filter)
        let keys = AxisKeys(.month, self, days: days)
        var months = [FlowSums](repeating: FlowSums(currencyCount: flows.list.count), count: keys.count)
        var totals = FlowSums(currencyCount: flows.list.count)
        // In order of days, the transactions of a month stand side by side.
        var rest = matcher.matching(byDay.sorted(days, days: transactions.days))[...]
        while let first = rest.first {
            let month = keys.month(transactions.days[Int(first)])
            let ofMonth = rest.prefix { keys.month(transactions.days[Int($0)]) == month }
            months[month].add(ofMonth, self, flows, matcher)
            rest = rest.dropFirst(ofMonth.count)
        }
        for month in months { totals.add(month) }
        var rows: [CashFlowReport.Row] = []
        let first = CalendarDay(daysSinceEpoch: days.lowerBound).firstOfMonth
        for (key, sums) in months.enumerated() {
            for flow in try sums.totals(flows) {
                rows.append(CashFlowReport.Row(month: first.adding(months: key - 1), flow: flow))
            }
        }
        let touched = totals.isTouched.indices.filter { totals.isTouched[$0] }
        return CashFlowReport(rows: rows, totals: try totals.totals(flows), leftOut: flows.leftOut(touched))
    }
}
