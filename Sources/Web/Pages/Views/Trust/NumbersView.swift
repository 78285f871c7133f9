import Aggregates
import Identity
import Primitives

/// The weeks' figures over all who agreed, and the ledger of what they tell: the same for anyone and for the staff.
package struct NumbersView: Sendable {
    /// In the order of the list.
    let kinds: [Kind]
    /// Newest first.
    let weeks: [Week]
    let hasWeeks: Bool
    /// Whether there is a week that the budget did not reach for.
    let hasRefused: Bool
    /// Of the period that is under way, newest first.
    let ledger: [Entry]
    let budget: String
    let spent: String
    let left: String
    /// When the period began and when the next one does.
    let period: String

    /// What is counted, and how.
    struct Kind: Sendable {
        let label: String
        let most: String
        let epsilon: String
        let shownFrom: String
    }

    struct Week: Sendable {
        let days: String
        let epsilon: String
        /// Empty where the budget did not reach.
        let cells: [Cell]
        let isRefused: Bool

        init(days: String, epsilon: String, cells: [Cell]) {
            self.days = days
            self.epsilon = epsilon
            self.cells = cells
            isRefused = cells.isEmpty
        }
    }

    struct Cell: Sendable {
        let label: String
        /// Nil where the figure is about too few.
        let value: String?
    }

    struct Entry: Sendable {
        let days: String
        let epsilon: String
    }

    init(releases: [WeeklyRelease], ledger: BudgetLedger, now week: AggregateWeek, today: CalendarDay) {
        let words = Words.current
        kinds = AggregateFigure.allCases.map { figure in
            Kind(
                label: Self.label(figure),
                most: words.number(Int(figure.maximumPerAccount)),
                epsilon: figure.epsilon.text,
                shownFrom: words.number(Int(figure.shownFrom))
            )
        }
        weeks = releases.map { release in
            Week(
                days: Self.days(release.week, today),
                epsilon: release.epsilon.text,
                cells: release.figures.map { figure in
                    Cell(label: Self.label(figure.figure), value: figure.value.map { words.number(Int($0)) })
                }
            )
        }
        hasWeeks = !weeks.isEmpty
        hasRefused = weeks.contains(where: \.isRefused)
        self.ledger = ledger.entries.reversed()
            .filter { BudgetLedger.period(of: $0.week) == BudgetLedger.period(of: week) }
            .map { Entry(days: Self.days($0.week, today), epsilon: $0.spent.text) }
        budget = BudgetLedger.budget.text
        spent = ledger.spent(inPeriodOf: week).text
        left = ledger.left(inPeriodOf: week).text
        let start = BudgetLedger.periodStart(of: week)
        let next = AggregateWeek(number: start.number + BudgetLedger.weeksPerPeriod)
        period = localized(
            "Since {start}; the next 52 weeks begin on {next}.",
            [
                "start": DayText(start.firstDay, today: today).medium,
                "next": DayText(next.firstDay, today: today).medium,
            ]
        )
    }

    /// Reads what there is now.
    ///
    /// - Throws: ``IdentityError/records(_:)``.
    init(_ desk: AggregateDesk, today: CalendarDay) async throws(IdentityError) {
        let (releases, ledger) = try await desk.published()
        self.init(releases: releases, ledger: ledger, now: desk.thisWeek, today: today)
    }

    private static func days(_ week: AggregateWeek, _ today: CalendarDay) -> String {
        localized(
            "{first} to {last}",
            [
                "first": DayText(week.firstDay, today: today).short,
                "last": DayText(week.lastDay, today: today).short,
            ]
        )
    }

    private static func label(_ figure: AggregateFigure) -> String {
        switch figure {
        case .activeAccounts: localized("Accounts in use")
        case .moneyAccounts: localized("Accounts that keep money")
        case .diaryAccounts: localized("Accounts that keep a diary")
        case .openings: localized("Openings")
        case .imports: localized("Files read in")
        }
    }
}

/// The public ledger of what figures over all tell, and the figures.
package struct NumbersPage: Page {
    package static let template = PageTemplate.numbers
    static let path = "/trust/numbers"
    package var place: Place { .outside }
    package let title = localized("Numbers about all, and about nobody")
    let numbers: NumbersView

    package init(_ numbers: NumbersView) { self.numbers = numbers }
}

/// The same for the staff, who are shown nothing more.
package struct StaffNumbersPage: Page {
    package static let template = PageTemplate.staffNumbers
    package var place: Place { .staff(.numbers) }
    package let title = localized("Numbers about all")
    let numbers: NumbersView

    package init(_ numbers: NumbersView) { self.numbers = numbers }
}
