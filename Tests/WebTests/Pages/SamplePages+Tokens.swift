@testable import Web

/// Tokens, browsers that add, and what waits.
extension SamplePages {
    func tokens() -> [(String, any Page)] {
        [
            (
                "tokens",
                TokensPage(
                    tokens: [
                        TokensPage.Row(
                            icon: "bolt",
                            name: text("Phone shortcut"),
                            detail: text("Add to the book. Made 4 October 2026. Never used. Ends 2 January 2027."),
                            endPath: "/privacy/security/tokens/t1/revoke"
                        )
                    ],
                    ended: [TokensPage.EndedRow(name: text("Old script"), detail: text("Revoked 1 November 2026."))],
                    senders: [
                        TokensPage.BrowserRow(
                            name: text("Firefox on Android"),
                            detail: text("Added 4 October 2026. Never used."),
                            path: "/privacy/security/tokens/browsers/s1"
                        )
                    ],
                    waiting: text("1 entry that came in waits for you.")
                )
            ), ("tokens-none", TokensPage(tokens: [], ended: [], senders: [], waiting: nil)),
            (
                "token-form",
                TokenFormPage(
                    name: text("Phone shortcut"),
                    scopes: [
                        TokenFormPage.Option(
                            value: "money-add",
                            label: text("Add to the book."),
                            note: text("It holds no key."),
                            isChosen: true
                        )
                    ],
                    days: "90",
                    problems: FormProblems(errors: [FieldError(field: "scope", label: "x", message: text("Choose."))])
                )
            ),
            (
                "token-made",
                TokenMadePage(
                    name: text("Phone shortcut"),
                    token: "fk_000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfxkfth",
                    detail: text("Add to the book.")
                )
            ),
        ] + waiting()
    }

    private func waiting() -> [(String, any Page)] {
        [
            (
                "waiting",
                WaitingPage(
                    entries: [
                        WaitingPage.Entry(
                            id: "e1",
                            reason: text("It does not fit as it is."),
                            detail: text("From “Phone”, came 4 October 2026."),
                            isWarning: false,
                            text: text("coffee"),
                            isLong: false
                        ),
                        WaitingPage.Entry(
                            id: "e2",
                            reason: text("This entry came a second time."),
                            detail: text("Came 4 October 2026."),
                            isWarning: true,
                            text: nil,
                            isLong: true
                        ),
                    ]
                )
            ), ("waiting-none", WaitingPage(entries: [])),
        ]
    }
}
