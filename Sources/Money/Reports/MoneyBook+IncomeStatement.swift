import Primitives

extension MoneyBook {
    /// What came in and went out by category.
    ///
    /// - `filter`: Its days bound the statement; the rest narrows both spans.
    /// - `comparison`: Needs both days of the filter.
    /// - Errors: ``MoneyError`` `.invalid(.from)` for a comparison without days; what ``pivot(_:by:_:in:)`` throws.
    package func incomeStatement(
        _ filter: TransactionFilter = TransactionFilter(),
        comparedWith comparison: SpanComparison? = nil,
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> IncomeStatement {
        var compared: ClosedRange<CalendarDay>?
        if let comparison {
            guard let from = filter.from, let to = filter.to else { throw .invalid(.from) }
            guard from <= to else { throw .invalid(.to) }
            compared = comparison.days(of: from, to)
        }
        let flows = try FlowColumns(self, in: unit)
        let income = try CategoryColumns(.income, self, flows, filter, compared)
        let expenses = try CategoryColumns(.spending, self, flows, filter, compared)
        let currencies = Set(income.currencies + expenses.currencies).sorted { $0.packed < $1.packed }
        var parts: [IncomeStatement.Part] = []
        for currency in currencies {
            let (earned, spent) = (income.side(currency, self), expenses.side(currency, self))
            parts.append(
                IncomeStatement.Part(
                    currency: currency,
                    income: earned,
                    expenses: spent,
                    kept: try Self.kept(earned.total, spent.total)
                )
            )
        }
        let leftOut = Set(income.leftOut + expenses.leftOut).sorted { $0.packed < $1.packed }
        return IncomeStatement(parts: parts, leftOut: leftOut, comparedDays: compared)
    }

    private static func kept(
        _ income: IncomeStatement.Sum,
        _ expenses: IncomeStatement.Sum
    ) throws(MoneyError) -> IncomeStatement.Sum {
        func difference(_ left: Int64, _ right: Int64) throws(MoneyError) -> Int64 {
            let (result, overflow) = left.subtractingReportingOverflow(right)
            guard !overflow else { throw .overflow(.amount) }
            return result
        }
        var before: Int64?
        if let earned = income.before, let spent = expenses.before { before = try difference(earned, spent) }
        return IncomeStatement.Sum(now: try difference(income.now, expenses.now), before: before)
    }
}

/// One measure by category, now and before.
private struct CategoryColumns {
    private let now: Column
    private let before: Column?

    /// What one span came to.
    private struct Column {
        var cells: [Currency: [CategoryID: Int64]] = [:]
        var totals: [Currency: Int64] = [:]
        let leftOut: [Currency]

        init(
            _ measure: FlowMeasure,
            _ book: MoneyBook,
            _ flows: FlowColumns,
            _ filter: TransactionFilter
        ) throws(MoneyError) {
            let report = try book.pivot(measure, by: [.category], filter, flows)
            leftOut = report.leftOut
            for row in report.rows {
                guard case .category(let id) = report.labels[0][row.first].key else { continue }
                cells[row.currency, default: [:]][id] = row.minorUnits
            }
            for total in report.totals { totals[total.currency] = total.minorUnits }
        }
    }

    init(
        _ measure: FlowMeasure,
        _ book: MoneyBook,
        _ flows: FlowColumns,
        _ filter: TransactionFilter,
        _ compared: ClosedRange<CalendarDay>?
    ) throws(MoneyError) {
        now = try Column(measure, book, flows, filter)
        if let compared {
            var earlier = filter
            (earlier.from, earlier.to) = (compared.lowerBound, compared.upperBound)
            before = try Column(measure, book, flows, earlier)
        } else {
            before = nil
        }
    }

    var leftOut: [Currency] { now.leftOut + (before?.leftOut ?? []) }

    var currencies: [Currency] { Array(now.totals.keys) + (before.map { Array($0.totals.keys) } ?? []) }

    func side(_ currency: Currency, _ book: MoneyBook) -> IncomeStatement.Side {
        let (cells, earlier) = (now.cells[currency] ?? [:], before?.cells[currency] ?? [:])
        var used = [Bool](repeating: false, count: book.categories.count + 1)
        for id in [CategoryID](cells.keys) + earlier.keys {
            if let place = book.categoryPlaces[id] { used[place + 1] = true }
        }
        func sum(_ minorUnits: Int64?, _ before: Int64?) -> IncomeStatement.Sum {
            IncomeStatement.Sum(now: minorUnits ?? 0, before: self.before == nil ? nil : before ?? 0)
        }
        return IncomeStatement.Side(
            lines: book.categoryTree(containing: used).map { place, depth, _ in
                let category = book.categories[place]
                return IncomeStatement.Line(
                    category: category.id,
                    name: category.name,
                    depth: depth,
                    sum: sum(cells[category.id], earlier[category.id])
                )
            },
            total: sum(now.totals[currency], before?.totals[currency])
        )
    }
}
