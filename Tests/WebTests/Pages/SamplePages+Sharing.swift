@testable import Web

/// Parts of a diary for a partner.
extension SamplePages {
    func sharing() -> [(String, any Page)] {
        let parts = [
            CycleSharingPage.Part(value: "next-period", label: text("When the next period may start"), isChosen: true),
            CycleSharingPage.Part(value: "today", label: text("The day of the cycle"), isChosen: false),
        ]
        let shares = [
            CycleSharingPage.Share(
                name: text("Ravi"),
                detail: text("When the next period may start. Since 4 October 2026."),
                path: "/cycle/sharing/s1",
                isWaiting: false,
                parts: parts
            ),
            CycleSharingPage.Share(
                name: text("A code that waits"),
                detail: text("The day of the cycle. Good until 22 November 2026, 20:12."),
                path: "/cycle/sharing/s2",
                isWaiting: true,
                parts: parts
            ),
        ]
        let problem = FieldError(field: "part", label: "x", message: text("Choose one."))
        return [
            ("cycle-sharing", CycleSharingPage(shares: shares, parts: parts)),
            (
                "cycle-sharing-none",
                CycleSharingPage(
                    shares: [],
                    parts: parts,
                    name: text("Asha"),
                    problems: FormProblems(errors: [problem])
                )
            ),
            (
                "cycle-sharing-code",
                CycleSharingPage(shares: [], parts: [], code: "000g-40r4-0m30-e209-185g-r38e-1w81-24gk")
            ),
        ] + partners()
    }

    private func partners() -> [(String, any Page)] {
        [
            (
                "sharing",
                SharingPage(
                    shares: [
                        SharingPage.Share(
                            name: text("Asha"),
                            path: "/sharing/s1",
                            state: text("As of 20 November 2026."),
                            isEnded: false,
                            lines: [
                                SharingPage.Line(
                                    label: text("When the next period may start"),
                                    text: text("1–5 December, in 8 of 10 cycles like the last ones.")
                                )
                            ]
                        ),
                        SharingPage.Share(
                            name: text("Mina"),
                            path: "/sharing/s2",
                            state: text("This ended. Nothing of it is kept."),
                            isEnded: true,
                            lines: []
                        ),
                    ],
                    sharesOwn: true
                )
            ), ("sharing-none", SharingPage(shares: [], sharesOwn: false)),
            (
                "sharing-join",
                SharingJoinPage(
                    name: text("Asha"),
                    parts: [text("When the next period may start")],
                    code: "000g-40r4-0m30-e209-185g-r38e-1w81-24gk"
                )
            ),
        ]
    }
}
