/// The recovery code on paper, shown once: the answer of signing up and of recovering.
///
/// After a wrong group was typed back the code cannot be shown again, so `groups` is empty then.
package struct RecoveryKitPage: Page {
    package static let template = PageTemplate.recoveryKit
    package var place: Place { .alone }
    package let title = localized("Your recovery kit")

    let problems: FormProblems
    let groups: [String]
    let groupCount: Int
    let hasCode: Bool
    let handle: String
    let site: String
    let made: String
    let replacesOldCode: Bool
    let check: Check?
    let group: TextField?

    /// Asks for one group typed back.
    package struct Check: Sendable {
        let number: Int
        let proof: String

        /// `number`: which group, counted from 1.
        ///
        /// `proof`: opaque; lets the handler check the group without keeping the code.
        package init(number: Int, proof: String) {
            self.number = number
            self.proof = proof
        }
    }

    /// `groups`: the code in the groups it is read in.
    package init(
        groups: [String],
        handle: String,
        site: String,
        made: DayText,
        replacesOldCode: Bool = false,
        check: Check? = nil,
        problems: FormProblems = .none
    ) {
        self.groups = groups
        groupCount = groups.count
        hasCode = !groups.isEmpty
        self.handle = handle
        self.site = site
        self.made = made.medium
        self.replacesOldCode = replacesOldCode
        self.check = check
        self.problems = problems
        group = check.map {
            TextField(
                "group",
                localized("Type group {number} to show you have it", ["number": "\($0.number)"]),
                kind: .code,
                hint: localized("From the paper, not from the screen."),
                maximumLength: 64,
                problems: problems
            )
        }
    }
}
