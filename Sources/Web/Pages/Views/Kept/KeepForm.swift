/// The form that keeps what a page shows under a name.
package struct KeepForm: Sendable {
    let page: String
    let query: String
    let name: TextField
    /// Whether it stands open: its name is wrong.
    let isOpen: Bool

    /// - `page`: The word for the page.
    /// - `query`: Its choices, as ``ViewContent/query``.
    /// - `label`: What people call the page.
    package init(
        page: String,
        query: String,
        name: String = "",
        of label: String,
        problems: FormProblems = .none
    ) {
        self.page = page
        self.query = query
        self.name = TextField(
            "name",
            localized("Name"),
            value: name,
            placeholder: label,
            maximumLength: 100,
            scope: .filter,
            problems: problems
        )
        isOpen = problems.isShown
    }
}
