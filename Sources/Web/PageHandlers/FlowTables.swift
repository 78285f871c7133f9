import Money
import Primitives

/// The tables of cash flow and net worth, one for each currency.
enum FlowTables {
    static func cashFlow(_ report: CashFlowReport, _ book: MoneyBook, today: CalendarDay) -> [CashFlowTable] {
        let words = EntryWords(book)
        return report.totals.map { total in
            let rows = report.rows.filter { $0.flow.currency == total.currency }
            let largest = rows.map { max($0.flow.incoming, $0.flow.outgoing) }.max() ?? 0
            return CashFlowTable(
                currency: total.currency.code,
                isNamed: report.totals.count > 1,
                rows: rows.reversed().map { row in
                    let label = DayText(row.month, today: today).month
                    return CashFlowTable.Row(
                        month: row.month == today.firstOfMonth ? label + localized(", so far") : label,
                        moneyIn: words.money(row.flow.incoming, total.currency, .income),
                        moneyOut: words.money(row.flow.outgoing, total.currency, .none),
                        kept: words.money(row.flow.kept, total.currency),
                        barIn: BarText(row.flow.incoming, of: largest),
                        barOut: BarText(row.flow.outgoing, of: largest)
                    )
                },
                moneyIn: words.money(total.incoming, total.currency, .income),
                moneyOut: words.money(total.outgoing, total.currency, .none),
                kept: words.money(total.kept, total.currency)
            )
        }
    }

    static func netWorth(_ report: NetWorthReport, _ book: MoneyBook, today: CalendarDay) -> [NetWorthTable] {
        let words = EntryWords(book)
        var currencies: [Currency] = []
        for row in report.rows where !currencies.contains(row.currency) { currencies.append(row.currency) }
        return currencies.map { currency in
            let rows = report.rows.filter { $0.currency == currency }
            let largest = rows.map { Int64(clamping: $0.minorUnits.magnitude) }.max() ?? 0
            var shown: [NetWorthTable.Row] = []
            for (index, row) in rows.enumerated() {
                let before = index > 0 ? rows[index - 1].minorUnits : nil
                let change = before.flatMap { before in
                    let (difference, overflow) = row.minorUnits.subtractingReportingOverflow(before)
                    return overflow ? nil : words.money(difference, currency, .both)
                }
                shown.append(
                    NetWorthTable.Row(
                        day: DayText(row.day, today: today),
                        value: words.money(row.minorUnits, currency),
                        change: change,
                        bar: BarText(row.minorUnits, of: largest),
                        isNegative: row.minorUnits < 0
                    )
                )
            }
            return NetWorthTable(
                currency: currency.code,
                isNamed: currencies.count > 1,
                latest: words.money(rows.last?.minorUnits ?? 0, currency),
                rows: shown.reversed()
            )
        }
    }
}
