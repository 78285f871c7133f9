/// Asks for the passphrase of the diary's own lock: nothing of it is behind this page.
package struct CycleUnlockPage: Page {
    package static let template = PageTemplate.cycleUnlock
    package var place: Place { .cycle(.overview) }
    package let title = localized("Locked")

    let problems: FormProblems
    let passphrase: TextField
    let held: [HiddenField]
    let isHolding: Bool

    /// - `held`: a form that was sent while the lock was closed, carried along.
    init(held: [HiddenField] = [], problems: FormProblems = .none) {
        self.problems = problems
        self.held = held
        isHolding = !held.isEmpty
        passphrase = TextField(
            "passphrase",
            localized("Its passphrase"),
            kind: .currentPassphrase,
            maximumLength: 1024,
            problems: problems
        )
    }
}
