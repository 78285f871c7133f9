/// Whether two officers may open a part of what is hers, and what they read.
package struct SupportPage: Page {
    package static let template = PageTemplate.support
    package var place: Place { .privacy(.support) }
    package let title = localized("Help from the staff")

    /// What may be opened; nil where nothing may.
    let allowed: String?
    let since: String?
    /// How many there are; nil where there are not two.
    let officers: String?
    let scopes: [Scope]
    let notices: [Notice]
    let hasNotices: Bool
    let isOpen: Bool
    let problems: FormProblems

    package struct Scope: Sendable {
        let name: String
        let label: String
        let isChosen: Bool

        package init(name: String, label: String, isChosen: Bool) {
            self.name = name
            self.label = label
            self.isChosen = isChosen
        }
    }

    package struct Notice: Sendable {
        let what: String
        let reason: String
        let ticket: String
        let opened: String
        /// Nil while it is open.
        let ended: String?
        let pages: String?

        package init(what: String, reason: String, ticket: String, opened: String, ended: String?, pages: String?) {
            self.what = what
            self.reason = reason
            self.ticket = ticket
            self.opened = opened
            self.ended = ended
            self.pages = pages
        }
    }

    package init(
        allowed: String?,
        since: String?,
        officers: String?,
        scopes: [Scope],
        notices: [Notice],
        isOpen: Bool,
        problems: FormProblems = .none
    ) {
        self.allowed = allowed
        self.since = since
        self.officers = officers
        self.scopes = scopes
        self.notices = notices
        hasNotices = !notices.isEmpty
        self.isOpen = isOpen
        self.problems = problems
    }
}
