/// Symptoms and moods: which are offered, what they are called, and a person's own.
package struct CycleFeelingsPage: Page {
    package static let template = PageTemplate.cycleFeelings
    package var place: Place { .cycle(.settings) }
    package let title = localized("Symptoms and moods")

    let problems: FormProblems
    let groups: [Group]

    struct Group: Sendable {
        let id: String
        let heading: String
        /// `symptom` or `mood`.
        let kind: String
        let rows: [Row]
        let add: TextField
    }

    struct Row: Sendable {
        let id: String
        let path: String
        let name: String
        /// What it is called where she calls it something else.
        let original: String?
        let isHidden: Bool
        let isOwn: Bool
        let field: TextField
        /// Something in it was refused.
        let isOpen: Bool
        let removePath: String?
    }
}
