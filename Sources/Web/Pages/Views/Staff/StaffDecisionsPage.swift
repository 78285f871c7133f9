/// What waits for a second officer, and links that were not followed yet.
package struct StaffDecisionsPage: Page {
    package static let template = PageTemplate.staffDecisions
    package var place: Place { .staff(.decisions) }
    package let title = localized("Decisions of two")

    let rows: [Row]
    let name: TextField
    let role: SelectField
    let problems: FormProblems

    package struct Row: Sendable {
        let path: String
        let what: String
        let agreed: String
        let until: String
        let isLink: Bool
        let canApprove: Bool

        package init(
            path: String,
            what: String,
            agreed: String,
            until: String,
            isLink: Bool,
            canApprove: Bool
        ) {
            self.path = path
            self.what = what
            self.agreed = agreed
            self.until = until
            self.isLink = isLink
            self.canApprove = canApprove
        }
    }

    package init(rows: [Row], name: String = "", role: String = "", problems: FormProblems = .none) {
        self.rows = rows
        self.problems = problems
        self.name = TextField(
            "name",
            localized("What colleagues call her or him"),
            value: name,
            maximumLength: 60,
            problems: problems
        )
        self.role = SelectField(
            "role",
            localized("Role"),
            choices: StaffWords.roles,
            chosen: role.isEmpty ? "support" : role,
            problems: problems
        )
    }
}
