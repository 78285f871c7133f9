/// Every promise and how it is doing, for anyone.
package struct TrustPage: Page {
    package static let template = PageTemplate.trust
    package var place: Place { .outside }
    package let title: String

    let counts: [Count]
    /// One for each promise, to see all of them at once.
    let marks: [Mark]
    let broken: [Row]
    let groups: [Group]
    /// When the last run was made.
    let checked: String

    package struct Count: Sendable {
        let number: String
        let label: String
        let colour: String

        package init(number: String, label: String, colour: String) {
            self.number = number
            self.label = label
            self.colour = colour
        }
    }

    struct Mark: Sendable {
        let kind: String
        let anchor: String
        let label: String
        let icon: String?
    }

    package struct Group: Sendable {
        let anchor: String
        let heading: String
        let kept: String
        let rows: [Row]

        package init(anchor: String, heading: String, kept: String, rows: [Row]) {
            self.anchor = anchor
            self.heading = heading
            self.kept = kept
            self.rows = rows
        }
    }

    package struct Row: Sendable {
        let id: String
        let anchor: String
        let text: String
        /// `kept`, `broken`, `overdue` or `absent`.
        let kind: String
        let icon: String
        let badge: String
        let verdict: String
        let reason: String?
        let method: String?
        let evidence: [Observation]

        package init(
            id: String,
            text: String,
            kind: String,
            icon: String,
            badge: String,
            verdict: String,
            reason: String?,
            method: String?,
            evidence: [Observation]
        ) {
            self.id = id
            anchor = id.lowercased()
            self.text = text
            self.kind = kind
            self.icon = icon
            self.badge = badge
            self.verdict = verdict
            self.reason = reason
            self.method = method
            self.evidence = evidence
        }
    }

    package struct Observation: Sendable {
        let what: String
        let found: String

        package init(what: String, found: String) {
            self.what = what
            self.found = found
        }
    }

    package init(title: String, counts: [Count], groups: [Group], checked: String) {
        self.title = title
        self.counts = counts
        self.groups = groups
        self.checked = checked
        let rows = groups.flatMap(\.rows)
        broken = rows.filter { $0.kind == "broken" }
        marks = rows.map { row in
            Mark(
                kind: row.kind,
                anchor: row.anchor,
                label: "\(row.text): \(row.verdict)",
                icon: row.kind == "kept" ? nil : row.icon
            )
        }
    }
}
