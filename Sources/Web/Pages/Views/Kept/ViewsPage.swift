/// The kept views: each under its name, to be opened, renamed or forgotten.
package struct ViewsPage: Page {
    package static let template = PageTemplate.views
    package var place: Place { .money(.reports) }
    package let title = localized("Kept views")

    /// One that could not be kept as it is.
    let keep: KeepForm?
    let rows: [Row]
    let isEmpty: Bool
    let problems: FormProblems

    package struct Row: Sendable {
        let title: String
        let page: String
        let path: String
        let name: TextField
        let renamePath: String
        let removePath: String

        /// - `name`: As it is, or as it was typed.
        package init(
            id: String,
            name: String,
            title: String,
            page: String,
            path: String,
            problems: FormProblems = .none
        ) {
            self.title = title
            self.page = page
            self.path = path
            self.name = TextField(
                "name.\(id)",
                localized("Name"),
                value: name,
                maximumLength: 100,
                problems: problems
            )
            renamePath = "/money/views/\(id)"
            removePath = "/money/views/\(id)/remove"
        }
    }

    package init(keep: KeepForm? = nil, rows: [Row], problems: FormProblems = .none) {
        self.keep = keep
        self.rows = rows
        isEmpty = rows.isEmpty && keep == nil
        self.problems = problems
    }
}
