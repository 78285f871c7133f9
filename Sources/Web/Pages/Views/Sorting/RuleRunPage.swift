/// What rules would change in the entries there are, before anything is changed.
package struct RuleRunPage: Page {
    package static let template = PageTemplate.ruleRun
    package var place: Place { .money(.more) }
    package let title: String

    /// How many would change, of how many that fit.
    let lead: String
    let notes: [String]
    let changes: [Change]
    let hasChanges: Bool
    let button: String
    let digest: String
    /// The one rule that is tried; empty for all that are in effect.
    let rule: String

    package struct Change: Sendable, NamedParts {
        let name: String
        let detail: String
        let becomes: String
        let rules: String
        let money: MoneyText

        package init(name: String, detail: String, becomes: String, rules: String, money: MoneyText) {
            self.name = name
            self.detail = detail
            self.becomes = becomes
            self.rules = rules
            self.money = money
        }

        package func part(_ name: String) -> Any? {
            switch name {
            case "name": self.name
            case "detail": detail
            case "becomes": becomes
            case "rules": rules
            case "money": money
            default: nil
            }
        }
    }

    /// `title`: the name of the rule, or all of them.
    package init(
        title: String,
        lead: String,
        notes: [String],
        changes: [Change],
        button: String,
        digest: String,
        rule: String
    ) {
        self.title = title
        self.lead = lead
        self.notes = notes
        self.changes = changes
        hasChanges = !changes.isEmpty
        self.button = button
        self.digest = digest
        self.rule = rule
    }
}
