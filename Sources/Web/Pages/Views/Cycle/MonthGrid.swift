/// One month as a table of days, each a link with a full name.
package struct MonthGrid: Sendable {
    let caption: String
    let weekdays: [CalendarPage.Weekday]
    let weeks: [Week]

    struct Week: Sendable, NamedParts {
        let days: [Day]

        func part(_ name: String) -> Any? { name == "days" ? days : nil }
    }

    /// One cell; without a path it is empty.
    package struct Day: Sendable, NamedParts {
        let path: String?
        let number: String
        /// The whole name: the day, and what is known of it.
        let label: String
        /// Further classes of the look.
        let style: String
        let isToday: Bool

        static let blank = Day(path: nil, number: "", label: "", style: "", isToday: false)

        func part(_ name: String) -> Any? {
            switch name {
            case "path": path
            case "number": number
            case "label": label
            case "style": style
            case "isToday": isToday
            default: nil
            }
        }
    }

    /// - `days`: Of the whole month in order; `lead` empty cells come first.
    init(caption: String, weekdays: [CalendarPage.Weekday], lead: Int, days: [Day]) {
        self.caption = caption
        self.weekdays = weekdays
        let cells = Array(repeating: Day.blank, count: lead) + days
        let full = cells + Array(repeating: Day.blank, count: (7 - cells.count % 7) % 7)
        weeks = stride(from: 0, to: full.count, by: 7).map { Week(days: Array(full[$0..<$0 + 7])) }
    }
}

/// A month of the diary, with steps of a month and a year.
package struct CycleCalendarPage: Page {
    package static let template = PageTemplate.cycleCalendar
    package var place: Place { .cycle(.calendar) }
    package let title = localized("Diary")

    let heading: String
    let months: [MonthGrid]
    let earlier: String
    let later: String
    let yearEarlier: String
    let yearLater: String
    /// The month with today in it; nil where it is shown.
    let now: String?
    /// As the field sends it: `2026-11`.
    let month: String
    let hasEstimate: Bool

    package init(
        heading: String,
        months: [MonthGrid],
        earlier: String,
        later: String,
        yearEarlier: String,
        yearLater: String,
        now: String?,
        month: String,
        hasEstimate: Bool
    ) {
        self.heading = heading
        self.months = months
        self.earlier = earlier
        self.later = later
        self.yearEarlier = yearEarlier
        self.yearLater = yearLater
        self.now = now
        self.month = month
        self.hasEstimate = hasEstimate
    }
}
