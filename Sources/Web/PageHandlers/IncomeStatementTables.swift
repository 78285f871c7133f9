import Money
import Primitives

/// An income statement as tables, one for each currency.
struct IncomeStatementTables {
    let tables: [IncomeStatementTable]

    /// `now`: the days it is of, short.
    init(_ statement: IncomeStatement, _ book: MoneyBook, now: String, before: String?) {
        let words = EntryWords(book)
        let labels = (now: now, before: statement.comparedDays == nil ? nil : before)
        tables = statement.parts.map { part in
            func line(
                _ name: String,
                depth: Int = 0,
                _ sum: IncomeStatement.Sum,
                change: MoneyText.Sign
            ) -> IncomeStatementTable.Line {
                IncomeStatementTable.Line(
                    name,
                    depth: depth,
                    labels: labels,
                    now: words.money(sum.now, part.currency),
                    before: sum.before.map { words.money($0, part.currency) },
                    change: sum.change.map { words.money($0, part.currency, change) }
                )
            }
            func group(
                _ heading: String,
                _ side: IncomeStatement.Side,
                total: String,
                change: MoneyText.Sign
            ) -> IncomeStatementTable.Group {
                IncomeStatementTable.Group(
                    heading: heading,
                    lines: side.lines.map { line(Self.name($0), depth: $0.depth, $0.sum, change: change) },
                    total: line(total, side.total, change: change)
                )
            }
            return IncomeStatementTable(
                currency: part.currency.code,
                isNamed: statement.parts.count > 1,
                now: now,
                before: labels.before,
                groups: [
                    group(localized("Income"), part.income, total: localized("All income"), change: .both),
                    group(localized("Spending"), part.expenses, total: localized("All spending"), change: .change),
                    IncomeStatementTable.Group(
                        heading: localized("Result"),
                        lines: [],
                        total: line(localized("Kept"), part.kept, change: .both)
                    ),
                ]
            )
        }
    }

    private static func name(_ line: IncomeStatement.Line) -> String {
        line.category == .uncategorisedExpense || line.category == .uncategorisedIncome
            ? localized("No category yet") : line.name
    }
}
