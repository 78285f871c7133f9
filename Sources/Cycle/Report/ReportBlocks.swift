import Primitives

/// Lays a report out in words.
///
/// - Source: docs/spec/doctor-report.md §8.
package struct ReportBlocks {
    private let report: DoctorReport
    private let words: any ReportWords
    private var blocks: [ReportBlock] = []

    private init(_ report: DoctorReport, _ words: any ReportWords) {
        self.report = report
        self.words = words
    }

    package static func blocks(_ report: DoctorReport, _ words: any ReportWords) -> [ReportBlock] {
        var layout = ReportBlocks(report, words)
        layout.addHead()
        layout.addCycles()
        layout.addFeelings(.symptoms, report.symptoms) { words.name($0) }
        layout.addTemperature()
        layout.addFertility()
        layout.addMedication()
        layout.addFeelings(.moods, report.moods) { words.name($0) }
        layout.addWeight()
        layout.addSex()
        layout.addNotes()
        layout.blocks.append(.smallPrint(words.label(.closing)))
        return layout.blocks
    }

    private func line(_ label: ReportLabel, _ value: String) -> ReportBlock.Line {
        ReportBlock.Line(label: words.label(label), value: value)
    }

    private func span(_ days: ClosedRange<CalendarDay>) -> String {
        words.day(days.lowerBound) + " – " + words.day(days.upperBound)
    }

    private func range(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound)–\(range.upperBound)" }

    private mutating func addTable(_ columns: [ReportLabel], _ numbers: Set<Int>, _ rows: [[String]]) {
        guard !rows.isEmpty else { return }
        blocks.append(.table(ReportBlock.Table(columns: columns.map(words.label), numbers: numbers, rows: rows)))
    }

    private mutating func addHead() {
        blocks.append(.title(words.label(.title)))
        let name = report.name.map { [line(.name, $0)] } ?? []
        let length = report.span.upperBound.days(since: report.span.lowerBound) + 1
        blocks.append(
            .lines(
                name + [
                    line(.span, span(report.span)), line(.made, words.day(report.made)),
                    line(.loggedDays, "\(report.loggedDays) / \(words.days(length))"),
                ]
            )
        )
    }

    private mutating func addCycles() {
        guard let cycles = report.cycles else { return }
        blocks.append(.heading(words.label(.cycles)))
        addTable(
            [.start, .length, .period, .heaviest, .remark],
            [1, 2],
            cycles.rows.map { row in
                [
                    words.day(row.start), row.length.map(words.days) ?? words.label(.running),
                    words.days(row.periodLength), row.heaviest.map { words.name($0) } ?? "",
                    row.leftOut.map { words.label(.leftOut) + ": " + words.name($0) } ?? "",
                ]
            }
        )
        var lines = spread(.cycleLength, cycles.lengths) + spread(.periodLength, cycles.periods)
        let levels = Bleeding.Level.allCases.filter { $0 != .none && cycles.levels[$0] != nil }
        let counts = levels.map { "\(words.name($0)) \(cycles.levels[$0] ?? 0)" }
        if !counts.isEmpty { lines.append(line(.bleedingDays, counts.joined(separator: ", "))) }
        if cycles.smallClotDays + cycles.largeClotDays > 0 {
            let small = "\(words.label(.small)) \(cycles.smallClotDays)"
            lines.append(line(.clotDays, "\(small), \(words.label(.large)) \(cycles.largeClotDays)"))
        }
        lines.append(line(.daysBetween, "\(cycles.daysBetween)"))
        blocks.append(.lines(lines))
    }

    /// Mean, range and of how many: a figure without its count says too much.
    private func spread(_ label: ReportLabel, _ spread: Spread?) -> [ReportBlock.Line] {
        guard let spread else { return [] }
        let mean = words.label(.mean) + " " + words.number(spread.mean, decimals: 1)
        let range = words.label(.shortestToLongest) + " " + range(spread.range)
        return [line(label, [mean, range, "n = \(spread.count)"].joined(separator: " · "))]
    }

    private mutating func addFeelings<ID>(
        _ heading: ReportLabel,
        _ feelings: ReportFeelings<ID>?,
        _ name: (ID) -> String
    ) {
        guard let feelings else { return }
        blocks.append(.heading(words.label(heading)))
        addTable(
            [heading, .days, .mild, .moderate, .strong, .cyclesWith],
            [1, 2, 3, 4, 5],
            feelings.rows.map { row in
                [name(row.id)] + [row.days, row.mild, row.moderate, row.strong, row.cycles].map { "\($0)" }
            }
        )
        var lines = [line(.daysWithAny, words.days(feelings.loggedDays))]
        if feelings.left > 0 { lines.append(line(.fewerDays, "\(feelings.left) (< \(words.days(feelings.minimum)))")) }
        blocks.append(.lines(lines))
    }

    private mutating func addTemperature() {
        guard let charts = report.temperature else { return }
        blocks.append(.heading(words.label(.temperature)))
        for chart in charts { blocks.append(.chart(ReportChart.chart(chart, report.span.upperBound, words))) }
    }

    private mutating func addFertility() {
        guard let fertility = report.fertility else { return }
        blocks.append(.heading(words.label(.fertility)))
        addTable(
            [.start, .tests, .positiveTests, .firstHigh, .peak, .bothSigns],
            [1, 2, 3, 4],
            fertility.rows.map { row in
                [
                    words.day(row.start), "\(row.tests)", row.positiveTests.map { "\($0)" }.joined(separator: ", "),
                    row.firstHigh.map { "\($0)" } ?? "", row.peak.map { "\($0)" } ?? "",
                    words.label(row.isConfirmed ? .yes : .no),
                ]
            }
        )
        let lines = spread(.follicular, fertility.phases?.follicular) + spread(.luteal, fertility.phases?.luteal)
        if !lines.isEmpty { blocks.append(.lines(lines)) }
        addTable(
            [.pregnancyTests, .result],
            [],
            fertility.pregnancyTests.map { [words.day($0.day), words.name($0.result)] }
        )
    }

    private mutating func addMedication() {
        guard let medication = report.medication else { return }
        blocks.append(.heading(words.label(.medication)))
        addTable(
            [.name, .kind, .from, .to, .taken, .late, .missed, .doubled],
            [4, 5, 6, 7],
            medication.rows.map { row in
                [
                    row.name ?? words.label(.removed), row.kind.map { words.name($0) } ?? words.label(.medicine),
                    row.from.map(words.day) ?? "", row.to.map(words.day) ?? "",
                ] + [row.taken, row.late, row.missed, row.doubled].map { "\($0)" }
            }
        )
    }

    private mutating func addWeight() {
        guard let weight = report.weight else { return }
        blocks.append(.heading(words.label(.weight)))
        blocks.append(
            .lines([
                line(.first, "\(words.weight(weight.first.grams)) (\(words.day(weight.first.day)))"),
                line(.last, "\(words.weight(weight.last.grams)) (\(words.day(weight.last.day)))"),
                line(
                    .range,
                    words.weight(weight.range.lowerBound) + " – " + words.weight(weight.range.upperBound)
                        + " · n = \(weight.count)"
                ),
            ])
        )
    }

    private mutating func addSex() {
        guard let sex = report.sex else { return }
        blocks.append(.heading(words.label(.sex)))
        blocks.append(
            .lines([
                line(.sexDays, "\(sex.days)"), line(.partnerDays, "\(sex.partnerDays)"),
                line(.protected, "\(sex.protected)"), line(.unprotected, "\(sex.unprotected)"),
                line(.painDays, "\(sex.painDays)"),
            ])
        )
    }

    private mutating func addNotes() {
        guard let notes = report.notes else { return }
        blocks.append(.heading(words.label(.notes)))
        blocks.append(.lines(notes.map { ReportBlock.Line(label: words.day($0.day), value: $0.text) }))
    }
}

/// The chart of one cycle.
enum ReportChart {
    /// Half degrees that the readings lie between, one at least.
    private static let step = 50

    static func chart(_ series: TemperatureSeries, _ end: CalendarDay, _ words: any ReportWords) -> ReportBlock.Chart {
        let points = series.points.map { point in
            ReportBlock.Chart.Point(
                day: point.cycleDay,
                value: point.reading.value.hundredths,
                isLeftOut: point.leftOut != nil
            )
        }
        let values = points.map(\.value) + (series.coverLine.map { [$0.hundredths] } ?? [])
        let low = (values.min() ?? 3600) / step * step
        let high = max(low + step, ((values.max() ?? 3700) + step - 1) / step * step)
        let marks = stride(from: low, through: high, by: step).compactMap { value in
            BodyTemperature(hundredths: value).map {
                ReportBlock.Chart.Mark(value: value, text: words.temperature($0))
            }
        }
        let last = points.last?.day ?? 1
        return ReportBlock.Chart(
            title: words.label(.chart) + " " + words.day(series.cycle.start),
            points: points,
            length: max(last, series.cycle.length ?? min(last, end.days(since: series.cycle.start) + 1)),
            coverLine: series.coverLine?.hundredths,
            marks: marks
        )
    }
}
