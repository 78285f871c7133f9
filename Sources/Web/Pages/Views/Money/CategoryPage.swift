/// What stands in the form of a category, as it is typed.
package struct CategoryForm: Sendable {
    package var name = ""
    /// An id; empty where it stands alone.
    package var parent = ""
    /// Opaque; refuses a save over someone else's newer one.
    package var tag = ""

    package init() {}
}

/// The form that renames or moves a category, and the way to remove it.
package struct CategoryPage: Page {
    package static let template = PageTemplate.category
    package var place: Place { .money(.categories) }
    package let title = localized("Change a category")

    /// Whether it is for money out or in.
    let lead: String
    let path: String
    let removePath: String
    let entriesPath: String
    let problems: FormProblems
    let name: TextField
    let parent: SelectField
    /// Why it cannot be removed; nil where it can.
    let held: String?
    let tag: String

    /// - `parents`: Categories of its kind that are neither it nor under it.
    init(
        id: String,
        form: CategoryForm,
        isIncome: Bool,
        parents: [Choice],
        held: String?,
        problems: FormProblems = .none
    ) {
        lead = isIncome ? localized("Money in") : localized("Money out")
        path = "/money/categories/" + id
        removePath = "/money/categories/\(id)/remove"
        entriesPath = "/money/search?category=" + id
        self.problems = problems
        self.held = held
        name = TextField("name", localized("Name"), value: form.name, maximumLength: 100, problems: problems)
        parent = SelectField(
            "parent",
            localized("Stands under"),
            choices: parents,
            chosen: form.parent,
            empty: localized("Nothing, it stands alone"),
            hint: localized("What stands under it moves with it."),
            problems: problems
        )
        tag = form.tag
    }
}
