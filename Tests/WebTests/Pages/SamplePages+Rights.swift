import Primitives

@testable import Identity
@testable import Web

extension SamplePages {
    private var path: String { "/privacy/requests/0123456789abcdefghjkmnpqrs" }

    func rightsPages() -> [(String, any Page)] {
        [
            ("rights", rights(isEmpty: false)), ("rights-empty", rights(isEmpty: true)),
            ("rights-form", form(.correction, problem: nil)),
            ("rights-form-refused", form(.grievance, problem: text("Nothing is written yet."))),
            ("rights-form-objection", form(.objection, problem: nil)),
            ("rights-form-nominee", form(.nominee, problem: nil)),
            ("rights-request", request(isAnswered: false)), ("rights-request-answered", request(isAnswered: true)),
        ]
    }

    private func rights(isEmpty: Bool) -> RightsListPage {
        func row(_ heading: String, _ detail: String, _ badge: RightsBadge, hasNews: Bool = false) -> RightsListPage.Row
        {
            RightsListPage.Row(path: path, heading: text(heading), detail: text(detail), badge: badge, hasNews: hasNews)
        }
        return RightsListPage(
            rows: isEmpty
                ? []
                : [
                    row(
                        "Correct something",
                        "Asked on 20 Nov 2026, an answer is due by 20 Dec 2026.",
                        RightsBadge(.acknowledged, isLate: false),
                        hasNews: true
                    ),
                    row("Complain", "Asked on 2 Oct 2026.", RightsBadge(.filed, isLate: true)),
                    row("Do not sell or share my data", "Asked on 2 Sep 2026.", RightsBadge(.done, isLate: false)),
                ],
            kinds: RightsKind.allCases.map {
                RightsListPage.Kind(
                    path: "/privacy/requests/new/\($0.name)",
                    heading: text(RightsWords.heading($0)),
                    purpose: text(RightsWords.purpose($0))
                )
            }
        )
    }

    private func form(_ kind: RightsKind, problem: String?) -> RightsFormPage {
        RightsFormPage(
            kind,
            words: text("The name on my plan is wrong."),
            about: "something-else",
            due: text("20 Dec 2026"),
            goal: kind == .nominee ? nil : text("4 Dec 2026"),
            problem: problem
        )
    }

    private func asked(isAnswered: Bool) -> RightsRequest {
        var request = RightsRequest(
            .correction,
            words: text("The name on my plan is wrong.\nIt should be another."),
            purpose: nil,
            at: Timestamp(seconds: 1_795_000_000),
            on: today
        )
        request.take(.acknowledged, at: Timestamp(seconds: 1_795_090_000))
        guard isAnswered else { return request }
        request.extensionReason = text("We had to ask the provider of the plan.")
        request.answer = text("It is corrected now.\nThe provider has it too.")
        request.take(.done, at: Timestamp(seconds: 1_795_190_000))
        return request
    }

    private func steps(_ request: RightsRequest) -> [RightsRequestPage.Step] {
        request.steps.map {
            RightsRequestPage.Step(
                icon: RightsWords.icon($0.state),
                what: text(RightsWords.step($0.state)),
                when: text("20 Nov 2026, 20:12")
            )
        }
    }

    private func request(isAnswered: Bool) -> RightsRequestPage {
        let asked = asked(isAnswered: isAnswered)
        return RightsRequestPage(
            asked,
            path: path,
            badge: RightsBadge(asked.state, isLate: false),
            due: text("20 Dec 2026"),
            goal: text("4 Dec 2026"),
            steps: steps(asked)
        )
    }

    func staffRightsPages() -> [(String, any Page)] {
        func row(_ heading: String, _ badge: RightsBadge) -> StaffRightsPage.Row {
            StaffRightsPage.Row(
                path: "/staff/requests/0123456789abcdefghjkmnpqrs",
                number: text("0123-4567"),
                heading: text(heading),
                detail: text("Asked on 20 Nov 2026, due by 20 Dec 2026."),
                badge: badge
            )
        }
        return [
            (
                "staff-rights",
                StaffRightsPage(
                    open: [
                        row("Complain", RightsBadge(.filed, isLate: true)),
                        row("Correct something", RightsBadge(.acknowledged, isLate: false)),
                    ],
                    ended: [row("A copy by letter", RightsBadge(.done, isLate: false))]
                )
            ),
            ("staff-rights-empty", StaffRightsPage(open: [], ended: [])),
            ("staff-rights-request", staffRequest(.correction)), ("staff-rights-nominee", staffRequest(.nominee)),
        ]
    }

    private func staffRequest(_ kind: RightsKind) -> StaffRightsRequestPage {
        let asked = asked(isAnswered: false)
        let isNominee = kind == .nominee
        return StaffRightsRequestPage(
            DeskRequest(
                id: asked.id,
                kind: kind,
                state: isNominee ? .done : .filed,
                filed: asked.filed,
                filedDay: asked.filedDay,
                deadline: asked.deadline,
                steps: asked.steps,
                purpose: nil,
                words: isNominee ? nil : asked.words,
                extensionReason: nil,
                answer: nil,
                readers: [],
                mayBeExtended: !isNominee
            ),
            path: "/staff/requests/0123456789abcdefghjkmnpqrs",
            badge: RightsBadge(isNominee ? .done : .filed, isLate: false),
            filed: text("20 Nov 2026"),
            due: text("20 Dec 2026"),
            goal: text("4 Dec 2026"),
            steps: steps(asked),
            readers: isNominee ? [text("Meera")] : [],
            isReader: false
        )
    }
}
