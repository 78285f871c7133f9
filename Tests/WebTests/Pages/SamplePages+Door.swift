import Assurance
import Primitives

@testable import Web

extension SamplePages {
    func door() -> [(String, any Page)] {
        [
            ("welcome", WelcomePage(operatorSentence: text("This copy is run by Asha, for her household."))),
            ("sign-up", SignUpPage()),
            (
                "sign-up-refused",
                SignUpPage(
                    handle: text("asha"),
                    problems: FormProblems(errors: [
                        FieldError(
                            field: "passphrase",
                            label: "Passphrase",
                            message: text("Too easy to guess: a name and a year. Add unrelated words.")
                        ),
                        FieldError(
                            field: "understood",
                            label: "Nobody can reset this",
                            message: "Tick the box to go on."
                        ),
                    ])
                )
            ),
            ("kit", kit(groups: ["K7QM", "X2PD", "9RTA", "VH4E", "0CNB", "W83J", "5YFS", "GZ6K"].map(text))),
            ("kit-wrong-group", kit(groups: [], problems: problems("group", "Group 4", "That is not group 4."))),
            ("sign-in", SignInPage(next: text("/money"))),
            (
                "sign-in-refused",
                SignInPage(
                    handle: text("asha"),
                    isShared: true,
                    problems: FormProblems(
                        summary: "Handle or passphrase is wrong.",
                        errors: [
                            FieldError(
                                field: "passphrase",
                                label: "Passphrase",
                                message: text("4 more tries, then a wait.")
                            )
                        ]
                    )
                )
            ),
            (
                "unlock",
                UnlockPage(
                    handle: text("asha"),
                    reason: .idle(minutes: 30),
                    lockedAt: TimeText(Timestamp(seconds: 1_795_206_429), utcOffsetMinutes: 330),
                    next: "/money",
                    returnsTo: text("Money, November")
                )
            ),
            (
                "unlock-holding",
                UnlockPage(
                    handle: text("asha"),
                    reason: .other,
                    held: [HiddenField(name: text("held.text"), value: text("coffee 120"))]
                )
            ),
            (
                "held-form",
                HeldFormPage(path: "/today/add", fields: [HiddenField(name: "text", value: text("coffee 120"))])
            ),
            ("recover", RecoverPage(handle: text("asha"))),
            ("offline", OfflinePage(.english)), ("trust", trustPage()),
            ("help", HelpPage(contact: HelpPage.Contact("mailto:privacy@example.org"))),
            ("help-without-contact", HelpPage(contact: nil)),
        ]
    }

    private func trustPage() -> TrustPage {
        func row(_ id: String, _ kind: VerdictKind) -> TrustPage.Row {
            let seen = TrustPage.Observation(what: text("TLS 1.2 alone"), found: text("refused"), link: "/help")
            return TrustPage.Row(
                id: id,
                text: text("A promise, \(id)."),
                look: TrustPage.Look(kind),
                headline: kind == .notInDeployment ? nil : seen,
                reason: kind == .notInDeployment ? text("There is no such part.") : nil,
                warning: id == "POL-5" ? text("Due again soon.") : nil,
                since: text("since 20 Nov"),
                method: kind == .notInDeployment ? nil : text("Tries something."),
                evidence: kind == .notInDeployment ? [] : [seen],
                changes: [TrustPage.Change(when: text("20 Nov, 10:00:00 UTC"), verdicts: text("kept, then broken"))]
            )
        }
        let rows = [
            row("TLS-1", .kept), row("TLS-2", .broken), row("FND-1", .overdue), row("RUN-1", .notInDeployment),
            row("POL-5", .kept),
        ]
        return TrustPage(
            title: "5 promises, and how each one is doing",
            counts: [TrustPage.Count(number: "2", label: "kept", colour: "c-neem")],
            groups: [TrustPage.Group(anchor: "g-all", heading: text("All"), kept: "2 of 5 kept", rows: rows)],
            checked: "Last checked at 10:00:00 UTC."
        )
    }

    private func kit(groups: [String], problems: FormProblems = .none) -> RecoveryKitPage {
        RecoveryKitPage(
            groups: groups,
            handle: text("asha"),
            site: text("keep.example"),
            made: day("2026-11-20"),
            check: RecoveryKitPage.Check(number: 4, proof: text("f00d")),
            problems: problems
        )
    }

    func errors() -> [(String, any Page)] {
        let kinds: [ErrorPage.Kind] = [
            .badRequest, .forbidden, .notFound, .tooLarge(limitMegabytes: 20), .tooManyTries(retryAfterSeconds: 762),
            .failed, .unavailable(retryAfterSeconds: nil),
        ]
        return kinds.map { ("error-\($0.status)", ErrorPage($0, isSignedIn: $0.status == 404)) }
    }

    func security() -> [(String, any Page)] {
        [
            (
                "settings",
                SettingsPage(
                    handle: text("asha"),
                    chosen: SettingsPage.Chosen(
                        grouping: .indian,
                        currency: "INR",
                        weekStart: 1,
                        theme: .auto,
                        coversAtOpening: false,
                        hasShortcuts: true
                    ),
                    currencies: [Choice(value: "INR", label: text("INR")), Choice(value: "EUR", label: text("EUR"))],
                    words: .english
                )
            ),
            ("security", security(isBare: false)),
        ]
    }
}
