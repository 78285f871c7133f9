/// The form that adds or changes a recurring entry.
package struct RecurringEntryPage: Page {
    package static let template = PageTemplate.recurringEntry
    package var place: Place { .money(.recurring) }
    package var title: String { isNew ? localized("A recurring entry") : localized("Change a recurring entry") }

    let isNew: Bool
    let path: String
    let removePath: String?
    let problems: FormProblems
    /// The fields that it shares with a transaction.
    let entry: TransactionPage
    let every: TextField
    let unit: SelectField
    let weekdays: [Check]
    let weekdaysError: String?
    let days: [SelectField]
    let month: SelectField
    let end: SelectField
    let until: TextField
    let count: TextField
    let shift: SelectField
    let isVariable: Bool
    let isAutomatic: Bool
    let automaticError: String?
    let isPaused: Bool
    let tag: String

    struct Check: Sendable {
        let name: String
        let label: String
        let isChosen: Bool
    }

    /// The words of a form's lists, which depend on the language.
    package struct Choices: Sendable {
        let accounts: [Choice]
        let categories: [Choice]
        let days: [Choice]
        let months: [Choice]
        let weekdays: [String]
    }

    init(id: String?, form: RecurringForm, choices: Choices, problems: FormProblems = .none) {
        isNew = id == nil
        path = "/money/recurring" + (id.map { "/" + $0 } ?? "")
        removePath = id.map { "/money/recurring/\($0)/remove" }
        self.problems = problems
        entry = TransactionPage(
            id: nil,
            form: form.entry,
            accounts: choices.accounts,
            categories: choices.categories,
            dateLabel: localized("First day"),
            problems: problems
        )
        let make = FieldMaker(problems: problems)
        every = make.number("every", localized("Every"), form.every, maximumLength: 4)
        unit = make.select("unit", localized("Unit"), Self.units, form.unit)
        weekdays = choices.weekdays.enumerated().map { index, name in
            Check(name: "weekday.\(index + 1)", label: name, isChosen: form.weekdays.contains(index + 1))
        }
        weekdaysError = problems.message(for: "weekday.1")
        days = form.days.enumerated().map { index, day in
            make.select(
                "on.\(index + 1)",
                index == 0 ? localized("On") : localized("And on"),
                choices.days,
                day,
                empty: index == 0 ? localized("Choose a day") : localized("No other day")
            )
        }
        month = make.select("month", localized("Month"), choices.months, form.month)
        end = make.select("end", localized("It ends"), Self.ends, form.end)
        until = make.day("until", localized("Last day"), form.until)
        count = make.number("count", localized("How many times"), form.count, maximumLength: 6)
        shift = make.select("shift", localized("On a Saturday or Sunday"), Self.shifts, form.shift)
        isVariable = form.isVariable
        isAutomatic = form.isAutomatic
        automaticError = problems.message(for: "automatic")
        isPaused = form.isPaused
        tag = form.tag
    }

    static var units: [Choice] {
        [
            Choice(value: "day", label: localized("days")), Choice(value: "week", label: localized("weeks")),
            Choice(value: "month", label: localized("months")), Choice(value: "year", label: localized("years")),
        ]
    }

    static var ends: [Choice] {
        [
            Choice(value: "never", label: localized("never")), Choice(value: "until", label: localized("on a day")),
            Choice(value: "count", label: localized("after so many times")),
        ]
    }

    static var shifts: [Choice] {
        [
            Choice(value: "none", label: localized("It stays there")),
            Choice(value: "before", label: localized("The Friday before")),
            Choice(value: "after", label: localized("The Monday after")),
        ]
    }
}
