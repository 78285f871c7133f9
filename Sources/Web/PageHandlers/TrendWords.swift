import Money
import Primitives

/// A trend in words, figures and a drawing, one part for each currency.
struct TrendWords {
    let parts: [TrendPage.Part]
    /// How the average and the comparison are made.
    let rule: String

    init(_ report: TrendReport, _ measure: FlowMeasure, _ book: MoneyBook, today: CalendarDay, _ words: Words) {
        let label = ReportChoices.measure(measure)
        parts = report.parts.map { part in
            let text = ChartText(
                words: words,
                currency: part.currency,
                grouping: book.settings.digitGrouping,
                today: today
            )
            let last = part.points.last
            var figures = [Figure(Self.name(last, report.step, text), text.moneyText(last?.minorUnits ?? 0, .none))]
            if let average = part.points.last(where: { $0.average != nil })?.average {
                figures.append(Figure(words("Moving average"), text.moneyText(average)))
            }
            if let change = last?.change {
                figures.append(Figure(words("Against a year before"), text.moneyText(change, .change)))
            }
            return TrendPage.Part(
                currency: part.currency.code,
                isNamed: report.parts.count > 1,
                label: label,
                figures: figures,
                chart: TrendChart(part.points, step: report.step, isIncome: measure != .spending, label: label, text)
            )
        }
        rule = Self.rule(report.step, words)
    }

    static func name(_ point: TrendReport.Point?, _ step: TrendStep, _ text: ChartText) -> String {
        guard let point else { return "" }
        let name =
            switch step {
            case .week: text.words("Week of {day}", ["day": text.shortDay(point.first)])
            case .month: text.month(point.first)
            case .year: String(point.first.parts.year)
            }
        return point.isPartial ? text.words("{time}, so far", ["time": name]) : name
    }

    private static func rule(_ step: TrendStep, _ words: Words) -> String {
        switch step {
        case .week:
            words("The average is of a week and the three before it; a year before is 52 weeks earlier.")
        case .month:
            words("The average is of a month and the two before it; a running month has none.")
        case .year:
            words("The average is of a year and the two before it; a running year has none.")
        }
    }
}
