package import Primitives

/// Where the budgets of a book stand on a day.
package struct BudgetReports: Hashable, Sendable {
    /// A budget that cannot be reported on: it has too many periods, or sums that are too large.
    package struct Refused: Hashable, Sendable {
        package let budget: BudgetID
        package let error: MoneyError

        package init(budget: BudgetID, error: MoneyError) {
            self.budget = budget
            self.error = error
        }
    }

    /// In the order the budgets were made.
    package let reports: [BudgetReport]
    package let refused: [Refused]
}

/// Where a budget stands in one period.
///
/// - Source: docs/spec/money-planning.md §4.
package struct BudgetReport: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let category: CategoryID
        package let carriedMinorUnits: Int64
        package let assignedMinorUnits: Int64
        /// Less what came back.
        package let spentMinorUnits: Int64
        /// What recurring entries would still make in the period, as far as a year ahead.
        package let expectedMinorUnits: Int64
        /// Negative when more was spent than there was.
        package let leftMinorUnits: Int64
        /// What is left for each day from today to the end; nil when nothing is, or the period is past.
        package let leftPerDayMinorUnits: Int64?

        package var overMinorUnits: Int64 { leftMinorUnits < 0 ? Int64(clamping: leftMinorUnits.magnitude) : 0 }
    }

    /// Spending or income that is not counted, since it is in another currency.
    package struct LeftOut: Hashable, Sendable {
        package let currency: Currency
        package let spentMinorUnits: Int64
        package let earnedMinorUnits: Int64
    }

    package let budget: BudgetID
    package let currency: Currency
    package let period: BudgetPeriod
    /// How many periods came before this one.
    package let place: Int
    /// Days from today to the end of the period, today included; 0 when it is past.
    package let daysLeft: Int
    /// In the order of the budget.
    package let lines: [Line]
    package let total: Line.Sums
    /// What came in during the period.
    package let earnedMinorUnits: Int64
    /// What was spent on categories that no line is about.
    package let unbudgetedMinorUnits: Int64
    /// Envelopes: what is not in any; negative when more was assigned than there is.
    package let toAssignMinorUnits: Int64?
    /// By code.
    package let leftOut: [LeftOut]
}

extension BudgetReport.Line {
    /// The lines together.
    package struct Sums: Hashable, Sendable {
        package internal(set) var carriedMinorUnits: Int64 = 0
        package internal(set) var assignedMinorUnits: Int64 = 0
        package internal(set) var spentMinorUnits: Int64 = 0
        package internal(set) var expectedMinorUnits: Int64 = 0
        package internal(set) var leftMinorUnits: Int64 = 0
        package internal(set) var overMinorUnits: Int64 = 0
    }
}
