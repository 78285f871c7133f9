/// The form that adds or changes a budget.
package struct BudgetPage: Page {
    package static let template = PageTemplate.budget
    package var place: Place { .money(.budgets) }
    package var title: String { isNew ? localized("A budget") : localized("Change a budget") }

    let isNew: Bool
    let path: String
    let removePath: String?
    let problems: FormProblems
    let name: TextField
    let isLimit: Bool
    let isEnvelope: Bool
    let currency: SelectField
    let opening: TextField
    let span: SelectField
    let weekday: SelectField
    let day: SelectField
    let month: SelectField
    let recurring: SelectField
    let to: TextField
    let starts: TextField
    let ends: TextField
    let lines: [Line]
    let tag: String

    struct Line: Sendable {
        let number: Int
        let category: SelectField
        let amount: TextField
        let rollover: SelectField
        let cap: TextField
        let isAlone: Bool
    }

    /// The words of a form's lists, which depend on the book and the language.
    package struct Choices: Sendable {
        let currencies: [Choice]
        let categories: [Choice]
        let recurring: [Choice]
        let weekdays: [Choice]
        let months: [Choice]
        /// Whether the budget counts from a schedule that only a program can say.
        let hasSchedule: Bool
    }

    init(id: String?, form: BudgetForm, choices: Choices, problems: FormProblems = .none) {
        isNew = id == nil
        path = "/money/budgets" + (id.map { "/" + $0 } ?? "")
        removePath = id.map { "/money/budgets/\($0)/remove" }
        self.problems = problems
        name = TextField(
            "name",
            localized("Name"),
            value: form.name,
            placeholder: localized("Household"),
            maximumLength: 100,
            problems: problems
        )
        isEnvelope = form.style == "envelope"
        isLimit = !isEnvelope
        let make = FieldMaker(problems: problems)
        currency = make.select("currency", localized("Currency"), choices.currencies, form.currency)
        let hint = localized("Empty is zero. Income is added to it.")
        opening = make.number(
            "opening",
            localized("There to assign at first"),
            form.opening,
            hint: hint,
            placeholder: "0.00",
            isSigned: true
        )
        span = make.select("span", localized("A period is"), Self.spans(hasSchedule: choices.hasSchedule), form.span)
        weekday = make.select("weekday", localized("It begins on"), choices.weekdays, form.weekday)
        let days = (1...31).map { Choice(value: String($0), label: String($0)) }
        day = make.select("day", localized("It begins on day"), days, form.day)
        month = make.select("month", localized("Month"), choices.months, form.month)
        recurring = make.select(
            "recurring",
            localized("Paydays are those of"),
            choices.recurring,
            form.recurring,
            empty: localized("Choose a recurring entry")
        )
        to = make.day("to", localized("Last day"), form.to)
        let first = localized("The first period is the one this day is in.")
        starts = make.day("starts", localized("First day"), form.starts, hint: first)
        ends = make.day("ends", localized("It ends"), form.ends, hint: localized("Empty is never."))
        lines = form.lines.enumerated().map { index, line in
            Self.line(line, number: index + 1, choices: choices, problems: problems)
        }
        tag = form.tag
    }

    static func spans(hasSchedule: Bool) -> [Choice] {
        var spans = [
            Choice(value: "week", label: localized("a week")),
            Choice(value: "half-month", label: localized("half a month")),
            Choice(value: "month", label: localized("a month")), Choice(value: "year", label: localized("a year")),
            Choice(value: "payday", label: localized("from payday to payday")),
            Choice(value: "custom", label: localized("these days once")),
        ]
        if hasSchedule { spans.append(Choice(value: "schedule", label: localized("a schedule of its own"))) }
        return spans
    }

    static var rollovers: [Choice] {
        [
            Choice(value: "none", label: localized("nothing")),
            Choice(value: "surplus", label: localized("what is left")),
            Choice(value: "both", label: localized("what is left or over")),
            Choice(value: "capped", label: localized("what is left, up to")),
        ]
    }

    private static func line(
        _ line: BudgetForm.Line,
        number: Int,
        choices: Choices,
        problems: FormProblems
    ) -> Line {
        Line(
            number: number,
            category: SelectField(
                "category.\(number)",
                localized("Category {number}", ["number": "\(number)"]),
                choices: choices.categories,
                chosen: line.category,
                empty: localized("No category"),
                problems: problems
            ),
            amount: TextField(
                "amount.\(number)",
                localized("Amount {number}", ["number": "\(number)"]),
                kind: .amount,
                value: line.amount,
                placeholder: "8000",
                isRequired: false,
                problems: problems
            ),
            rollover: SelectField(
                "rollover.\(number)",
                localized("Into the next period goes"),
                choices: rollovers,
                chosen: line.rollover,
                problems: problems
            ),
            cap: TextField(
                "cap.\(number)",
                localized("Up to"),
                kind: .amount,
                value: line.cap,
                isRequired: false,
                problems: problems
            ),
            isAlone: line.isAlone
        )
    }
}
