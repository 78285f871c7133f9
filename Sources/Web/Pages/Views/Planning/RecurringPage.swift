/// What recurs: what waits for a look, what is to come, and the rules.
package struct RecurringPage: Page {
    package static let template = PageTemplate.recurring
    package var place: Place { .money(.recurring) }
    package let title = localized("Recurring")

    /// What a month comes to, nil where nothing recurs.
    let lead: String
    let isEmpty: Bool
    /// The next thirty days, today first.
    let strip: [StripDay]
    /// What the strip shows, in a sentence.
    let stripSentence: String
    let pending: [OccurrenceRow]
    let hasPending: Bool
    let pendingNote: String?
    let upcoming: [OccurrenceRow]
    let hasUpcoming: Bool
    let upcomingNote: String?
    let entries: [EntryRow]
    let problems: FormProblems

    struct StripDay: Sendable {
        /// Shown on days with something due, and here and there.
        let label: String?
        let isToday: Bool
        let isOut: Bool
        let isIn: Bool
    }

    struct EntryRow: Sendable {
        let path: String
        let icon: String
        let payee: String
        let detail: String
        let rule: String
        let next: String?
        let isVariable: Bool
        let isPaused: Bool
        let money: MoneyText
    }

    init(
        lead: String,
        strip: [StripDay],
        stripSentence: String,
        pending: [OccurrenceRow],
        pendingNote: String? = nil,
        upcoming: [OccurrenceRow],
        upcomingNote: String? = nil,
        entries: [EntryRow],
        problems: FormProblems = .none
    ) {
        self.lead = lead
        isEmpty = entries.isEmpty
        self.strip = strip
        self.stripSentence = stripSentence
        self.pending = pending
        hasPending = !pending.isEmpty
        self.pendingNote = pendingNote
        self.upcoming = upcoming
        hasUpcoming = !upcoming.isEmpty
        self.upcomingNote = upcomingNote
        self.entries = entries
        self.problems = problems
    }
}
