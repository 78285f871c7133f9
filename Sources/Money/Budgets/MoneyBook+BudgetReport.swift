package import Primitives

extension MoneyBook {
    /// Where a budget stands in the period that a day is in.
    ///
    /// - `today`: What "left per day" counts from.
    /// - `ledger`: Of this book.
    /// - Errors: `.notFound(.id)`, `.notFound(.period)` where no period holds the day, `.tooMany(.period, …)`,
    ///   `.overflow(.amount)`.
    package func budgetReport(
        _ id: BudgetID,
        on day: CalendarDay,
        today: CalendarDay,
        ledger: CategoryLedger
    ) throws(MoneyError) -> BudgetReport {
        guard let budget = budget(id) else { throw .notFound(.id) }
        let periods = try periods(of: budget.content, through: day)
        guard !periods.isEmpty else { throw .notFound(.period) }
        return try BudgetSources(self, today: today, ledger, only: id).report(budget, periods)
    }

    /// Where every budget stands that has a period on a day, in the order they were made.
    ///
    /// One that cannot be reported on keeps none of the others from it.
    package func budgetReports(on day: CalendarDay, today: CalendarDay, ledger: CategoryLedger) -> BudgetReports {
        var (reports, refused): ([BudgetReport], [BudgetReports.Refused]) = ([], [])
        let sources = BudgetSources(self, today: today, ledger)
        // Most budgets of a person have the same periods.
        var known: [PeriodKey: Result<[BudgetPeriod], MoneyError>] = [:]
        for budget in budgets where !budget.isRemoved {
            let key = PeriodKey(budget.content)
            let found = known[key] ?? self.foundPeriods(of: budget.content, through: day)
            known[key] = found
            do throws(MoneyError) {
                let periods = try found.get()
                if !periods.isEmpty { reports.append(try sources.report(budget, periods)) }
            } catch {
                refused.append(BudgetReports.Refused(budget: budget.id, error: error))
            }
        }
        return BudgetReports(reports: reports, refused: refused)
    }

    /// Where the first budget stands that has a period today and can be reported on: one in the person's own currency
    /// before others.
    package func firstBudgetReport(today: CalendarDay) -> BudgetReport? {
        let live = liveBudgets
        let own = live.filter { $0.content.currency == settings.baseCurrency }
        let others = live.filter { $0.content.currency != settings.baseCurrency }
        var ledger: CategoryLedger?
        for budget in own + others {
            guard let periods = try? periods(of: budget.content, through: today), !periods.isEmpty else { continue }
            // One ledger for all that are tried.
            let made = ledger ?? CategoryLedger(self)
            ledger = made
            let sources = BudgetSources(self, today: today, made, only: budget.id)
            if let report = try? sources.report(budget, periods) { return report }
        }
        return nil
    }

    private func foundPeriods(of content: BudgetContent, through day: CalendarDay) -> Result<[BudgetPeriod], MoneyError>
    {
        do throws(MoneyError) {
            return .success(try periods(of: content, through: day))
        } catch {
            return .failure(error)
        }
    }
}

/// What the reports of one moment are made of, read from the book once.
private struct BudgetSources {
    private let book: MoneyBook
    private let today: CalendarDay
    private let ledger: CategoryLedger
    private let expected: ExpectedSpending
    private let assignments: LineAssignments

    /// - `only`: The one budget that is asked about; nil is all.
    init(_ book: MoneyBook, today: CalendarDay, _ ledger: CategoryLedger, only budget: BudgetID? = nil) {
        self.book = book
        self.today = today
        self.ledger = ledger
        expected = ExpectedSpending(book, today: today)
        assignments = LineAssignments(book, only: budget)
    }

    func report(_ budget: Budget, _ periods: [BudgetPeriod]) throws(MoneyError) -> BudgetReport {
        var sums = BudgetSums(book, budget.content, periods, ledger)
        try sums.add(ledger)
        try sums.add(expected)
        return try sums.report(budget.id, assignments: assignments, today: today)
    }
}

/// What the periods of a budget depend on.
private struct PeriodKey: Hashable {
    private let span: BudgetSpan
    private let starts: CalendarDay
    private let ends: CalendarDay?
    /// How many there may be.
    private let limit: Int

    init(_ content: BudgetContent) {
        (span, starts, ends) = (content.span, content.starts, content.ends)
        limit = min(MoneyLimits.budgetPeriods, MoneyLimits.budgetCells / max(1, content.lines.count))
    }
}
