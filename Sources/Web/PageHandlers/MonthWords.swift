import Money
import Primitives

/// The month page of a book.
struct MonthWords {
    private let month: CalendarDay
    private let today: CalendarDay
    private let settings: MoneySettings
    private let overview: MonthOverview
    private let history: BalanceHistory
    /// What the charts are about; nil when nothing was entered in the year they show.
    private let line: MonthOverview.Line?
    private let text: ChartText
    private let icons: [CategoryID: String]
    private let unit: ReportCurrency
    private let hasForeignCurrency: Bool

    private var words: Words { text.words }
    private var isRunning: Bool { month == today.firstOfMonth }
    private var last: CalendarDay { overview.days.upperBound }
    private var before: CalendarDay { month.adding(months: -1) }

    /// - `month`: Its first day.
    /// - `currency`: Of the charts; nil, or one without entries, leaves the choice to the book.
    init(
        _ book: MoneyBook,
        month: CalendarDay,
        today: CalendarDay,
        currency: Currency?,
        in unit: ReportCurrency = .original,
        _ words: Words
    ) throws(MoneyError) {
        self.month = month
        self.today = today
        self.unit = unit
        hasForeignCurrency = book.hasForeignCurrency
        settings = book.settings
        icons = CategoryIcon.icons(book)
        // What is dated after today belongs to the running month, but it has not happened.
        let last = month == today.firstOfMonth ? today : Self.end(of: month)
        let firstDay = DayChart.firstDay(endingAt: last, weekStart: settings.weekStart)
        overview = try book.monthOverview(endingAt: last, daysFrom: firstDay, in: unit)
        let ends = (1...MonthOverview.monthCount).reversed().map { Self.end(of: month.adding(months: -$0)) }
        history = try book.balanceHistory(at: ends + [last], in: unit)
        let (lines, base) = (overview.lines, settings.baseCurrency)
        line =
            lines.first { $0.currency == currency } ?? lines.first { $0.currency == base }
            ?? lines.max { $0.postingCount < $1.postingCount }
        text = ChartText(
            words: words,
            currency: line?.currency ?? base,
            grouping: settings.digitGrouping,
            today: today
        )
    }

    var page: MonthPage {
        let worth = worth
        let categories = line.flatMap(categories)
        let others = overview.lines.filter { $0.currency != line?.currency }
        return MonthPage(
            title: isRunning ? words("{month} so far", ["month": text.monthName(month)]) : text.month(month),
            lead: lead,
            thisMonth: text.monthName(month),
            before: text.monthName(before),
            isRunning: isRunning,
            pager: pager,
            figures: line.map(figures),
            others: others.compactMap(otherFigures),
            currency: text.currency.code,
            otherCharts: others.map { other in
                MonthPage.OtherCurrency(
                    path: "\(MonthPages.path(month))?currency=\(other.currency.code)",
                    label: words("Charts in {currency}", ["currency": other.currency.code])
                )
            },
            hasOtherCharts: !others.isEmpty,
            later: later,
            flow: line.map { FlowChart(months: overview.months, flows: $0.flows, isRunning: isRunning, text) },
            categories: categories,
            days: line.map { line in
                DayChart(first: overview.days.lowerBound, spent: line.spentByDay, today: today, text)
            },
            worth: worth,
            hasFoot: worth != nil || categories?.hasChanges == true,
            listPath: "/money?month=\(month.iso.prefix(7))",
            reportPath: "/money/reports/spending?from=\(month.iso)&to=\(last.iso)",
            isEmpty: line == nil,
            unit: unitChoice,
            leftOut: ReportUnit.sentence(
                Array(Set(overview.leftOut + history.leftOut)).sorted { $0.packed < $1.packed }
            )
        )
    }

    /// The way to the other currency of the figures, where there is more than one.
    private var unitChoice: MonthPage.Unit? {
        guard hasForeignCurrency else { return nil }
        let (path, base) = (MonthPages.path(month), settings.baseCurrency.code)
        guard unit == .base else {
            return MonthPage.Unit(sentence: nil, path: path + "?in=base", label: ReportUnit.allIn(base))
        }
        return MonthPage.Unit(
            sentence: words("Everything is in {currency}, by the rates of its days.", ["currency": base]),
            path: path,
            label: words("As entered")
        )
    }

    private var later: String? {
        guard isRunning, overview.laterCount > 0 else { return nil }
        return words.count(
            overview.laterCount,
            one: "{count} entry is dated after today and is not counted here.",
            other: "{count} entries are dated after today and are not counted here."
        )
    }

    private static func end(of month: CalendarDay) -> CalendarDay { month.adding(months: 1).adding(days: -1) }

    private var lead: String {
        let count = Self.end(of: month).parts.day
        if isRunning {
            return words(
                "{day} of {count} days. Every mark is what you recorded; nothing is estimated.",
                ["day": words.number(today.parts.day), "count": words.number(count)]
            )
        }
        return month < today
            ? words("All {count} days, as you recorded them.", ["count": words.number(count)])
            : words("Still to come: only what you have already dated ahead.")
    }

    private var pager: MonthPager {
        let next = month.adding(months: 1)
        func step(_ day: CalendarDay) -> (path: String, label: String) {
            (MonthPages.path(day) + (unit == .base ? "?in=base" : ""), text.month(day))
        }
        return MonthPager(
            label: text.month(month),
            back: step(before),
            ahead: next <= max(today, overview.latestDay ?? today) ? step(next) : nil
        )
    }

    private func figures(_ line: MonthOverview.Line) -> MonthFigures {
        let flow = line.flows[line.flows.count - 1]
        let earlier = line.flows[line.flows.count - 2]
        let share = flow.incoming > 0 && flow.kept > 0 ? CategoryChart.share(flow.kept, of: flow.incoming) : nil
        return MonthFigures(
            incoming: text.moneyText(flow.incoming, .income),
            outgoing: text.moneyText(flow.outgoing, .none),
            outgoingNote: earlier.outgoing == 0
                ? nil
                : words(
                    "{month} in full: {amount}",
                    ["month": text.monthName(before), "amount": text.amount(earlier.outgoing)]
                ),
            kept: text.moneyText(flow.kept),
            keptNote: share.map { words("{share} of what came in", ["share": $0]) }
        )
    }

    /// In, out and kept of a currency the charts are not in; nil when nothing of it moved this month.
    private func otherFigures(_ line: MonthOverview.Line) -> FigureGroup? {
        let flow = line.flows[line.flows.count - 1]
        guard flow.incoming != 0 || flow.outgoing != 0 else { return nil }
        let text = ChartText(words: words, currency: line.currency, grouping: text.grouping, today: today)
        return FigureGroup(
            currency: line.currency.code,
            isNamed: true,
            figures: [
                Figure(words("In"), text.moneyText(flow.incoming, .income)),
                Figure(words("Out"), text.moneyText(flow.outgoing, .none)),
                Figure(words("Kept"), text.moneyText(flow.kept)),
            ]
        )
    }

    private func categories(_ line: MonthOverview.Line) -> CategoryChart? {
        guard !line.categories.isEmpty else { return nil }
        return CategoryChart(
            line.categories.map { category in
                // The two that every book has are named by what they mean.
                category.id == .uncategorisedExpense
                    ? MonthOverview.CategorySpending(
                        id: category.id,
                        name: words("No category yet"),
                        minorUnits: category.minorUnits,
                        beforeMinorUnits: category.beforeMinorUnits
                    ) : category
            },
            icons: icons,
            month: text.monthName(month),
            before: text.monthName(before),
            isRunning: isRunning,
            text
        )
    }

    private var worth: NetWorthChart? {
        guard let values = history.lines.first(where: { $0.currency == text.currency })?.minorUnits,
            line != nil || values.contains(where: { $0 != 0 })
        else { return nil }
        return NetWorthChart(
            days: history.days,
            minorUnits: values,
            endsToday: isRunning,
            isColumn: true,
            text
        )
    }
}
