/// Quick add, this month's figures and the latest entries.
package struct TodayPage: Page {
    package static let template = PageTemplate.today
    package var place: Place { .today }
    package let title = localized("Today")

    let day: DayText
    let quickAdd: QuickAddView
    let month: [FigureGroup]
    let hasMonth: Bool
    let latest: [LatestRow]
    let hasLatest: Bool
    let hasAccounts: Bool
    /// One budget in a few words; nil where there is none.
    let budget: BudgetGlance?
    /// The next goals, three at most.
    let goals: [GoalGlance]
    let hasGoals: Bool
    /// What recurs in the next two weeks.
    let upcoming: [OccurrenceRow]
    let hasUpcoming: Bool
    /// How many occurrences wait for a look, in words; nil for none.
    let pending: String?
    /// How many entries came in through the inbox just now, in words; nil for none.
    let arrived: String?
    /// How many of them wait for her to look, in words; nil for none.
    let waiting: String?
    /// What this browser is called where it is added to the inbox: `Firefox on Android`.
    let browser: String
    /// The diary's part; nil where it is not kept.
    let body: BodyPanel?
    let hasBody: Bool
    let problems: FormProblems

    /// `month`: out, in and kept of the running month, one group for each currency that moved.
    ///
    /// `hasAccounts`: without one, the page says that the first is needed before a line can land anywhere.
    package init(
        day: DayText,
        quickAdd: QuickAddView = .blank,
        month: [FigureGroup],
        latest: [LatestRow],
        hasAccounts: Bool,
        budget: BudgetGlance? = nil,
        goals: [GoalGlance] = [],
        upcoming: [OccurrenceRow] = [],
        pending: String? = nil,
        arrived: String? = nil,
        waiting: String? = nil,
        browser: String = "",
        body: BodyPanel? = nil,
        problems: FormProblems = .none
    ) {
        self.day = day
        self.quickAdd = quickAdd
        self.month = month
        hasMonth = !month.isEmpty
        self.latest = latest
        hasLatest = !latest.isEmpty
        self.hasAccounts = hasAccounts
        self.budget = budget
        self.goals = goals
        hasGoals = !goals.isEmpty
        self.upcoming = upcoming
        hasUpcoming = !upcoming.isEmpty
        self.pending = pending
        self.arrived = arrived
        self.waiting = waiting
        self.browser = browser
        self.body = body
        hasBody = body != nil
        self.problems = problems
    }
}
