/// The locked face: the server has forgotten the key and nothing of hers is behind this page.
package struct UnlockPage: Page {
    package static let template = PageTemplate.unlock
    package var place: Place { .door }
    package let title = localized("Locked")

    let problems: FormProblems
    let reason: String
    let handle: String
    let passphrase: TextField
    let lockedAt: TimeText?
    let returnsTo: String?
    let next: String?
    let held: [HiddenField]
    let isHolding: Bool
    let passkey: PasskeyButton?

    /// Why the key is gone.
    package enum Reason: Sendable {
        case idle(minutes: Int)
        case asked
        case other

        var sentence: String {
            switch self {
            case .idle(let minutes):
                localized(
                    "After {minutes} quiet minutes the server forgot your key, and this page was cleared.",
                    ["minutes": "\(minutes)"]
                )
            case .asked: localized("You locked it. The server has forgotten your key, and this page was cleared.")
            case .other: localized("The server does not have your key right now, and this page was cleared.")
            }
        }
    }

    /// `lockedAt`: when the key was erased, nil when that was not measured.
    ///
    /// `returnsTo`: the name of the page `next` leads to.
    ///
    /// `held`: a form that was sent while the key was gone, carried along.
    package init(
        handle: String,
        reason: Reason,
        lockedAt: TimeText? = nil,
        next: String? = nil,
        returnsTo: String? = nil,
        held: [HiddenField] = [],
        passkey: PasskeyButton? = nil,
        problems: FormProblems = .none
    ) {
        self.handle = handle
        self.reason = reason.sentence
        self.lockedAt = lockedAt
        self.next = next
        self.returnsTo = returnsTo
        self.held = held
        isHolding = !held.isEmpty
        self.passkey = passkey
        self.problems = problems
        passphrase = TextField(
            "passphrase",
            localized("Passphrase for {handle}", ["handle": handle]),
            kind: .currentPassphrase,
            maximumLength: 1024,
            problems: problems
        )
    }
}
