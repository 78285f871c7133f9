/// The two category trees, and the form for a new category.
package struct CategoriesPage: Page {
    package static let template = PageTemplate.categories
    package var place: Place { .money(.categories) }
    package let title = localized("Categories")

    let expense: [CategoryRow]
    let income: [CategoryRow]
    let problems: FormProblems
    let name: TextField
    let kind: SelectField
    let parent: SelectField

    /// `expense`: each tree in reading order, parents before children.
    ///
    /// `parents`: every category a new one can stand under.
    package init(
        expense: [CategoryRow],
        income: [CategoryRow],
        parents: [Choice],
        draft: (name: String, kind: String, parent: String) = ("", "expense", ""),
        problems: FormProblems = .none
    ) {
        self.expense = expense
        self.income = income
        self.problems = problems
        name = TextField("name", localized("Name"), value: draft.name, maximumLength: 80, problems: problems)
        kind = SelectField(
            "kind",
            localized("Kind"),
            choices: [
                Choice(value: "expense", label: localized("Money out")),
                Choice(value: "income", label: localized("Money in")),
            ],
            chosen: draft.kind,
            problems: problems
        )
        parent = SelectField(
            "parent",
            localized("Stands under"),
            choices: parents,
            chosen: draft.parent,
            empty: localized("Nothing, it stands alone"),
            hint: localized("A category has the same kind as the one it stands under."),
            problems: problems
        )
    }
}
