import Money
import Primitives

/// A forecast in words, figures and a chart.
struct ForecastWords {
    /// The choices of how far to look, in days.
    static let spans = [30, 90, 180, 365]
    static let spanStandard = 90

    private let book: MoneyBook
    private let today: CalendarDay
    private let words: Words
    private let entry: EntryWords

    init(_ book: MoneyBook, today: CalendarDay, _ words: Words) {
        self.book = book
        self.today = today
        self.words = words
        entry = EntryWords(book, words: words)
    }

    /// What a page is asked.
    struct Question {
        var days = ForecastWords.spanStandard
        /// The account the chart is of; nil is all of the person's own currency together.
        var account: AccountID?
        var whatIf: [ForecastQuestion.WhatIf] = []
        var typed: [ForecastPage.WonderForm] = []
        var problems = FormProblems.none
    }

    func page(_ asked: Question) throws(MoneyError) -> ForecastPage {
        let forecast = try book.forecast(
            ForecastQuestion(today: today, days: asked.days, whatIf: asked.whatIf)
        )
        let baseline =
            asked.whatIf.isEmpty ? nil : try book.forecast(ForecastQuestion(today: today, days: asked.days))
        let shown = asked.account.flatMap { id in forecast.rows.first { $0.account.id == id } }
        let line = leading(forecast)
        return ForecastPage(
            lead: lead(forecast),
            warning: warning(forecast),
            chart: chart(forecast, baseline, shown),
            chartName: shown?.account.name
                ?? words("All accounts in {currency}", ["currency": line?.currency.code ?? ""]),
            spans: Self.spans.map { days in
                ForecastPage.Link(
                    path: "/money/forecast?days=\(days)" + (shown.map { "&account=\($0.account.id.text)" } ?? ""),
                    label: words.count(days, one: "1 day", other: "{count} days", [:]),
                    isCurrent: days == asked.days
                )
            },
            rows: rows(forecast, shown: shown?.account.id, days: asked.days),
            pace: paces(forecast),
            paceNote: words(
                "The middle of the last 6 spans of 30 days, so that one journey or one repair does not make a habit."
            ),
            days: asked.days,
            accounts: PageChoices.accounts(book),
            wonders: asked.typed,
            problems: asked.problems
        )
    }

    /// The currency that leads: the person's own, or the only one there is.
    private func leading(_ forecast: Forecast) -> Forecast.Line? {
        forecast.lines.first { $0.currency == book.settings.baseCurrency } ?? forecast.lines.first
    }

    private func lead(_ forecast: Forecast) -> String {
        let basis = words(
            "From what is entered, what recurs and how you spend otherwise. It is an estimate: it knows no surprises."
        )
        guard let line = leading(forecast), let end = line.minorUnits.last, let last = forecast.days.last else {
            return basis
        }
        let sum = words(
            "About {amount} in all on {day}.",
            ["amount": text(line.currency).amount(end), "day": day(last)]
        )
        return sum + " " + basis
    }

    private func warning(_ forecast: Forecast) -> String? {
        let below = forecast.rows.filter {
            !Self.isDebt($0.account) && !$0.account.content.isArchived && $0.lowest.minorUnits < 0
        }
        let first = below.compactMap { row in row.firstDayBelowZero.map { (row, $0) } }.min { $0.1 < $1.1 }
        guard let (row, firstDay) = first else { return nil }
        let values = [
            "account": row.account.name, "day": day(firstDay),
            "low": text(row.account.currency).amount(row.lowest.minorUnits), "lowDay": day(row.lowest.day),
        ]
        return firstDay <= today
            ? words("{account} is below zero, and at its lowest, {low}, on {lowDay}.", values)
            : words("{account} falls below zero on {day}, to {low} on {lowDay}.", values)
    }

    /// What is owed is below zero by nature.
    private static func isDebt(_ account: LedgerAccount) -> Bool {
        [.card, .loan, .person].contains(account.content.kind)
    }

    private func chart(_ forecast: Forecast, _ baseline: Forecast?, _ shown: Forecast.Row?) -> ForecastChart? {
        guard forecast.days.count > 1 else { return nil }
        if let shown {
            let before = baseline?.rows.first { $0.account.id == shown.account.id }?.minorUnits
            return ForecastChart(
                first: today,
                minorUnits: shown.minorUnits,
                baseline: before,
                text(shown.account.currency)
            )
        }
        guard let line = leading(forecast) else { return nil }
        let before = baseline?.lines.first { $0.currency == line.currency }?.minorUnits
        return ForecastChart(first: today, minorUnits: line.minorUnits, baseline: before, text(line.currency))
    }

    private func rows(_ forecast: Forecast, shown: AccountID?, days: Int) -> [ForecastPage.Row] {
        forecast.rows.filter { !$0.account.content.isArchived }.compactMap { row in
            guard let now = row.minorUnits.first, let end = row.minorUnits.last else { return nil }
            let currency = row.account.currency
            return ForecastPage.Row(
                path: "/money/forecast?days=\(days)&account=\(row.account.id.text)",
                icon: (AccountKindText(rawValue: row.account.content.kind.name) ?? .bank).icon,
                name: row.account.name,
                now: entry.money(now, currency),
                lowest: entry.money(row.lowest.minorUnits, currency),
                lowestDay: DayText(row.lowest.day, today: today, locale: words.locale).short,
                end: entry.money(end, currency),
                isBelowZero: row.lowest.minorUnits < 0 && !Self.isDebt(row.account),
                isShown: row.account.id == shown
            )
        }
    }

    /// What the forecast rests on, the most first; what came once and no more is no pace.
    private func paces(_ forecast: Forecast) -> [ForecastPage.Pace] {
        forecast.pace.filter { $0.medianMinorUnits > 0 }.sorted { $0.medianMinorUnits > $1.medianMinorUnits }.map(pace)
            + forecast.transfers.filter { $0.medianMinorUnits > 0 }
            .sorted { $0.medianMinorUnits > $1.medianMinorUnits }.map(pace)
    }

    private func pace(_ pace: TransferPace) -> ForecastPage.Pace {
        let names = [pace.from, pace.to].map { book.account($0)?.name ?? "" }
        return ForecastPage.Pace(
            icon: CategoryIcon.transfer,
            name: words("{from} to {to}", ["from": names[0], "to": names[1]]),
            median: median(pace.medianMinorUnits, pace.spanDays, pace.currency),
            spans: pace.spans.map { text(pace.currency).amount($0) }.joined(separator: " · ")
        )
    }

    private func median(_ minorUnits: Int64, _ days: Int, _ currency: Currency) -> String {
        words("{amount} in {days} days", ["amount": text(currency).amount(minorUnits), "days": "\(days)"])
    }

    private func pace(_ pace: SpendingPace) -> ForecastPage.Pace {
        let text = text(pace.currency)
        let path = book.categoryPath(pace.category)
        return ForecastPage.Pace(
            icon: CategoryIcon.icon(path, .expense),
            name: path.last ?? "",
            median: median(pace.medianMinorUnits, pace.spanDays, pace.currency),
            spans: pace.spans.map { text.amount($0) }.joined(separator: " · ")
        )
    }

    private func text(_ currency: Currency) -> ChartText {
        ChartText(words: words, currency: currency, grouping: book.settings.digitGrouping, today: today)
    }

    private func day(_ day: CalendarDay) -> String { DayText(day, today: today, locale: words.locale).medium }
}
