import Money
import Primitives

/// Spending by category and month, a table for each currency.
struct SpendingTables {
    let tables: [SpendingTable]

    private struct CellKey: Hashable {
        let currency: Currency
        let category: ReportKey
        let month: String
    }

    init(_ book: MoneyBook, from: CalendarDay, to: CalendarDay) throws(MoneyError) {
        let filter = TransactionFilter(from: from, to: to)
        let byBoth = try book.spending(by: [.category, .month], filter)
        let byCategory = try book.spending(by: [.category], filter)
        let byMonth = try book.spending(by: [.month], filter)
        let words = EntryWords(book)
        let months = Self.months(from, to)
        var cells: [CellKey: Int64] = [:]
        for row in byBoth.rows {
            let key = CellKey(
                currency: row.currency,
                category: byBoth.labels[0][row.labels[0]].key,
                month: byBoth.labels[1][row.labels[1]].name
            )
            cells[key] = row.minorUnits
        }
        tables = byCategory.totals.map { total in
            let currency = total.currency
            let rows = Self.largestFirst(byCategory.rows.filter { $0.currency == currency }) {
                byCategory.labels[0][$0.labels[0]].depth
            }
            let largest = rows.map(\.minorUnits).max() ?? 0
            return SpendingTable(
                currency: currency.code,
                isNamed: byCategory.totals.count > 1,
                total: words.money(total.minorUnits, currency),
                rows: rows.map { row in
                    let label = byCategory.labels[0][row.labels[0]]
                    return SpendingTable.Row(
                        category: Self.name(label),
                        depth: label.depth,
                        bar: BarText(row.minorUnits, of: largest),
                        share: Self.share(row.minorUnits, of: total.minorUnits),
                        total: words.money(row.minorUnits, currency),
                        months: months.map { month in
                            let cell = cells[CellKey(currency: currency, category: label.key, month: month.iso)]
                            return (month.label, cell.map { words.money($0, currency) })
                        }
                    )
                },
                sums: months.map { month in
                    let row = byMonth.rows.first {
                        $0.currency == currency && byMonth.labels[0][$0.labels[0]].name == month.iso
                    }
                    return (month.label, row.map { words.money($0.minorUnits, currency) })
                }
            )
        }
    }

    /// A tree in preorder, its siblings reordered by amount; equal ones keep their order.
    private static func largestFirst(
        _ rows: [PivotReport.Row],
        depth: (PivotReport.Row) -> Int
    ) -> [PivotReport.Row] {
        guard let top = rows.map(depth).min() else { return [] }
        let starts = rows.indices.filter { depth(rows[$0]) == top }
        let branches = zip(starts, starts.dropFirst() + [rows.endIndex]).map { Array(rows[$0..<$1]) }
        return branches.enumerated().sorted { first, second in
            let amounts = (first.element[0].minorUnits, second.element[0].minorUnits)
            return amounts.0 == amounts.1 ? first.offset < second.offset : amounts.0 > amounts.1
        }.flatMap { [$0.element[0]] + largestFirst(Array($0.element.dropFirst()), depth: depth) }
    }

    /// More columns than these do not help anyone: a longer span shows its last months, and its totals in full.
    private static let monthMaximum = 12

    private static func months(_ from: CalendarDay, _ to: CalendarDay) -> [(iso: String, label: String)] {
        var months: [(iso: String, label: String)] = []
        var month = to.firstOfMonth
        while month >= from.firstOfMonth, months.count < monthMaximum {
            months.append((String(month.iso.prefix(7)), DayText(month, today: to).shortMonth))
            month = month.adding(months: -1)
        }
        return months.reversed()
    }

    /// The category that every book has is named by what it means, as on the month page.
    private static func name(_ label: ReportLabel) -> String {
        label.key == .category(.uncategorisedExpense) ? localized("No category yet") : label.name
    }

    /// Whole percent, rounded half up; `<1%` for less than half of one.
    private static func share(_ part: Int64, of whole: Int64) -> String {
        guard whole > 0, part > 0 else { return part == 0 ? "0%" : "–" }
        let scaled = part.magnitude.multipliedFullWidth(by: 100)
        guard scaled.high < whole.magnitude else { return "–" }
        let (quotient, remainder) = whole.magnitude.dividingFullWidth((scaled.high, scaled.low))
        let rounded = remainder >= whole.magnitude - remainder ? quotient + 1 : quotient
        return rounded == 0 ? "<1%" : "\(rounded)%"
    }
}
