import Primitives

@testable import Web

/// Pages of second steps, passkeys and codes.
extension SamplePages {
    private var button: PasskeyButton { PasskeyButton(action: "/sign-in/code", isFirst: true) }

    func factorsAtTheDoor() -> [(String, any Page)] {
        [
            (
                "sign-in-code",
                SecondStepPage(
                    handle: text("asha"),
                    hasApp: true,
                    passkey: button,
                    canTrust: true,
                    next: text("/money")
                )
            ),
            (
                "sign-in-code-refused",
                SecondStepPage(
                    handle: text("asha"),
                    hasApp: false,
                    canTrust: false,
                    problems: problems("code", "Second step", "That is not a code of this account.")
                )
            ),
            ("sign-in-passkey", SignInPage(passkey: button)),
            ("recover-second-step", RecoverPage(handle: text("asha"), asksSecondStep: true)),
            (
                "sign-up-younger",
                SignUpPage(handle: text("bina"), problems: problems("guardian", "Guardian’s code", "It is wrong."))
            ),
        ]
    }

    func factors() -> [(String, any Page)] {
        let picture = QRCode("otpauth://totp/Flowkeep:asha?secret=\(String(repeating: "A", count: 32))")
        return [
            ("confirm", ConfirmPage(handle: text("asha"), passkey: button, next: text("/money"))),
            (
                "confirm-refused",
                ConfirmPage(
                    handle: text("asha"),
                    problems: problems("passphrase", "Passphrase", "That is not the passphrase.")
                )
            ),
            ("passkey", PasskeyPage(name: text("Firefox on Linux"))),
            (
                "backup-codes",
                BackupCodesPage(
                    codes: (0..<10).map { text("ab12\($0)-cd34\($0)") },
                    handle: text("asha"),
                    site: text("keep.example"),
                    made: day("2026-11-20")
                )
            ),
            ("security-factors", security(isBare: true)),
            ("guardian", GuardianPage(canConsent: false, wards: [])),
            (
                "guardian-code",
                GuardianPage(
                    code: text("ab12c-de34f"),
                    canConsent: true,
                    wards: [
                        GuardianPage.Row(
                            handle: text("bina"),
                            detail: text("Given."),
                            isWithdrawn: false,
                            path: text("/g")
                        ),
                        GuardianPage.Row(
                            handle: text("chen"),
                            detail: text("Withdrawn."),
                            isWithdrawn: true,
                            path: text("/h")
                        ),
                    ]
                )
            ),
        ] + (picture.map { [("authenticator", AuthenticatorPage(picture: $0, secret: text("ABCD EFGH")))] } ?? [])
    }

    func security(isBare: Bool) -> SecurityPage {
        SecurityPage(
            handle: text("asha"),
            sessions: [
                SessionRow(id: "s1", name: "This browser", detail: text("Signed in today, 20:09."), isCurrent: true),
                SessionRow(
                    id: text("s2"),
                    name: text("A token"),
                    detail: "Made 4 November. Last used today, 13:24.",
                    isCurrent: false
                ),
            ],
            idleMinutes: 30,
            recovery: text("Made 2 January 2026, shown once."),
            factors: SecurityPage.Factors(
                standing: SecurityPage.Standing(
                    isWell: !isBare,
                    heading: text("Well."),
                    sentence: text("Nothing to do.")
                ),
                canHavePasskeys: !isBare,
                passkeys: isBare
                    ? [] : [SecurityPage.PasskeyRow(name: text("Blue key"), detail: text("Added."), path: text("/p"))],
                app: SecurityPage.App(isOn: isBare, detail: text("6 digits.")),
                backup: isBare ? text("8 of 10 left.") : nil,
                devices: isBare
                    ? []
                    : [
                        SecurityPage.DeviceRow(
                            name: text("Firefox on Linux"),
                            detail: text("Known since today."),
                            isCurrent: true,
                            path: text("/d")
                        )
                    ]
            )
        )
    }
}
