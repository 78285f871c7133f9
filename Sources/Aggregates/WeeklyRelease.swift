/// The noisy figures of one week: all that is ever kept of it.
package struct WeeklyRelease: Sendable, Hashable {
    /// One figure, with what it told of one account at most.
    package struct Figure: Sendable, Hashable {
        package let figure: AggregateFigure
        package let epsilon: Epsilon
        /// Nil where the noisy count of people was too small; then the noisy value is kept nowhere.
        package let value: Int64?

        package init(_ figure: AggregateFigure, epsilon: Epsilon, value: Int64?) {
            self.figure = figure
            self.epsilon = epsilon
            self.value = value
        }
    }

    package let week: AggregateWeek
    /// Empty where the budget was spent.
    package let figures: [Figure]

    package init(week: AggregateWeek, figures: [Figure]) {
        self.week = week
        self.figures = figures
    }

    package var epsilon: Epsilon { figures.reduce(.zero) { $0 + $1.epsilon } }

    /// Releases a week: pays from the ledger, adds noise once, and leaves out what is about too few.
    ///
    /// - Throws: ``BudgetRefusal``; then no noise is drawn.
    package static func make(
        _ sums: FigureSums,
        of week: AggregateWeek,
        paying ledger: inout BudgetLedger,
        using generator: inout some RandomNumberGenerator
    ) throws(BudgetRefusal) -> WeeklyRelease {
        try ledger.spend(AggregateFigure.epsilonPerWeek, on: week)
        var noisy: [AggregateFigure: Int64] = [:]
        for figure in AggregateFigure.allCases {
            noisy[figure] = sums[figure] + figure.noise.sample(using: &generator)
        }
        let figures = AggregateFigure.allCases.map { figure in
            // Both sides are noisy already: what is done with them tells nothing more.
            let isShown = noisy[figure.group, default: 0] >= figure.shownFrom
            let value = isShown ? max(0, noisy[figure, default: 0]) : nil
            return Figure(figure, epsilon: figure.epsilon, value: value)
        }
        return WeeklyRelease(week: week, figures: figures)
    }
}
