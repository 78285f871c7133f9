import Money
import Primitives

/// The days that were chosen for a report, what is wrong with them, and how the form shows them.
struct ReportDays {
    let from: CalendarDay
    let to: CalendarDay
    let period: ReportPeriod
    let isWrong: Bool

    /// Months a report covers when no days are chosen, the running one included.
    static let monthsStandard = 6

    /// The longest span a report takes.
    enum Longest {
        /// Of the calendar, which shows each day.
        case twoYears
        /// Of net worth, which shows each month.
        case century
        /// Of a trend, which shows each part.
        case trend(TrendStep)

        var dayCount: Int {
            switch self {
            case .twoYears: MoneyBook.dailyFlowMaximum
            case .century: MoneyBook.netWorthMonthMaximum * 30
            case .trend(.week): (MoneyBook.trendMaximum - 1) * 7
            case .trend(.month): (MoneyBook.trendMaximum - 1) * 30
            case .trend(.year): (MoneyBook.trendMaximum - 1) * 365
            }
        }

        var sentence: String {
            switch self {
            case .twoYears: localized("Choose at most two years.")
            case .century: localized("Choose at most 98 years.")
            case .trend: localized("Choose a shorter time, or longer steps.")
            }
        }
    }

    init(_ fields: FormFields, _ site: PageSite, months: Int = monthsStandard, longest: Longest? = nil) {
        let today = site.today
        let standard = today.firstOfMonth.adding(months: 1 - months)
        var errors: [FieldError] = []
        func day(_ name: String, _ label: String, _ fallback: CalendarDay) -> CalendarDay {
            guard let text = fields[name], !text.isEmpty else { return fallback }
            if let day = CalendarDay(iso: text) { return day }
            errors.append(
                FieldError(field: name, label: label, message: localized("It must be a day such as 2026-11-20."))
            )
            return fallback
        }
        let span = fields["span"].flatMap(ReportSpan.init)
        let counted = span?.days(today: today)
        let from = counted?.lowerBound ?? day("from", localized("From"), standard)
        let to = counted?.upperBound ?? day("to", localized("Until"), today)
        func refuse(_ message: String) {
            errors.append(FieldError(field: "to", label: localized("Until"), message: message))
        }
        if errors.isEmpty, from > to { refuse(localized("It must not be before the first day.")) }
        if errors.isEmpty, let longest, Int(to.daysSinceEpoch) - Int(from.daysSinceEpoch) >= longest.dayCount {
            refuse(longest.sentence)
        }
        isWrong = !errors.isEmpty
        (self.from, self.to) = isWrong ? (standard, today) : (from, to)
        period = ReportPeriod(
            words: localized(
                "{first} to {last}",
                ["first": site.dayText(self.from).medium, "last": site.dayText(self.to).medium]
            ),
            from: counted?.lowerBound.iso ?? fields["from"] ?? self.from.iso,
            to: counted?.upperBound.iso ?? fields["to"] ?? self.to.iso,
            span: span?.rawValue,
            spans: ReportSpan.allCases.map { Choice(value: $0.rawValue, label: $0.label) },
            problems: FormProblems(errors: errors)
        )
    }
}
