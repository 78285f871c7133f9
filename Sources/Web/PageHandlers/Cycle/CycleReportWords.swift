import Cycle
import Primitives

/// What a person wants in a report for a doctor; reports about money have choices of their own.
typealias DoctorChoices = Cycle.ReportChoices

/// Makes the page of the report: what can be chosen, and the report as it would be printed.
struct CycleReportWords {
    let choices: DoctorChoices
    let text: BodyText
    var problems = FormProblems.none

    private var words: Words { text.words }

    /// - `blocks`: The report, laid out; nil where something in the form cannot be read.
    func page(_ blocks: [ReportBlock]?, sent: (span: String, name: String)) -> CycleReportPage {
        CycleReportPage(
            problems: problems,
            span: SelectField(
                "span",
                words("Which time"),
                choices: Self.spans.map { Choice(value: $0.value, label: label($0)) },
                chosen: sent.span,
                problems: problems
            ),
            name: TextField(
                "name",
                words("A line for your name"),
                value: sent.name,
                hint: words("Printed at the top, kept nowhere."),
                isRequired: false,
                maximumLength: DoctorChoices.nameCharacters,
                problems: problems
            ),
            choices: ReportSection.allCases.map { section in
                .init(
                    value: String(section.rawValue),
                    label: label(section),
                    isChosen: choices.sections.contains(section)
                )
            },
            report: blocks.map(report)
        )
    }

    // MARK: What can be chosen

    /// A span as the form sends it.
    struct Span {
        let value: String
        let cycles: Int?
        let months: Int?
    }

    static let spans: [Span] =
        DoctorChoices.cycleCounts.map { (count: Int) in Span(value: "c\(count)", cycles: count, months: nil) }
        + [3, 12].map { (count: Int) in Span(value: "m\(count)", cycles: nil, months: count) }

    /// Nil for a text that names none.
    static func span(_ value: String, today: CalendarDay) -> DoctorChoices.Span? {
        guard let span = spans.first(where: { $0.value == value }) else { return nil }
        if let cycles = span.cycles { return .lastCycles(cycles) }
        return .days(today.adding(days: -30 * (span.months ?? 1))...today)
    }

    private func label(_ span: Span) -> String {
        if let cycles = span.cycles {
            return words.count(cycles, one: "The last {count} cycle", other: "The last {count} cycles")
        }
        return words.count(span.months ?? 1, one: "The last {count} month", other: "The last {count} months")
    }

    private func label(_ section: ReportSection) -> String {
        switch section {
        case .cycles: words("Cycles and bleeding")
        case .symptoms: words("Symptoms")
        case .temperature: words("Temperature")
        case .fertility: words("Tests and signs")
        case .medication: words("Methods and medicines")
        case .moods: words("Moods")
        case .weight: words("Weight")
        case .sex: words("Sex")
        case .notes: words("Notes")
        }
    }

    // MARK: The report

    private func report(_ blocks: [ReportBlock]) -> CycleReportPage.Report {
        var heading = ""
        var head: [CycleReportPage.Fact] = []
        var sections: [(heading: String, parts: [CycleReportPage.Part])] = []
        var closing = ""
        for (place, block) in blocks.enumerated() {
            switch block {
            case .title(let title): heading = title
            case .heading(let title): sections.append((title, []))
            case .smallPrint(let print): closing = print
            case .lines(let lines) where sections.isEmpty:
                head = lines.map { CycleReportPage.Fact(label: $0.label, value: $0.value) }
            case .lines, .table, .chart, .text:
                guard !sections.isEmpty, let part = part(block, place) else { continue }
                sections[sections.count - 1].parts.append(part)
            }
        }
        return CycleReportPage.Report(
            heading: heading,
            facts: head,
            sections: sections.enumerated().map { place, section in
                .init(id: "rp-\(place + 1)", heading: section.heading, parts: section.parts)
            },
            closing: closing
        )
    }

    private func part(_ block: ReportBlock, _ place: Int) -> CycleReportPage.Part? {
        var part = CycleReportPage.Part()
        switch block {
        case .lines(let lines):
            part.facts = lines.map { CycleReportPage.Fact(label: $0.label, value: $0.value) }
            part.hasFacts = !lines.isEmpty
        case .table(let table): part.table = self.table(table)
        case .chart(let chart): part.chart = PaperChart(chart, id: "rp-chart-\(place)", text)
        case .text(let text): part.text = text
        case .title, .heading, .smallPrint: return nil
        }
        return part
    }

    private func table(_ table: ReportBlock.Table) -> CycleReportPage.Table {
        let columns = table.columns.enumerated().map { place, label in
            CycleReportPage.Column(label: label, isNumber: table.numbers.contains(place))
        }
        return CycleReportPage.Table(
            head: table.columns.first ?? "",
            columns: Array(columns.dropFirst()),
            rows: table.rows.map { row in
                .init(
                    head: row.first ?? "",
                    cells: zip(columns, row).dropFirst().map {
                        .init(label: $0.label, text: $1, isNumber: $0.isNumber)
                    }
                )
            }
        )
    }
}
