/// How a member stands: what she may do now, and why not more.
package struct StaffOwnPage: Page {
    package static let template = PageTemplate.staffOwn
    package var place: Place { .staff(.own) }
    package let title = localized("How you stand")

    let name: String
    let role: String
    let lapses: [String]
    let warnings: [String]
    let permissions: [Permission]
    let records: [StaffRecordRow]
    let begun: String
    let ends: String

    package struct Permission: Sendable {
        let label: String
        let isProduction: Bool
        let isOpen: Bool

        package init(label: String, isProduction: Bool, isOpen: Bool) {
            self.label = label
            self.isProduction = isProduction
            self.isOpen = isOpen
        }
    }

    package init(
        name: String,
        role: String,
        lapses: [String],
        warnings: [String],
        permissions: [Permission],
        records: [StaffRecordRow],
        begun: String,
        ends: String
    ) {
        self.name = name
        self.role = role
        self.lapses = lapses
        self.warnings = warnings
        self.permissions = permissions
        self.records = records
        self.begun = begun
        self.ends = ends
    }
}

/// A record on which a role rests: what it is, how long it counts, and whether it does now.
package struct StaffRecordRow: Sendable {
    let label: String
    let detail: String
    let counts: Bool

    package init(label: String, detail: String, counts: Bool) {
        self.label = label
        self.detail = detail
        self.counts = counts
    }
}
