/// The form that adds or changes a rule.
package struct RulePage: Page {
    package static let template = PageTemplate.rule
    package var place: Place { .money(.more) }
    package var title: String { isNew ? localized("A rule") : localized("Change a rule") }

    let isNew: Bool
    let path: String
    let removePath: String?
    let runPath: String?
    let problems: FormProblems
    let name: TextField
    let isAll: Bool
    let isAny: Bool
    let lines: [Line]
    let from: TextField
    let to: TextField
    let conditions: [SelectField]
    let firstDay: TextField
    let lastDay: TextField
    let toCategory: SelectField
    let transferAccount: SelectField
    let actions: [TextField]
    let isEnabled: Bool
    let stops: Bool
    let tag: String

    struct Line: Sendable {
        let number: Int
        let about: SelectField
        let text: TextField
    }

    package init(
        id: String?,
        form: RuleForm,
        accounts: [Choice],
        categories: [Choice],
        problems: FormProblems = .none
    ) {
        isNew = id == nil
        path = "/money/rules" + (id.map { "/" + $0 } ?? "")
        removePath = id.map { "/money/rules/\($0)/remove" }
        runPath = id.map { "/money/rules/run?rule=\($0)" }
        self.problems = problems
        name = TextField(
            "name",
            localized("Name"),
            value: form.name,
            placeholder: localized("Deliveries"),
            maximumLength: 100,
            problems: problems
        )
        isAny = form.match == "any"
        isAll = !isAny
        let make = FieldMaker(problems: problems)
        lines = form.lines.enumerated().map { place, line in Self.line(line, place + 1, problems) }
        from = make.number("from", localized("Amount from"), form.from, placeholder: "0")
        to = make.number("to", localized("Amount to"), form.to)
        let whatever = localized("Whatever it is")
        conditions = [
            make.select("account", localized("Account"), accounts, form.account, empty: whatever),
            make.select("category", localized("Category"), categories, form.category, empty: whatever),
            make.select("kind", localized("Kind"), Self.kinds, form.kind, empty: whatever),
            make.select("source", localized("Where it is from"), Self.sources, form.source, empty: whatever),
        ]
        firstDay = make.number("first-day", localized("Day of the month from"), form.firstDay, maximumLength: 2)
        lastDay = make.number("last-day", localized("Day of the month to"), form.lastDay, maximumLength: 2)
        let asIs = localized("As it is")
        toCategory = make.select("to-category", localized("Category becomes"), categories, form.toCategory, empty: asIs)
        transferAccount = SelectField(
            "to-transfer",
            localized("Make it a transfer with"),
            choices: accounts,
            chosen: form.transferAccount,
            empty: localized("No transfer"),
            hint: localized("For cash from a machine, or your own card paid: the money is still yours."),
            problems: problems
        )
        func text(_ name: String, _ label: String, _ value: String, _ maximum: Int) -> TextField {
            TextField(
                name,
                label,
                value: value,
                isRequired: false,
                maximumLength: maximum,
                problems: problems
            )
        }
        actions = [
            text("to-payee", localized("Payee becomes"), form.toPayee, 100),
            text("to-note", localized("Note becomes"), form.toNote, 2000),
            make.tags("add-tags", localized("Tags to add"), form.addedTags),
            make.tags("remove-tags", localized("Tags to take off"), form.removedTags),
        ]
        isEnabled = form.isEnabled
        stops = form.stops
        tag = form.tag
    }

    private static func line(_ line: RuleForm.Line, _ number: Int, _ problems: FormProblems) -> Line {
        let count = ["number": "\(number)"]
        return Line(
            number: number,
            about: SelectField(
                "about.\(number)",
                localized("Text {number}: where", count),
                choices: [
                    Choice(value: "payee-contains", label: localized("Payee holds")),
                    Choice(value: "payee-is", label: localized("Payee is")),
                    Choice(value: "note-contains", label: localized("Note holds")),
                    Choice(value: "text-contains", label: localized("Any text holds")),
                    Choice(value: "tag", label: localized("It has the tag")),
                ],
                chosen: line.about,
                problems: problems
            ),
            text: TextField(
                "text.\(number)",
                localized("Text {number}", count),
                value: line.text,
                isRequired: false,
                maximumLength: 100,
                problems: problems
            )
        )
    }

    static var kinds: [Choice] {
        [
            Choice(value: "spending", label: localized("Spending")),
            Choice(value: "income", label: localized("Income")),
            Choice(value: "transfer", label: localized("Transfer")),
        ]
    }

    static var sources: [Choice] {
        [
            Choice(value: "imported", label: localized("From a file")),
            Choice(value: "typed", label: localized("Typed")),
        ]
    }
}
