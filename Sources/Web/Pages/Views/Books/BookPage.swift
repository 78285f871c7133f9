/// One shared book: who keeps it, and as what; its invitations; leaving and deleting.
package struct BookPage: Page {
    package static let template = PageTemplate.book
    package var place: Place { .money(.more) }
    package var title: String { localized("Shared book") }

    let problems: FormProblems
    let path: String
    let name: String
    let role: String
    let roleNote: String
    let isOwner: Bool
    let isChosen: Bool
    let value: String
    let members: [Member]
    let invitations: [Invitation]
    let newName: TextField

    /// Somebody who keeps it.
    package struct Member: Sendable {
        let name: String
        let detail: String
        let isSelf: Bool
        /// Where the owner changes what she is; nil where nobody does.
        let path: String?
        let isEditor: Bool

        package init(name: String, detail: String, isSelf: Bool, path: String?, isEditor: Bool) {
            self.name = name
            self.detail = detail
            self.isSelf = isSelf
            self.path = path
            self.isEditor = isEditor
        }
    }

    /// A code that waits.
    package struct Invitation: Sendable {
        let role: String
        let detail: String
        let path: String

        package init(role: String, detail: String, path: String) {
            self.role = role
            self.detail = detail
            self.path = path
        }
    }

    /// What of the book is the reader's own.
    package struct Standing: Sendable {
        let role: String
        let note: String
        let isOwner: Bool
        let isChosen: Bool

        package init(role: String, note: String, isOwner: Bool, isChosen: Bool) {
            self.role = role
            self.note = note
            self.isOwner = isOwner
            self.isChosen = isChosen
        }
    }

    package init(
        path: String,
        value: String,
        name: String,
        standing: Standing,
        members: [Member],
        invitations: [Invitation],
        typed: String? = nil,
        problems: FormProblems = .none
    ) {
        self.path = path
        self.value = value
        self.name = name
        role = standing.role
        roleNote = standing.note
        isOwner = standing.isOwner
        isChosen = standing.isChosen
        self.members = members
        self.invitations = invitations
        self.problems = problems
        newName = TextField("name", localized("Name"), value: typed ?? name, maximumLength: 60, problems: problems)
    }
}

/// Chooses as what somebody is invited; then shows the code, this once.
package struct BookInvitePage: Page {
    package static let template = PageTemplate.bookInvite
    package var place: Place { .money(.more) }
    package let title = localized("Invite somebody")

    let path: String
    let name: String
    let groups: [String]
    let hasCode: Bool
    let role: String?

    /// - `code`: in groups; nil while it is not made.
    package init(path: String, name: String, code: String? = nil, role: String? = nil) {
        self.path = path
        self.name = name
        groups = code?.split(separator: "-").map(String.init) ?? []
        hasCode = code != nil
        self.role = role
    }
}

/// Asks once more before a book goes for everybody.
package struct BookDeletePage: Page {
    package static let template = PageTemplate.bookDelete
    package var place: Place { .money(.more) }
    package let title = localized("Delete the book")

    let path: String
    let name: String
    let detail: String

    package init(path: String, name: String, detail: String) {
        self.path = path
        self.name = name
        self.detail = detail
    }
}
