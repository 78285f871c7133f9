import Primitives

/// The day of a balance sheet, and the one it stands beside.
struct SheetDays {
    let day: CalendarDay
    let besides: CalendarDay?
    let period: ReportPeriod
    let field: TextField
    let isWrong: Bool

    /// Without any choice: today beside the end of the last month.
    init(_ fields: FormFields, _ site: PageSite) {
        var errors: [FieldError] = []
        func read(_ name: String, _ label: String) -> CalendarDay? {
            guard let text = fields[name], !text.isEmpty else { return nil }
            if let day = CalendarDay(iso: text) { return day }
            errors.append(
                FieldError(field: name, label: label, message: localized("It must be a day such as 2026-11-20."))
            )
            return nil
        }
        let day = read("to", localized("On")) ?? site.today
        let other = read("beside", localized("Beside"))
        isWrong = !errors.isEmpty
        self.day = day
        besides = fields["beside"] == nil ? day.firstOfMonth.adding(days: -1) : other
        let problems = FormProblems(errors: errors)
        period = ReportPeriod(
            words: localized("At the end of {day}", ["day": site.dayText(day).medium]),
            from: nil,
            to: fields["to"].flatMap { $0.isEmpty ? nil : $0 } ?? day.iso,
            problems: problems
        )
        field = TextField(
            "beside",
            localized("Beside"),
            kind: .day,
            value: fields["beside"] ?? besides?.iso ?? "",
            isRequired: false,
            problems: problems
        )
    }
}
