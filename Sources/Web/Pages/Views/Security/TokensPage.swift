/// Tokens for shortcuts and scripts, and browsers that may add while they are offline.
package struct TokensPage: Page {
    package static let template = PageTemplate.tokens
    package var place: Place { .privacy(.security) }
    package let title = localized("Tokens and browsers that add")

    let tokens: [Row]
    let hasTokens: Bool
    /// Those that ended lately.
    let ended: [EndedRow]
    let hasEnded: Bool
    let senders: [BrowserRow]
    let hasSenders: Bool
    /// How many entries wait for her to look at them, in words; nil for none.
    let waiting: String?
    let problems: FormProblems

    /// One thing that may come in, and how it is ended.
    package struct Row: Sendable {
        let icon: String
        let name: String
        let detail: String
        let endPath: String

        /// `detail`: measured facts: what it may do, when it was made and used, when it ends.
        package init(icon: String, name: String, detail: String, endPath: String) {
            self.icon = icon
            self.name = name
            self.detail = detail
            self.endPath = endPath
        }
    }

    /// A token that is good for nothing any more.
    package struct EndedRow: Sendable {
        let name: String
        let detail: String

        package init(name: String, detail: String) {
            self.name = name
            self.detail = detail
        }
    }

    /// A browser that may add.
    package struct BrowserRow: Sendable {
        let name: String
        let detail: String
        /// Where it is renamed, and below which it is ended.
        let path: String

        package init(name: String, detail: String, path: String) {
            self.name = name
            self.detail = detail
            self.path = path
        }
    }

    package init(
        tokens: [Row],
        ended: [EndedRow],
        senders: [BrowserRow],
        waiting: String?,
        problems: FormProblems = .none
    ) {
        self.tokens = tokens
        hasTokens = !tokens.isEmpty
        self.ended = ended
        hasEnded = !ended.isEmpty
        self.problems = problems
        self.senders = senders
        hasSenders = !senders.isEmpty
        self.waiting = waiting
    }
}
