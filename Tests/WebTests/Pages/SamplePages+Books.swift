@testable import Web

/// Shared books.
extension SamplePages {
    private static let path = "/money/books/000000000000000000000000g8"

    func books() -> [(String, any Page)] {
        [
            (
                "books",
                BooksPage(
                    books: [
                        BooksPage.Row(
                            path: Self.path,
                            name: text("Household"),
                            detail: text("Owner. 2 people."),
                            value: "000000000000000000000000g8",
                            isChosen: false
                        ),
                        BooksPage.Row(
                            path: Self.path,
                            name: text("Trip to Goa"),
                            detail: text("Viewer. 5 people."),
                            value: "000000000000000000000000g9",
                            isChosen: true
                        ),
                    ]
                )
            ),
            (
                "books-none",
                BooksPage(
                    books: [],
                    name: text("Flat"),
                    displayName: text("Asha"),
                    problems: FormProblems(
                        errors: [FieldError(field: "code", label: "x", message: text("This code opens nothing."))]
                    )
                )
            ), ("book-owner", bookPage(isOwner: true)), ("book-viewer", bookPage(isOwner: false)),
            (
                "book-join",
                BookJoinPage(
                    name: text("Household"),
                    inviter: text("Asha"),
                    role: text("Editor"),
                    roleNote: text("You read everything, add and change."),
                    code: "000g-40r4-0m30-e209-185g-r38e-1w81-24gk"
                )
            ), ("book-invite", BookInvitePage(path: Self.path, name: text("Household"))),
            (
                "book-code",
                BookInvitePage(
                    path: Self.path,
                    name: text("Household"),
                    code: "000g-40r4-0m30-e209-185g-r38e-1w81-24gk",
                    role: text("Editor.")
                )
            ),
            (
                "book-delete",
                BookDeletePage(path: Self.path, name: text("Household"), detail: text("2 people keep it."))
            ),
        ]
    }

    /// A form that came for a book that is gone.
    func bookDoor() -> [(String, any Page)] {
        [
            (
                "held-form-book-gone",
                HeldFormPage(
                    path: "/today/add",
                    fields: [HiddenField(name: "text", value: text("coffee 120"))],
                    bookGone: .offered
                )
            ),
            (
                "held-form-book-gone-shown",
                HeldFormPage(path: "/money/transactions", fields: [], bookGone: .shown([text("Corner Coffee")]))
            ),
        ]
    }

    private func bookPage(isOwner: Bool) -> BookPage {
        let members = [
            BookPage.Member(
                name: text("Asha"),
                detail: text("Owner. In it since 4 October 2026."),
                isSelf: isOwner,
                path: nil,
                isEditor: false
            ),
            BookPage.Member(
                name: text("Ravi"),
                detail: text("Editor. In it since 5 October 2026."),
                isSelf: !isOwner,
                path: isOwner ? Self.path + "/members/000000000000000000000000ga" : nil,
                isEditor: true
            ),
        ]
        let invitation = BookPage.Invitation(
            role: text("Viewer"),
            detail: text("Good until 22 November 2026, 20:12."),
            path: Self.path + "/invitations/000000000000000000000000gb/withdraw"
        )
        return BookPage(
            path: Self.path,
            value: "000000000000000000000000g8",
            name: text("Household"),
            standing: BookPage.Standing(
                role: text("Owner."),
                note: text("You may do everything, and you invite."),
                isOwner: isOwner,
                isChosen: !isOwner
            ),
            members: members,
            invitations: isOwner ? [invitation] : []
        )
    }

    /// Of a page of a shared book that its reader may not change.
    func bookFrame(theme: Theme) -> PageFrame {
        PageFrame(
            handle: text("asha"),
            csrf: text("token-of-the-form"),
            path: "/today",
            theme: theme,
            book: "000000000000000000000000g9",
            books: BookBar(
                entries: [
                    BookBar.Entry(value: "", label: text("My money"), isChosen: false),
                    BookBar.Entry(value: "000000000000000000000000g8", label: text("Household"), isChosen: false),
                    BookBar.Entry(value: "000000000000000000000000g9", label: text("Trip to Goa"), isChosen: true),
                ],
                note: text("You may read this book. Only its owner and editors change it.")
            )
        )
    }
}
