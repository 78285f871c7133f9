import Aggregates
import Primitives

@testable import Web

extension SamplePages {
    func numbersPages() -> [(String, any Page)] {
        [("numbers", NumbersPage(numbers(isEmpty: false))), ("numbers-none", NumbersPage(numbers(isEmpty: true)))]
    }

    /// Weeks as they come: one with all figures, one with some left out, one that the budget did not reach for.
    func numbers(isEmpty: Bool) -> NumbersView {
        let week = AggregateWeek(number: 2967)
        let today = week.firstDay.adding(days: 4)
        guard !isEmpty else {
            return NumbersView(releases: [], ledger: BudgetLedger(), now: week, today: today)
        }
        func release(_ number: UInt32, _ values: [Int64?]) -> WeeklyRelease {
            let figures = zip(AggregateFigure.allCases, values).map { figure, value in
                WeeklyRelease.Figure(figure, epsilon: figure.epsilon, value: value)
            }
            return WeeklyRelease(week: AggregateWeek(number: number), figures: figures)
        }
        let spent = (2950..<2967).map { number in
            BudgetLedger.Entry(week: AggregateWeek(number: number), spent: AggregateFigure.epsilonPerWeek)
        }
        return NumbersView(
            releases: [
                release(2966, [5_012, 4_803, 1_207, 41_355, 702]), release(2965, [97, 84, nil, 1_140, 12]),
                release(2964, []),
            ],
            ledger: BudgetLedger(entries: spent) ?? BudgetLedger(),
            now: week,
            today: today
        )
    }
}
