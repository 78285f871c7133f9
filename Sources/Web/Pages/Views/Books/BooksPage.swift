/// The books that a person keeps with others; where she makes one, and joins one by a code.
package struct BooksPage: Page {
    package static let template = PageTemplate.books
    package var place: Place { .money(.more) }
    package let title = localized("Shared books")

    let problems: FormProblems
    let books: [Row]
    let code: TextField
    let name: TextField
    let displayName: TextField

    /// One book.
    package struct Row: Sendable {
        let path: String
        let name: String
        let detail: String
        let value: String
        let isChosen: Bool

        package init(path: String, name: String, detail: String, value: String, isChosen: Bool) {
            self.path = path
            self.name = name
            self.detail = detail
            self.value = value
            self.isChosen = isChosen
        }
    }

    package init(books: [Row], name: String = "", displayName: String = "", problems: FormProblems = .none) {
        self.books = books
        self.problems = problems
        code = TextField("code", localized("Code"), kind: .code, maximumLength: 60, problems: problems)
        self.name = TextField(
            "name",
            localized("What the book is for"),
            value: name,
            hint: localized("Everybody in it sees the name: “Household”, “Trip to Goa”."),
            maximumLength: 60,
            problems: problems
        )
        self.displayName = Self.displayName(displayName, problems)
    }

    static func displayName(_ value: String, _ problems: FormProblems) -> TextField {
        TextField(
            "displayName",
            localized("How the others see you"),
            value: value,
            hint: localized("In this book only. Your handle is not shown."),
            maximumLength: 60,
            problems: problems
        )
    }
}

/// What a code is for, before she agrees.
package struct BookJoinPage: Page {
    package static let template = PageTemplate.bookJoin
    package var place: Place { .money(.more) }
    package let title = localized("Join a book")

    let problems: FormProblems
    let name: String
    let inviter: String
    let role: String
    let roleNote: String
    let code: String
    let displayName: TextField

    package init(
        name: String,
        inviter: String,
        role: String,
        roleNote: String,
        code: String,
        displayName: String = "",
        problems: FormProblems = .none
    ) {
        self.name = name
        self.inviter = inviter
        self.role = role
        self.roleNote = roleNote
        self.code = code
        self.problems = problems
        self.displayName = BooksPage.displayName(displayName, problems)
    }
}
