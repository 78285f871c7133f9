import Cycle
import Primitives

/// The figures of a temperature chart, day by day.
enum TemperatureTable {
    static func make(_ evaluated: EvaluatedChart, caption: String, _ text: BodyText) -> ChartTable {
        let words = text.words
        let chart = evaluated.chart
        let hasCervix = chart.days.contains { $0.cervix != nil }
        let columns =
            [words("Temperature"), words("Flow"), words("Mucus")] + (hasCervix ? [words("Cervix")] : [])
            + [words("LH test")]
        return ChartTable(
            caption: caption,
            head: words("Day"),
            columns: columns,
            rows: chart.days.map { facts in
                let head = words(
                    "{number}, {day}",
                    ["number": String(chart.cycleDay(of: facts.day)), "day": text.short(facts.day)]
                )
                let cells =
                    [temperature(facts, text), flow(facts, text), mucus(facts, text)]
                    + (hasCervix ? [facts.cervix.map(text.cervix) ?? ""] : []) + [tests(facts, text)]
                return (head, cells)
            },
            isWide: true
        )
    }

    static func temperature(_ facts: DayFacts, _ text: BodyText) -> String {
        guard let measured = facts.temperature?.value else { return "" }
        guard let counted = facts.countedTemperature else { return leftOut(text.temperature(measured), facts, text) }
        let rounded = counted.roundedToTwentieths
        guard rounded != measured else { return text.temperature(measured) }
        let values = ["measured": text.temperature(measured), "rounded": text.degrees(rounded)]
        return text.words("{measured}, read as {rounded}", values)
    }

    private static func leftOut(_ value: String, _ facts: DayFacts, _ text: BodyText) -> String {
        let factors = facts.factors.filter { $0.effect == .reading }.map { text.inline($0.kind.label) }
        guard !factors.isEmpty else { return text.words("{value}, left out", ["value": value]) }
        let values = ["value": value, "why": factors.joined(separator: ", ")]
        return text.words("{value}, left out ({why})", values)
    }

    private static func flow(_ facts: DayFacts, _ text: BodyText) -> String {
        guard let bleeding = facts.bleeding else { return "" }
        let level = text.inline(bleeding.level.label)
        return bleeding.isExcluded ? text.words("{value}, left out", ["value": level]) : level
    }

    private static func mucus(_ facts: DayFacts, _ text: BodyText) -> String {
        guard let mucus = facts.mucus else { return "" }
        let quality = text.quality(mucus.quality)
        return facts.countedMucus == nil ? text.words("{value}, left out", ["value": quality]) : quality
    }

    private static func tests(_ facts: DayFacts, _ text: BodyText) -> String {
        facts.lhTests.map { text.inline($0.result.label) }.joined(separator: ", ")
    }
}
