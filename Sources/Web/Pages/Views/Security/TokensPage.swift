/// Tokens for shortcuts and scripts, and browsers that may add while they are offline.
package struct TokensPage: Page {
    package static let template = PageTemplate.tokens
    package var place: Place { .privacy(.security) }
    package let title = localized("Tokens and browsers that add")

    let tokens: [Row]
    let hasTokens: Bool
    let senders: [Row]
    let hasSenders: Bool
    /// How many entries wait for her to look at them, in words; nil for none.
    let waiting: String?

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

    package init(tokens: [Row], senders: [Row], waiting: String?) {
        self.tokens = tokens
        hasTokens = !tokens.isEmpty
        self.senders = senders
        hasSenders = !senders.isEmpty
        self.waiting = waiting
    }
}
