/// What each day came to, as months with darker and lighter days.
package struct CalendarPage: Page {
    package static let template = PageTemplate.calendar
    package var place: Place { .money(.reports) }
    package let title = localized("Calendar")

    let keep: KeepForm?
    let tabs = ReportTab.calendar.links()
    let action = ReportTab.calendar.path
    let period: ReportPeriod
    let measure: SelectField
    let weekdays: [Weekday]
    let parts: [CalendarPart]
    let isEmpty: Bool

    /// The head of a column.
    package struct Weekday: Sendable, NamedParts {
        let short: String
        let long: String

        package init(short: String, long: String) {
            self.short = short
            self.long = long
        }

        func part(_ name: String) -> Any? {
            switch name {
            case "short": short
            case "long": long
            default: nil
            }
        }
    }

    package init(
        period: ReportPeriod,
        measure: String,
        choices: [Choice],
        weekdays: [Weekday],
        parts: [CalendarPart],
        keep: KeepForm? = nil
    ) {
        self.keep = keep
        self.period = period
        self.measure = SelectField("measure", localized("What"), choices: choices, chosen: measure)
        self.weekdays = weekdays
        self.parts = parts
        isEmpty = parts.isEmpty
    }
}
