import Money
import Primitives

/// The report on currencies in words and figures.
struct CurrencyWords {
    private let report: CurrencyReport
    private let entry: EntryWords
    private let today: CalendarDay

    init(_ report: CurrencyReport, _ book: MoneyBook, today: CalendarDay) {
        self.report = report
        self.today = today
        entry = EntryWords(book)
    }

    /// Kept is left out where it does not fit.
    var figures: [Figure] {
        let (kept, overflow) = report.income.subtractingReportingOverflow(report.spending)
        let before = DayText(report.days.lowerBound.adding(days: -1), today: today).medium
        let after = DayText(report.days.upperBound, today: today).medium
        let known: [(String, Int64, MoneyText.Sign)] = [
            (localized("Net worth, {day}", ["day": before]), report.worthBefore, .negative),
            (localized("Kept"), overflow ? 0 : kept, .both),
            (localized("Gains and losses"), report.gain, .both),
            (localized("Net worth, {day}", ["day": after]), report.worthAfter, .negative),
        ]
        return known.map { label, sum, sign in Figure(label, entry.money(sum, report.base, sign)) }
    }

    var rows: [CurrenciesPage.Row] {
        report.rows.map { row in
            CurrenciesPage.Row(
                currency: row.currency.code,
                held: entry.money(row.after.minorUnits, row.currency),
                worth: entry.money(row.after.value, report.base),
                rate: rate(row),
                before: entry.money(row.before.value, report.base),
                flow: entry.money(row.flow.value, report.base, .both),
                gain: entry.money(row.gain, report.base, .both),
                parts: parts(row)
            )
        }
    }

    private func rate(_ row: CurrencyReport.Row) -> String? {
        guard let rate = row.rate, let day = row.rateDay else { return nil }
        return localized("{rate} of {day}", ["rate": rate.text, "day": DayText(day, today: today).short])
    }

    private func parts(_ row: CurrencyReport.Row) -> String? {
        guard row.held != 0, row.exchanged != 0 else { return nil }
        let (held, exchanged) = (
            entry.money(row.held, report.base, .both).text, entry.money(row.exchanged, report.base, .both).text
        )
        return localized("{held} held, {exchanged} exchanged", ["held": held, "exchanged": exchanged])
    }
}
