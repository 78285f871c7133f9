/// Every use of the key that opens a person's data.
package struct AccessPage: Page {
    package static let template = PageTemplate.access
    package var place: Place { .privacy(.access) }
    package let title = localized("Access history")

    let counts: [Count]
    /// How this page stands to the public log, in a sentence.
    let standing: String
    /// What the log's checkpoints are verified with; also for the script that does it.
    let logKey: String
    let days: [Day]
    let hasActs: Bool
    /// Where older acts are; nil when there are none.
    let older: String?
    let isNewest: Bool

    /// Every word that the script may compare with the log.
    let acts = AccessWords.acts
    let purposes = AccessWords.purposes
    let slots = AccessWords.slots

    /// What a number of an event's field is called.
    struct Word: Sendable {
        let number: Int
        let text: String
    }

    struct Count: Sendable {
        let number: String
        let label: String
    }

    struct Day: Sendable {
        let heading: String
        let rows: [Row]
    }

    struct Row: Sendable {
        let ordinal: Int
        let time: TimeText
        let icon: String
        /// The kind of key that opened; nil for what the program did.
        let slot: String?
        let act: String
        let purpose: String?
        let state: String?
        let entry: String
        /// Where the proof is; nil until the next checkpoint.
        let proof: String?
    }

    init(counts: [Count], standing: String, logKey: String, days: [Day], older: String?, isNewest: Bool) {
        self.counts = counts
        self.standing = standing
        self.logKey = logKey
        self.days = days
        hasActs = !days.isEmpty
        self.older = older
        self.isNewest = isNewest
    }
}
