import Money
import Primitives

/// What a measure came to by one or two axes, a table for each currency.
struct PivotTables {
    let tables: [PivotTable]
    /// Currencies that could not be converted.
    let leftOut: [Currency]
    /// How many rows or columns the largest table has beyond those it shows.
    let hiddenRowCount: Int
    let hiddenColumnCount: Int

    /// More rows and columns than these do not help anyone: the largest are shown, and sums in full.
    private static let (rowMaximum, columnMaximum) = (200, 12)

    /// One column: its key, its label, and its sum.
    private struct Column {
        let key: ReportKey
        let label: String
        let minorUnits: Int64?
    }

    private struct CellKey: Hashable {
        let currency: Currency
        let row: ExactKey
        let column: ExactKey
    }

    /// A key as its bytes are: `é` is one letter or two, and texts that differ so are different payees of the book.
    private struct ExactKey: Hashable {
        private let key: ReportKey
        private let text: [UInt8]

        init(_ key: ReportKey) {
            switch key {
            case .payee(let text), .tag(let text): (self.key, self.text) = (.none, Array(text.utf8))
            default: (self.key, text) = (key, [])
            }
        }
    }

    /// `filter`: with both days, which say what months there are.
    ///
    /// `across`: nil for sums alone.
    init(
        _ book: MoneyBook,
        _ measure: FlowMeasure = .spending,
        down: ReportAxis,
        across: ReportAxis?,
        _ filter: TransactionFilter,
        in unit: ReportCurrency = .original
    ) throws(MoneyError) {
        let byRow = try book.pivot(measure, by: [down], filter, in: unit)
        leftOut = byRow.leftOut
        let byColumn = try across.map { axis throws(MoneyError) in
            try book.pivot(measure, by: [axis], filter, in: unit)
        }
        let cells = try Self.cells(book, measure, down, across, filter, unit)
        let words = EntryWords(book)
        var (hiddenRows, hiddenColumns) = (0, 0)
        tables = byRow.totals.map { total in
            let currency = total.currency
            let all = Self.ordered(byRow, down, currency)
            let rows = all.prefix(Self.rowMaximum)
            let (columns, hidden) = Self.columns(byColumn, across, currency, filter)
            hiddenRows = max(hiddenRows, all.count - rows.count)
            hiddenColumns = max(hiddenColumns, hidden)
            let largest = rows.map { Int64(clamping: $0.minorUnits.magnitude) }.max() ?? 0
            return PivotTable(
                currency: currency.code,
                isNamed: byRow.totals.count > 1,
                total: words.money(total.minorUnits, currency),
                rows: rows.map { row in
                    let label = byRow.labels[0][row.labels[0]]
                    return PivotTable.Row(
                        name: Self.name(label, down),
                        depth: label.depth,
                        bar: BarText(row.minorUnits, of: largest),
                        share: Self.share(row.minorUnits, of: total.minorUnits),
                        total: words.money(row.minorUnits, currency),
                        cells: columns.map { column in
                            let cell = cells[
                                CellKey(currency: currency, row: .init(label.key), column: .init(column.key))
                            ]
                            return (column.label, cell.map { words.money($0, currency) })
                        }
                    )
                },
                sums: columns.map { ($0.label, $0.minorUnits.map { words.money($0, currency) }) }
            )
        }
        (hiddenRowCount, hiddenColumnCount) = (hiddenRows, hiddenColumns)
    }

    private static func cells(
        _ book: MoneyBook,
        _ measure: FlowMeasure,
        _ down: ReportAxis,
        _ across: ReportAxis?,
        _ filter: TransactionFilter,
        _ unit: ReportCurrency
    ) throws(MoneyError) -> [CellKey: Int64] {
        guard let across else { return [:] }
        let byBoth = try book.pivot(measure, by: [down, across], filter, in: unit)
        var cells: [CellKey: Int64] = [:]
        for row in byBoth.rows {
            let (first, column) = (byBoth.labels[0][row.labels[0]].key, byBoth.labels[1][row.labels[1]].key)
            cells[CellKey(currency: row.currency, row: .init(first), column: .init(column))] = row.minorUnits
        }
        return cells
    }

    /// Months in their order, everything else by size, a category before what is under it.
    private static func ordered(_ report: PivotReport, _ axis: ReportAxis, _ currency: Currency) -> [PivotReport.Row] {
        let rows = report.rows.filter { $0.currency == currency }
        return axis == .month ? rows : largestFirst(rows) { report.labels[0][$0.labels[0]].depth }
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

    /// The columns of a currency, and how many are left out.
    private static func columns(
        _ report: PivotReport?,
        _ axis: ReportAxis?,
        _ currency: Currency,
        _ filter: TransactionFilter
    ) -> (shown: [Column], hiddenCount: Int) {
        guard let report, let axis else { return ([], 0) }
        let rows = report.rows.filter { $0.currency == currency }
        if axis == .month, let from = filter.from, let to = filter.to {
            let sums = Dictionary(
                uniqueKeysWithValues: rows.map { (report.labels[0][$0.labels[0]].key, $0.minorUnits) }
            )
            let (months, hidden) = months(from, to)
            return (
                months.map {
                    Column(key: .month($0), label: DayText($0, today: to).shortMonth, minorUnits: sums[.month($0)])
                },
                hidden
            )
        }
        // Of a tree only the roots: what is under them is in them.
        let roots = rows.filter { report.labels[0][$0.labels[0]].depth == 0 }
        let largest = roots.enumerated().sorted { first, second in
            let sizes = (first.element.minorUnits.magnitude, second.element.minorUnits.magnitude)
            return sizes.0 == sizes.1 ? first.offset < second.offset : sizes.0 > sizes.1
        }.map(\.element)
        let shown = largest.prefix(columnMaximum).map { row in
            let label = report.labels[0][row.labels[0]]
            return Column(key: label.key, label: name(label, axis), minorUnits: row.minorUnits)
        }
        return (shown, largest.count - shown.count)
    }

    /// The last months of a span, oldest first.
    private static func months(_ from: CalendarDay, _ to: CalendarDay) -> (shown: [CalendarDay], hiddenCount: Int) {
        let (first, last) = (from.parts, to.parts)
        let count = (last.year - first.year) * 12 + last.month - first.month + 1
        let shown = max(0, min(count, columnMaximum))
        return ((0..<shown).map { to.firstOfMonth.adding(months: $0 - shown + 1) }, max(0, count - shown))
    }

    /// The category that every book has is named by what it means, as on the month page.
    private static func name(_ label: ReportLabel, _ axis: ReportAxis) -> String {
        switch (label.key, axis) {
        case (.category(.uncategorisedExpense), _), (.category(.uncategorisedIncome), _): localized("No category yet")
        case (.month(let month), _): DayText(month, today: month).month
        case (.none, .payee): localized("No payee")
        case (.none, .tag): localized("No tag")
        case (.none, .person): localized("Nobody")
        case (.none, _): localized("No account")
        default: label.name
        }
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
