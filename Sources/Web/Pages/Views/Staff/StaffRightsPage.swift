package import Identity
import Primitives

/// Requests of people about their rights, by the day they are due.
package struct StaffRightsPage: Page {
    package static let template = PageTemplate.staffRights
    package var place: Place { .staff(.requests) }
    package let title = localized("Requests of people")

    let open: [Row]
    let ended: [Row]
    let hasEnded: Bool
    let account: TextField
    let problems: FormProblems

    package struct Row: Sendable {
        let path: String
        let number: String
        let heading: String
        let detail: String
        let badge: RightsBadge

        package init(path: String, number: String, heading: String, detail: String, badge: RightsBadge) {
            self.path = path
            self.number = number
            self.heading = heading
            self.detail = detail
            self.badge = badge
        }
    }

    package init(open: [Row], ended: [Row], problems: FormProblems = .none) {
        self.open = open
        self.ended = ended
        hasEnded = !ended.isEmpty
        self.problems = problems
        account = TextField(
            "account",
            localized("Handle or account id"),
            kind: .code,
            hint: localized(
                "As somebody tells it who says to be the nominee. It stands in the history of the account."
            ),
            maximumLength: 128
        )
    }
}

/// One request, and what can be done about it.
package struct StaffRightsRequestPage: Page {
    package static let template = PageTemplate.staffRightsRequest
    package var place: Place { .staff(.requests) }
    package let title: String

    let path: String
    let number: String
    let badge: RightsBadge
    let filed: String
    let due: String?
    let goal: String?
    let about: String?
    let words: String?
    /// Of a nominee who may not be read yet.
    let sealed: Sealed?
    let clocks: [String]
    let hasClocks: Bool
    let extensionReason: String?
    let answer: String?
    let steps: [RightsRequestPage.Step]
    let canAcknowledge: Bool
    let extending: TextField?
    let answering: Answering?
    let problems: FormProblems

    struct Sealed: Sendable {
        /// Who agreed lately; nil for nobody.
        let agreed: String?
        let canAgree: Bool
    }

    struct Answering: Sendable {
        let words: TextField
        let isDeclined: Bool
    }

    /// What was typed, where it comes back.
    package struct Sent: Sendable {
        var reason = ""
        var answer = ""
        var isDeclined = false

        package init(reason: String = "", answer: String = "", isDeclined: Bool = false) {
            self.reason = reason
            self.answer = answer
            self.isDeclined = isDeclined
        }
    }

    package init(
        _ request: DeskRequest,
        path: String,
        badge: RightsBadge,
        filed: String,
        due: String,
        goal: String,
        steps: [RightsRequestPage.Step],
        readers: [String],
        isReader: Bool,
        sent: Sent = Sent(),
        problem: String? = nil
    ) {
        title = RightsWords.heading(request.kind)
        self.path = path
        number = request.id.number
        self.badge = badge
        self.filed = filed
        self.due = request.state.isOpen ? due : nil
        self.goal = request.state.isOpen ? goal : nil
        about = request.purpose.map(ConsentNotices.heading)
        words = request.words
        sealed =
            request.kind == .nominee && request.words == nil && request.state == .done
            ? Sealed(agreed: readers.isEmpty ? nil : readers.joined(separator: ", "), canAgree: !isReader) : nil
        clocks = StatutoryClock.clocks(of: request.kind).map(RightsWords.clock)
        hasClocks = !clocks.isEmpty && request.state.isOpen
        extensionReason = request.extensionReason
        answer = request.answer
        self.steps = steps
        canAcknowledge = request.state == .filed
        problems = problem.map { FormProblems(summary: $0, errors: []) } ?? .none
        extending =
            request.mayBeExtended
            ? TextField(
                "reason",
                localized("Why it takes longer"),
                kind: .area,
                value: sent.reason,
                hint: localized("The person reads it. The law asks for a reason, within the first period."),
                maximumLength: RightsRequest.reasonMaximum
            ) : nil
        answering =
            request.state.isOpen
            ? Answering(
                words: TextField(
                    "answer",
                    localized("Your answer"),
                    kind: .area,
                    value: sent.answer,
                    hint: [
                        localized("The person reads it as it stands."),
                        localized("Where you decline, say why, and that she can complain to her authority."),
                    ].joined(separator: " "),
                    maximumLength: RightsRequest.answerMaximum
                ),
                isDeclined: sent.isDeclined
            ) : nil
    }
}
