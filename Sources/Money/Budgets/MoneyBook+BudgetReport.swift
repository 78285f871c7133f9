package import Primitives

extension MoneyBook {
    /// Where a budget stands in the period that a day is in.
    ///
    /// - `today`: What "left per day" counts from.
    /// - `ledger`: Of this book.
    /// - Errors: `.notFound(.id)`, `.notFound(.period)` where no period holds the day, `.overflow(.amount)`.
    package func budgetReport(
        _ id: BudgetID,
        on day: CalendarDay,
        today: CalendarDay,
        ledger: CategoryLedger
    ) throws(MoneyError) -> BudgetReport {
        guard let budget = budget(id) else { throw .notFound(.id) }
        let periods = try periods(of: budget.content, through: day)
        guard !periods.isEmpty else { throw .notFound(.period) }
        return try report(budget, periods, today: today, ledger, try upcomingForBudgets(today))
    }

    /// Where every budget stands that has a period on a day, in the order they were made.
    package func budgetReports(
        on day: CalendarDay,
        today: CalendarDay,
        ledger: CategoryLedger
    ) throws(MoneyError) -> [BudgetReport] {
        var reports: [BudgetReport] = []
        let upcoming = try upcomingForBudgets(today)
        // Most budgets of a person have the same periods.
        var known: [PeriodKey: [BudgetPeriod]] = [:]
        for budget in budgets where !budget.isRemoved {
            let content = budget.content
            let key = PeriodKey(span: content.span, starts: content.starts, ends: content.ends)
            let periods: [BudgetPeriod]
            if let same = known[key] {
                periods = same
            } else {
                periods = try self.periods(of: content, through: day)
                known[key] = periods
            }
            if !periods.isEmpty { reports.append(try report(budget, periods, today: today, ledger, upcoming)) }
        }
        return reports
    }

    /// What is not made yet, a year ahead at most.
    private func upcomingForBudgets(_ today: CalendarDay) throws(MoneyError) -> [UpcomingOccurrence] {
        guard recurring.contains(where: { !$0.isRemoved }) else { return [] }
        return try upcoming(today: today, days: 366)
    }

    private func report(
        _ budget: Budget,
        _ periods: [BudgetPeriod],
        today: CalendarDay,
        _ ledger: CategoryLedger,
        _ upcoming: [UpcomingOccurrence]
    ) throws(MoneyError) -> BudgetReport {
        var sums = BudgetSums(self, budget.content, periods, ledger)
        try sums.add(ledger)
        try sums.add(upcoming, self, today: today)
        return try sums.report(budget.id, assignments: assignments, today: today)
    }
}

private struct PeriodKey: Hashable {
    let span: BudgetSpan
    let starts: CalendarDay
    let ends: CalendarDay?
}
