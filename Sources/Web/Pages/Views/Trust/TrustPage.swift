import Assurance

/// Every promise and how it is doing, for anyone.
package struct TrustPage: Page {
    package static let template = PageTemplate.trust
    package var place: Place { .outside }
    package let title: String

    let counts: [Count]
    /// One for each promise, to see all of them at once.
    let marks: [Mark]
    let broken: [Row]
    let overdue: [Row]
    /// Those that will be overdue soon.
    let warned: [Row]
    let groups: [Group]
    /// When the last run was made.
    let checked: String

    struct Count: Sendable {
        let number: String
        let label: String
        let colour: String
    }

    struct Mark: Sendable {
        let id: String
        let kind: String
        let label: String
        let icon: String?
    }

    struct Group: Sendable {
        let anchor: String
        let heading: String
        let kept: String
        let rows: [Row]
    }

    struct Row: Sendable {
        let id: String
        let text: String
        let look: Look
        /// The one observation that says most.
        let headline: Observation?
        let reason: String?
        let warning: String?
        /// Since when it is so.
        let since: String?
        let method: String?
        let evidence: [Observation]
        let changes: [Change]
    }

    struct Observation: Sendable {
        let what: String
        let found: String
        let link: String?
    }

    struct Change: Sendable {
        let when: String
        let verdicts: String
    }

    init(title: String, counts: [Count], groups: [Group], checked: String) {
        self.title = title
        self.counts = counts
        self.groups = groups
        self.checked = checked
        let rows = groups.flatMap(\.rows)
        broken = rows.filter { $0.look.kind == "broken" }
        overdue = rows.filter { $0.look.kind == "overdue" }
        warned = rows.filter { $0.warning != nil }
        marks = rows.map { row in
            Mark(
                id: row.id,
                kind: row.look.kind,
                label: "\(row.text): \(row.look.word)",
                icon: row.look.kind == "kept" ? nil : row.look.icon
            )
        }
    }

    /// How a verdict is shown: never by colour alone.
    struct Look: Sendable, Hashable {
        /// The end of the names of its styles.
        let kind: String
        let icon: String
        let badge: String
        let word: String
        /// Beside the number of those that look so.
        let label: String
        let colour: String

        static var all: [Look] { VerdictKind.allCases.map(Look.init) }

        init(_ kind: VerdictKind) {
            switch kind {
            case .kept:
                (self.kind, icon, badge, colour) = ("kept", "check", "badge--pass", "c-neem")
                (word, label) = (localized("Is kept"), localized("are kept"))
            case .broken:
                (self.kind, icon, badge, colour) = ("broken", "x", "badge--fail", "c-brick")
                (word, label) = (localized("Broken"), localized("broken"))
            case .overdue:
                (self.kind, icon, badge, colour) = ("overdue", "clock", "badge--late", "c-turmeric")
                (word, label) = (localized("Overdue"), localized("overdue"))
            case .notInDeployment:
                (self.kind, icon, badge, colour) = ("absent", "minus", "badge--none", "faint")
                (word, label) = (localized("Not in this deployment"), localized("not in this deployment"))
            }
        }
    }
}
