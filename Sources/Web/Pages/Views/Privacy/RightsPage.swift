package import Identity
import Primitives

/// Where a request stands, as a badge.
package struct RightsBadge: Sendable {
    let words: String
    let tone: String
    let icon: String

    package init(_ state: RightsState, isLate: Bool) {
        words = isLate ? localized("Overdue") : RightsWords.state(state)
        tone = RightsWords.tone(state, isLate: isLate)
        icon = isLate ? "warn" : RightsWords.icon(state)
    }
}

extension RightsRequestID {
    /// What a request is called on pages: eight characters of its identifier, `7K3F-9QXW`.
    var number: String {
        let head = text.prefix(8).uppercased()
        return "\(head.prefix(4))-\(head.suffix(4))"
    }
}

/// What she asked for so far, and what she can ask for.
package struct RightsListPage: Page {
    package static let template = PageTemplate.rights
    package var place: Place { .privacy(.requests) }
    package let title = localized("Your rights, and requests")

    let rows: [Row]
    let hasRows: Bool
    /// The staff did something that she has not read.
    let hasNews: Bool
    let kinds: [Kind]

    package struct Row: Sendable {
        let path: String
        let heading: String
        let detail: String
        let badge: RightsBadge
        let hasNews: Bool

        package init(path: String, heading: String, detail: String, badge: RightsBadge, hasNews: Bool) {
            self.path = path
            self.heading = heading
            self.detail = detail
            self.badge = badge
            self.hasNews = hasNews
        }
    }

    package struct Kind: Sendable {
        let path: String
        let heading: String
        let purpose: String

        package init(path: String, heading: String, purpose: String) {
            self.path = path
            self.heading = heading
            self.purpose = purpose
        }
    }

    package init(rows: [Row], kinds: [Kind]) {
        self.rows = rows
        hasRows = !rows.isEmpty
        hasNews = rows.contains(where: \.hasNews)
        self.kinds = kinds
    }
}

/// A new request: what it is, what she can do herself, by when an answer is due, and what she writes.
package struct RightsFormPage: Page {
    package static let template = PageTemplate.rightsForm
    package static let somethingElse = "something-else"
    package var place: Place { .privacy(.requests) }
    package let title: String

    let action: String
    let purpose: String
    let yourself: Own?
    let note: String?
    let clocks: [String]
    let hasClocks: Bool
    let due: String
    /// Nil for what is done at once.
    let goal: String?
    let about: SelectField?
    let words: TextField
    let button: String
    let problems: FormProblems

    struct Own: Sendable {
        let sentence: String
        let path: String
        let label: String
    }

    /// - `problem`: why it was not taken, as a sentence.
    package init(
        _ kind: RightsKind,
        words: String,
        about: String,
        due: String,
        goal: String?,
        problem: String? = nil
    ) {
        title = RightsWords.heading(kind)
        action = "\(RightsPages.path)/new/\(kind.name)"
        purpose = RightsWords.purpose(kind)
        note = RightsWords.note(kind)
        clocks = StatutoryClock.clocks(of: kind).map(RightsWords.clock)
        hasClocks = !clocks.isEmpty
        self.due = due
        self.goal = goal
        yourself = RightsWords.yourself(kind).flatMap { sentence in
            RightsWords.placeOfOwn(kind).map { Own(sentence: sentence, path: $0.path, label: $0.label) }
        }
        let field = RightsWords.field(kind)
        problems =
            problem.map {
                FormProblems(errors: [FieldError(field: "words", label: field.label, message: $0)])
            } ?? .none
        self.words = TextField(
            "words",
            field.label,
            kind: .area,
            value: words,
            hint: field.hint,
            isRequired: false,
            maximumLength: RightsRequest.wordsMaximum,
            problems: problems
        )
        let purposes = Purpose.allCases.filter(\.isAsked).map {
            Choice(value: $0.name, label: ConsentNotices.heading($0))
        }
        self.about =
            kind != .objection
            ? nil
            : SelectField(
                "about",
                localized("To what"),
                choices: [Choice(value: Self.somethingElse, label: localized("Something else"))] + purposes,
                chosen: about,
                hint: localized("A purpose that you agreed to ends at once, without anybody’s answer.")
            )
        button = RightsWords.button(kind)
    }
}

/// One request: how it stands, by when it is due, what was written, and the answer.
package struct RightsRequestPage: Page {
    package static let template = PageTemplate.rightsRequest
    package var place: Place { .privacy(.requests) }
    package let title: String

    let path: String
    let number: String
    let badge: RightsBadge
    /// Nil once it is answered.
    let due: String?
    let goal: String?
    let words: String?
    let about: String?
    let extensionReason: String?
    let answer: String?
    let steps: [Step]
    let canWithdraw: Bool
    let hasNews: Bool
    let problems: FormProblems

    package struct Step: Sendable {
        let icon: String
        let what: String
        let when: String

        package init(icon: String, what: String, when: String) {
            self.icon = icon
            self.what = what
            self.when = when
        }
    }

    package init(
        _ request: RightsRequest,
        path: String,
        badge: RightsBadge,
        due: String,
        goal: String,
        steps: [Step],
        problem: String? = nil
    ) {
        title = RightsWords.heading(request.kind)
        self.path = path
        number = request.id.number
        self.badge = badge
        self.due = request.state.isOpen ? due : nil
        self.goal = request.state.isOpen ? goal : nil
        words = request.words
        about = request.purpose.map(ConsentNotices.heading)
        extensionReason = request.extensionReason
        answer = request.answer ?? RightsWords.ownAnswer(request)
        self.steps = steps
        canWithdraw = request.state.isOpen || (request.kind == .nominee && request.state == .done)
        hasNews = request.hasNews
        problems = problem.map { FormProblems(summary: $0, errors: []) } ?? .none
    }
}
