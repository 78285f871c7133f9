/// What came in through the inbox and was not put in by itself.
package struct WaitingPage: Page {
    package static let template = PageTemplate.waiting
    package var place: Place { .privacy(.security) }
    package let title = localized("Waiting for you")

    let problems: FormProblems
    let entries: [Entry]
    let hasEntries: Bool

    /// One of them, with its words where they can be shown.
    package struct Entry: Sendable {
        let reason: String
        let detail: String
        let isWarning: Bool
        /// Nil where it does not open, or is for a diary that is closed.
        let field: TextField?
        let putPath: String
        let discardPath: String

        /// `id`: opaque.
        package init(
            id: String,
            reason: String,
            detail: String,
            isWarning: Bool,
            text: String?,
            isLong: Bool,
            problems: FormProblems = .none
        ) {
            self.reason = reason
            self.detail = detail
            self.isWarning = isWarning
            field = text.map {
                TextField(
                    "text.\(id)",
                    isLong ? localized("Entry, as it was sent") : localized("Line"),
                    kind: isLong ? .area : .text,
                    value: $0,
                    maximumLength: 3900,
                    problems: problems
                )
            }
            putPath = "/privacy/security/waiting/\(id)"
            discardPath = "/privacy/security/waiting/\(id)/discard"
        }
    }

    package init(entries: [Entry], problems: FormProblems = .none) {
        self.problems = problems
        self.entries = entries
        hasEntries = !entries.isEmpty
    }
}
