/// All requests for access, and the form of a new one.
package struct StaffAccessPage: Page {
    package static let template = PageTemplate.staffAccess
    package var place: Place { .staff(.access) }
    package let title = localized("Access of two")

    let waiting: [Row]
    let ended: [Row]
    let hasEnded: Bool
    /// How many people allow help; nil for whoever does not read the history.
    let counts: String?
    let form: Form?
    let problems: FormProblems

    /// Where a request stands.
    package struct State: Sendable {
        package enum Tone: String, Sendable { case late, info, fail }

        let words: String
        let tone: String
        let icon: String

        package init(_ words: String, _ tone: Tone) {
            self.words = words
            self.tone = tone.rawValue
            icon = tone == .late ? "clock" : tone == .fail ? "eye" : "info"
        }
    }

    package struct Row: Sendable {
        let path: String
        let ticket: String
        let what: String
        let made: String
        let state: State

        package init(path: String, ticket: String, what: String, made: String, state: State) {
            self.path = path
            self.ticket = ticket
            self.what = what
            self.made = made
            self.state = state
        }
    }

    /// What was typed; the account's name is not sent back.
    package struct Sent: Sendable {
        var trackers: Set<String> = []
        var minutes: String
        var reason = ""
        var ticket = ""
    }

    struct Form: Sendable {
        let account: TextField
        let scopes: [Scope]
        let minutes: TextField
        let reason: TextField
        let ticket: TextField
    }

    struct Scope: Sendable {
        let name: String
        let label: String
        let isChosen: Bool
    }

    /// `form`: what was sent; nil for whoever may not ask.
    package init(waiting: [Row], ended: [Row], counts: String?, form: Sent?, problems: FormProblems = .none) {
        self.waiting = waiting
        self.ended = ended
        hasEnded = !ended.isEmpty
        self.counts = counts
        self.problems = problems
        self.form = form.map { Self.form($0, problems) }
    }

    private static func form(_ sent: Sent, _ problems: FormProblems) -> Form {
        Form(
            account: TextField(
                "account",
                localized("Handle or account id"),
                kind: .code,
                hint: localized("As the person told it to you. Only who allowed help can be named."),
                maximumLength: 128
            ),
            scopes: SupportWords.trackers.map { tracker in
                let name = SupportWords.name(tracker)
                return Scope(
                    name: "scope-" + name,
                    label: SupportWords.tracker(tracker),
                    isChosen: sent.trackers.contains(name)
                )
            },
            minutes: TextField(
                "minutes",
                localized("For how many minutes"),
                value: sent.minutes,
                hint: localized("From its opening on; 60 at most."),
                maximumLength: 2,
                problems: problems
            ),
            reason: TextField(
                "reason",
                localized("Why"),
                kind: .area,
                value: sent.reason,
                hint: localized("Officers decide by it, and the person reads it. No data of hers."),
                maximumLength: 500,
                problems: problems
            ),
            ticket: TextField(
                "ticket",
                localized("Ticket"),
                value: sent.ticket,
                maximumLength: 60,
                problems: problems
            )
        )
    }
}
