/// How the diary is kept: what it is for, what is read, what is shown.
package struct CycleSettingsPage: Page {
    package static let template = PageTemplate.cycleSettings
    package var place: Place { .cycle(.settings) }
    package let title = localized("Diary settings")

    let problems: FormProblems
    let modes: [Option]
    let from: TextField
    let due: TextField
    let breastfeeding: SelectField
    let changes: [ModeRow]
    let hasChanges: Bool
    let secondSign: SelectField
    let temperatureUnit: SelectField
    let weightUnit: SelectField
    let isPaused: Bool
    let fields: [Check]
    let links: [LinkRow]
    let lock: LockView?
    let consents: [Consent]
    let hasConsents: Bool
    let feeds: FeedsView?

    /// One of several, with what it means.
    struct Option: Sendable {
        let value: String
        let label: String
        let note: String
        let isChosen: Bool
    }

    struct Check: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    /// A mode that held from a day on.
    struct ModeRow: Sendable {
        let day: String
        let label: String
        let note: String?
        let removePath: String
        /// It holds now.
        let isCurrent: Bool
    }

    struct LinkRow: Sendable {
        let path: String
        let icon: String
        let name: String
        let note: String
    }

    struct Consent: Sendable {
        let id: String
        let heading: String
        let sentence: String
        let meta: String?
        let isOn: Bool
        /// It cannot be switched off here.
        let isFixed: Bool
    }

    /// The diary's own lock.
    struct LockView: Sendable {
        let isOn: Bool
        let current: TextField
        let passphrase: TextField
        let idle: SelectField
    }

    /// Calendars that other programs fetch.
    struct FeedsView: Sendable {
        let rows: [FeedRow]
        let hasRows: Bool
        let name: TextField
        let title: TextField
        let contents: [Check]
        /// The address of one that was just made: it is shown once.
        let made: String?
        /// Where she shows who is there before she makes one; nil where she has lately.
        let proofPath: String?
    }

    struct FeedRow: Sendable {
        let name: String
        let note: String
        let removePath: String
    }
}

/// What stands in the form of a mode, as it is typed.
struct ModeForm: Sendable {
    var mode = "cycle"
    var from: String
    var due = ""
    /// `yes`, `no` or empty.
    var breastfeeding = ""

    init(from: String) { self.from = from }
}
