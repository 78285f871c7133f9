/// Account actions that need no data.
package struct StaffAccountsPage: Page {
    package static let template = PageTemplate.staffAccounts
    package var place: Place { .staff(.accounts) }
    package let title = localized("Accounts")

    let account: TextField
    let found: Found?
    let problems: FormProblems

    package struct Found: Sendable {
        let id: String
        let path: String
        let sessions: String
        let heldSince: String?
        let mayEnd: Bool
        let mayHold: Bool
        let mayRelease: Bool

        package init(
            id: String,
            path: String,
            sessionCount: Int,
            heldSince: String?,
            mayEnd: Bool,
            mayHold: Bool,
            mayRelease: Bool
        ) {
            self.id = id
            self.path = path
            sessions = Words.current.number(sessionCount)
            self.heldSince = heldSince
            self.mayEnd = mayEnd
            self.mayHold = mayHold
            self.mayRelease = mayRelease
        }
    }

    package init(found: Found? = nil, problems: FormProblems = .none) {
        self.found = found
        self.problems = problems
        // What was typed is not sent back: a handle stands on no page of the staff.
        account = TextField(
            "account",
            localized("Handle or account id"),
            kind: .code,
            hint: localized("As the person told it to you."),
            maximumLength: 128
        )
    }
}
