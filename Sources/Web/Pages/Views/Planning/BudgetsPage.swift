/// Where each budget stands in a period.
package struct BudgetsPage: Page {
    package static let template = PageTemplate.budgets
    package var place: Place { .money(.budgets) }
    package let title = localized("Budgets")

    /// The period of the first budget and its neighbours; nil where no budget has one.
    let pager: Pager?
    let budgets: [Section]
    /// Budgets that cannot be shown, with the reason.
    let refused: [Other]
    let hasRefused: Bool
    /// Budgets without a period on the day that is shown.
    let others: [Other]
    let hasOthers: Bool
    let isEmpty: Bool
    let problems: FormProblems

    struct Pager: Sendable {
        let label: String
        let previousPath: String?
        let nextPath: String?
    }

    struct Section: Sendable {
        let id: String
        let name: String
        let period: String
        let days: String?
        let editPath: String
        let label: String
        let left: MoneyText
        let perDay: String?
        let bar: BudgetBar
        /// Whether any bar has a part that is expected.
        let hasExpected: Bool
        let spent: String
        let lines: [Line]
        let notes: [String]
    }

    struct Line: Sendable {
        let icon: String
        let name: String
        /// Left or over, in figures and a word.
        let left: String
        let isOver: Bool
        let spent: String
        let note: String
        let bar: BudgetBar
        let category: String
        let day: String
        let assignPath: String
        let amount: TextField
        let hasOther: Bool
        /// Of envelopes, where another one has something in it.
        let move: Move?
    }

    /// The form that moves an amount from another line to one.
    struct Move: Sendable {
        let path: String
        let category: String
        let day: String
        let from: SelectField
        let amount: TextField
        /// It was sent, and refused.
        let isOpen: Bool
    }

    struct Other: Sendable {
        let path: String
        let name: String
        let note: String
    }

    init(
        pager: Pager?,
        budgets: [Section],
        refused: [Other] = [],
        others: [Other],
        problems: FormProblems = .none
    ) {
        self.pager = pager
        self.budgets = budgets
        self.others = others
        hasOthers = !others.isEmpty
        self.refused = refused
        hasRefused = !refused.isEmpty
        isEmpty = budgets.isEmpty && others.isEmpty && refused.isEmpty
        self.problems = problems
    }
}
