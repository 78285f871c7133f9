/// Sessions, factors, devices, passphrase and idle lock.
package struct SecurityPage: Page {
    package static let template = PageTemplate.security
    package var place: Place { .privacy(.security) }
    package let title = localized("Sign-in and devices")

    let handle: String
    let sessions: [SessionRow]
    let hasOthers: Bool
    let problems: FormProblems
    let current: TextField
    let passphrase: TextField
    let idle: [Option]
    let recovery: String
    let standing: Standing
    let canHavePasskeys: Bool
    let passkeys: [PasskeyRow]
    let app: App
    let backup: String?
    let devices: [DeviceRow]

    struct Option: Sendable {
        let minutes: Int
        let note: String
        let isChosen: Bool
    }

    /// `idleMinutes`: the choice in force.
    ///
    /// `recovery`: what is known of the recovery code: when it was made.
    package init(
        handle: String,
        sessions: [SessionRow],
        idleMinutes: Int,
        recovery: String,
        factors: Factors,
        problems: FormProblems = .none
    ) {
        self.handle = handle
        self.sessions = sessions
        hasOthers = sessions.contains { !$0.isCurrent }
        self.problems = problems
        current = TextField(
            "current",
            localized("Passphrase now"),
            kind: .currentPassphrase,
            maximumLength: 1024,
            problems: problems
        )
        passphrase = TextField(
            "passphrase",
            localized("New passphrase"),
            kind: .newPassphrase,
            hint: localized("Four or more unrelated words. One that is easy to guess is refused, with the reason."),
            maximumLength: 1024,
            problems: problems
        )
        idle = IdleChoice.allCases.map {
            Option(minutes: $0.rawValue, note: $0.note, isChosen: $0.rawValue == idleMinutes)
        }
        self.recovery = recovery
        standing = factors.standing
        canHavePasskeys = factors.canHavePasskeys
        passkeys = factors.passkeys
        app = factors.app
        backup = factors.backup
        devices = factors.devices
    }
}
