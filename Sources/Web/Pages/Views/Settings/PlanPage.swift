/// What is kept of what she pays: everything that is.
package struct PlanPage: Page {
    package static let template = PageTemplate.plan
    package var place: Place { .settings }
    package let title = localized("Your plan")

    let takesPayments: Bool
    let plans: [Plan]
    let hasPlans: Bool
    /// The number for a checkout, once it was asked for.
    let reference: String?

    package struct Plan: Sendable {
        let provider: String
        let state: String
        let until: String?

        package init(provider: String, state: String, until: String?) {
            self.provider = provider
            self.state = state
            self.until = until
        }
    }

    package init(takesPayments: Bool, plans: [Plan], reference: String?) {
        self.takesPayments = takesPayments
        self.plans = plans
        hasPlans = !plans.isEmpty
        self.reference = reference
    }
}
