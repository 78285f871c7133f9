/// The rules in their order, and those that a person's entries suggest.
package struct RulesPage: Page {
    package static let template = PageTemplate.rules
    package var place: Place { .money(.more) }
    package let title = localized("Rules")

    let rows: [Row]
    let suggestions: [Suggestion]
    let hasRows: Bool
    let hasSuggestions: Bool
    let isEmpty: Bool

    package struct Row: Sendable {
        let name: String
        let conditions: String
        let actions: String
        let isOff: Bool
        let stops: Bool
        let path: String
        let movePath: String
        let runPath: String
        let canRise: Bool
        let canFall: Bool

        package init(
            id: String,
            name: String,
            conditions: String,
            actions: String,
            isOff: Bool,
            stops: Bool,
            canRise: Bool,
            canFall: Bool
        ) {
            self.name = name
            self.conditions = conditions
            self.actions = actions
            self.isOff = isOff
            self.stops = stops
            path = "/money/rules/\(id)"
            movePath = path + "/move"
            runPath = "/money/rules/run?rule=\(id)"
            self.canRise = canRise
            self.canFall = canFall
        }
    }

    package struct Suggestion: Sendable {
        let question: String
        let reason: String
        let payee: String
        let category: String

        package init(question: String, reason: String, payee: String, category: String) {
            self.question = question
            self.reason = reason
            self.payee = payee
            self.category = category
        }
    }

    package init(rows: [Row], suggestions: [Suggestion]) {
        self.rows = rows
        self.suggestions = suggestions
        hasRows = !rows.isEmpty
        hasSuggestions = !suggestions.isEmpty
        isEmpty = rows.isEmpty && suggestions.isEmpty
    }
}
