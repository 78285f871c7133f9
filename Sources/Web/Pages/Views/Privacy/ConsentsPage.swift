/// Every purpose that something of hers is used for, with its notice and a switch.
package struct ConsentsPage: Page {
    package static let template = PageTemplate.consents
    package var place: Place { .privacy(.consents) }
    package let title = localized("What you agreed to")

    /// Where a page led her that may not open without one of them.
    let asked: Asked?
    let groups: [Group]
    let changes: [ConsentChangeRow]
    let hasChanges: Bool
    /// Her browser asks not to sell or share.
    let hasSignal: Bool

    package init(asked: Asked?, groups: [Group], changes: [ConsentChangeRow], hasSignal: Bool) {
        self.asked = asked
        self.groups = groups
        self.changes = changes
        hasChanges = !changes.isEmpty
        self.hasSignal = hasSignal
    }

    /// What is closed, why, and what can be done.
    package struct Asked: Sendable {
        let heading: String
        let sentence: String
        /// Where she can take a copy of it; nil where there is none to take.
        let exportPath: String?

        package init(heading: String, sentence: String, exportPath: String?) {
            self.heading = heading
            self.sentence = sentence
            self.exportPath = exportPath
        }
    }

    package struct Group: Sendable {
        let id: String
        let heading: String
        let rows: [Row]

        package init(id: String, heading: String, rows: [Row]) {
            self.id = id
            self.heading = heading
            self.rows = rows
        }
    }

    package struct Row: Sendable {
        let id: String
        let notice: ConsentNotice
        let isOn: Bool
        /// Agreed to, but to another notice than today's.
        let isOutdated: Bool
        /// Since when it is so; nil where it was never given.
        let since: String?
        /// What the button sends.
        let given: String
        /// Where its form goes; nil where it is not switched here.
        let action: String?
        /// The page that it is switched on.
        let elsewhere: String?
        /// With all that changed.
        let path: String?

        package init(
            id: String,
            notice: ConsentNotice,
            isOn: Bool,
            isOutdated: Bool,
            since: String?,
            action: String?,
            elsewhere: String?,
            path: String?
        ) {
            self.id = id
            self.notice = notice
            self.isOn = isOn
            self.isOutdated = isOutdated
            self.since = since
            given = isOn ? "no" : "yes"
            self.action = action
            self.elsewhere = elsewhere
            self.path = path
        }
    }
}

/// One line of what was given and taken back.
package struct ConsentChangeRow: Sendable {
    let when: String
    let heading: String
    let isGiven: Bool
    /// Of the notice, as a number.
    let version: String
    /// What that notice said, where today's is another.
    let oldNotice: ConsentNotice?

    package init(when: String, heading: String, isGiven: Bool, version: String, oldNotice: ConsentNotice?) {
        self.when = when
        self.heading = heading
        self.isGiven = isGiven
        self.version = version
        self.oldNotice = oldNotice
    }
}

/// One purpose: its notice in full, and every change of the consent to it.
package struct ConsentPage: Page {
    package static let template = PageTemplate.consent
    package var place: Place { .privacy(.consents) }
    package let title: String

    let notice: ConsentNotice
    let version: String
    let changes: [ConsentChangeRow]
    let hasChanges: Bool

    package init(notice: ConsentNotice, version: String, changes: [ConsentChangeRow]) {
        title = notice.heading
        self.notice = notice
        self.version = version
        self.changes = changes
        hasChanges = !changes.isEmpty
    }
}
