/// The plan of a loan beside where it really stands.
package struct LoanPage: Page {
    package static let template = PageTemplate.loan
    package var place: Place { .money(.people) }
    package let title: String

    let lead: String
    let editPath: String
    let left: MoneyText
    /// What the plan says instead, where it differs.
    let planned: String?
    let bar: BudgetBar
    let paid: String
    let notes: [String]
    let next: Next?
    let remaining: Table
    let hasRemaining: Bool
    let plan: Table
    let problems: FormProblems

    /// The form that enters the next payment.
    struct Next: Sendable {
        let path: String
        let number: Int
        let sentence: String
        let date: TextField
    }

    struct Table: Sendable {
        let rows: [Row]
        let payment: String
        let interest: String
        let principal: String
        /// How many are not shown, in words.
        let more: String?
    }

    struct Row: Sendable, NamedParts {
        let number: Int
        let day: String
        let payment: String
        let interest: String
        let principal: String
        let left: String

        /// A plan is long, so its rows name their own parts: reflection is not free.
        func part(_ name: String) -> Any? {
            switch name {
            case "number": number
            case "day": day
            case "payment": payment
            case "interest": interest
            case "principal": principal
            case "left": left
            default: nil
            }
        }
    }
}
