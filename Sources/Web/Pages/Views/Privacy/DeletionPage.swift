/// The end of an account: what goes, what stays, and when.
package struct DeletionPage: Page {
    package static let template = PageTemplate.deletion
    package var place: Place { .privacy(.deletion) }
    package let title = localized("Delete everything")

    /// When it happens; nil where nothing was asked for.
    let due: String?
    /// Until how many days after it backups hold what was deleted; nil where none are made.
    let backupDays: String?
    /// The smallest is now.
    let choices: [Choice]
    let problems: FormProblems

    package struct Choice: Sendable {
        let days: String
        let label: String
        let note: String
        let isChosen: Bool

        package init(days: String, label: String, note: String, isChosen: Bool) {
            self.days = days
            self.label = label
            self.note = note
            self.isChosen = isChosen
        }
    }

    package init(due: String?, backupDays: String?, choices: [Choice], problems: FormProblems = .none) {
        self.due = due
        self.backupDays = backupDays
        self.choices = choices
        self.problems = problems
    }
}

/// Shown once: when it happens, and where the receipt will be.
package struct DeletionAskedPage: Page {
    package static let template = PageTemplate.deletionAsked
    package var place: Place { .privacy(.deletion) }
    package let title = localized("It will be deleted")

    let due: String
    /// Of the receipt, whole.
    let address: String
    let path: String

    package init(due: String, address: String, path: String) {
        self.due = due
        self.address = address
        self.path = path
    }
}

/// What whoever has the code of a receipt sees.
package struct DeletedPage: Page {
    package static let template = PageTemplate.deleted
    package var place: Place { .outside }
    package let title = localized("Receipt of a deletion")

    /// When the account ended; nil where nothing is known under this code.
    let deleted: String?
    let backupsGone: String?
    /// Where the file is; nil until a checkpoint covers the leaf.
    let filePath: String?
    let isWaiting: Bool
    let address: String?
    /// What the receipt is checked with.
    let logKey: String

    package init(deleted: String?, backupsGone: String?, filePath: String?, address: String?, logKey: String) {
        self.logKey = logKey
        self.deleted = deleted
        self.backupsGone = backupsGone
        self.filePath = filePath
        isWaiting = deleted != nil && filePath == nil
        self.address = address
    }
}
