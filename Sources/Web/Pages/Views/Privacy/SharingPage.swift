/// What others share of their diaries with this person.
package struct SharingPage: Page {
    package static let template = PageTemplate.sharing
    package var place: Place { .privacy(.shared) }
    package let title = localized("Shared with me")

    let problems: FormProblems
    let shares: [Share]
    let code: TextField
    /// Whether she shares something herself.
    let sharesOwn: Bool

    /// One estimate.
    package struct Line: Sendable {
        let label: String
        let text: String

        package init(label: String, text: String) {
            self.label = label
            self.text = text
        }
    }

    package struct Share: Sendable {
        let name: String
        let path: String
        /// On which day it was worked out, or that there is nothing yet, or that it ended.
        let state: String
        let isEnded: Bool
        let lines: [Line]

        package init(name: String, path: String, state: String, isEnded: Bool, lines: [Line]) {
            self.name = name
            self.path = path
            self.state = state
            self.isEnded = isEnded
            self.lines = lines
        }
    }

    package init(shares: [Share], sharesOwn: Bool, problems: FormProblems = .none) {
        self.shares = shares
        self.sharesOwn = sharesOwn
        self.problems = problems
        code = TextField("code", localized("Code"), kind: .code, maximumLength: 60, problems: problems)
    }
}

/// What a code for a diary is for, before the partner agrees.
package struct SharingJoinPage: Page {
    package static let template = PageTemplate.sharingJoin
    package var place: Place { .privacy(.shared) }
    package let title = localized("See what is shared")

    let problems: FormProblems
    let name: String
    let parts: [String]
    let code: String
    let displayName: TextField

    package init(
        name: String,
        parts: [String],
        code: String,
        displayName: String = "",
        problems: FormProblems = .none
    ) {
        self.name = name
        self.parts = parts
        self.code = code
        self.problems = problems
        self.displayName = TextField(
            "displayName",
            localized("How you are seen"),
            value: displayName,
            hint: localized("Only by who shares this. Your handle is not shown."),
            maximumLength: 60,
            problems: problems
        )
    }
}
