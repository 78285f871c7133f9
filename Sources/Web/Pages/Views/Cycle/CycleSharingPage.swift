/// Which parts of her diary somebody shows to whom, and codes for that.
package struct CycleSharingPage: Page {
    package static let template = PageTemplate.cycleSharing
    package var place: Place { .cycle(.sharing) }
    package let title = localized("Sharing")

    let problems: FormProblems
    let shares: [Share]
    let parts: [Part]
    let partsError: String?
    let name: TextField
    /// A code that was just made, in groups.
    let groups: [String]
    let hasCode: Bool

    /// One part, chosen or not.
    package struct Part: Sendable {
        let value: String
        let label: String
        let isChosen: Bool

        package init(value: String, label: String, isChosen: Bool) {
            self.value = value
            self.label = label
            self.isChosen = isChosen
        }
    }

    /// One partner, or a code that waits for one.
    package struct Share: Sendable {
        let name: String
        let detail: String
        let path: String
        let isWaiting: Bool
        let parts: [Part]

        package init(name: String, detail: String, path: String, isWaiting: Bool, parts: [Part]) {
            self.name = name
            self.detail = detail
            self.path = path
            self.isWaiting = isWaiting
            self.parts = parts
        }
    }

    package init(
        shares: [Share],
        parts: [Part],
        name: String = "",
        code: String? = nil,
        problems: FormProblems = .none
    ) {
        self.shares = shares
        self.parts = parts
        self.problems = problems
        partsError = problems.message(for: "part")
        groups = code?.split(separator: "-").map(String.init) ?? []
        hasCode = code != nil
        self.name = TextField(
            "displayName",
            localized("How your partner sees you"),
            value: name,
            hint: localized("For this alone. Your handle is not shown."),
            maximumLength: 60,
            problems: problems
        )
    }
}
