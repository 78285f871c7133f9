/// How far each goal is, and a form to set money aside for it.
package struct GoalsPage: Page {
    package static let template = PageTemplate.goals
    package var place: Place { .money(.goals) }
    package let title = localized("Goals")

    let goals: [Section]
    /// Those that were put away.
    let archived: [Other]
    let hasArchived: Bool
    let isEmpty: Bool
    let problems: FormProblems

    struct Section: Sendable {
        let id: String
        let name: String
        let editPath: String
        /// Above the figure: left to save, or reached.
        let label: String
        let money: MoneyText
        let perMonth: String?
        let bar: BudgetBar
        let saved: String
        let notes: [String]
        /// The last deposits, newest first.
        let deposits: [Deposit]
        let form: DepositForm
    }

    struct Deposit: Sendable {
        let day: String
        let note: String?
        let money: MoneyText
    }

    struct DepositForm: Sendable {
        let path: String
        let amount: TextField
        let date: TextField
        let note: TextField
        /// Something in it was refused.
        let isOpen: Bool
    }

    struct Other: Sendable {
        let path: String
        let name: String
        let note: String
    }

    init(goals: [Section], archived: [Other], problems: FormProblems = .none) {
        self.goals = goals
        self.archived = archived
        hasArchived = !archived.isEmpty
        isEmpty = goals.isEmpty && archived.isEmpty
        self.problems = problems
    }
}

/// One goal in a few words, for Today.
package struct GoalGlance: Sendable {
    let name: String
    let saved: String
    let bar: BudgetBar
}
