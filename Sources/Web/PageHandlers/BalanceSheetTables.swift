import Money
import Primitives

/// A balance sheet as tables, one for each currency.
struct BalanceSheetTables {
    let tables: [IncomeStatementTable]

    init(_ sheet: BalanceSheet, _ book: MoneyBook, today: CalendarDay) {
        let words = EntryWords(book)
        let now = DayText(sheet.day, today: today).short
        let before = sheet.besides.map { DayText($0, today: today).short }
        tables = sheet.parts.map { part in
            func line(_ name: String, _ sum: BalanceSheet.Sum) -> IncomeStatementTable.Line {
                IncomeStatementTable.Line(
                    name,
                    labels: (now: now, before: before),
                    now: words.money(sum.now, part.currency),
                    before: sum.before.map { words.money($0, part.currency) },
                    change: sum.change.map { words.money($0, part.currency, .change) }
                )
            }
            func group(_ heading: String, _ side: BalanceSheet.Side, total: String) -> IncomeStatementTable.Group {
                IncomeStatementTable.Group(
                    heading: heading,
                    lines: side.lines.map { line($0.account.name, $0.sum) },
                    total: line(total, side.total)
                )
            }
            return IncomeStatementTable(
                currency: part.currency.code,
                isNamed: sheet.parts.count > 1,
                now: now,
                before: before,
                groups: [
                    group(localized("Assets"), part.assets, total: localized("All assets")),
                    group(localized("Liabilities"), part.liabilities, total: localized("All liabilities")),
                    IncomeStatementTable.Group(
                        heading: localized("Result"),
                        lines: [],
                        total: line(localized("Net worth"), part.net)
                    ),
                ]
            )
        }
    }
}
