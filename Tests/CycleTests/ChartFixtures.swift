import Primitives

@testable import Cycle

extension CalendarDay {
    /// A day of a test, which is there.
    static func test(_ iso: String) -> CalendarDay {
        guard let day = CalendarDay(iso: iso) else { preconditionFailure(iso) }
        return day
    }
}

/// Charts in a line of text a sign: one word a day, from day 1.
enum TestChart {
    /// Hundredths above 36 °C; `-` nothing measured, `(45)` excluded.
    static func make(
        _ temperatures: String,
        mucus: String = "",
        cervix: String = "",
        start: String = "2026-03-02",
        length: Int? = nil
    ) -> CycleChart {
        let first = CalendarDay.test(start)
        let columns = [temperatures, mucus, cervix].map { $0.split(separator: " ").map(String.init) }
        let days = (0..<(columns.map(\.count).max() ?? 0)).map { place in
            var facts = DayFacts(first.adding(days: place))
            if place < columns[0].count { facts.temperature = reading(columns[0][place]) }
            if place < columns[1].count { facts.mucus = quality(columns[1][place]) }
            if place < columns[2].count { facts.cervix = state(columns[2][place]) }
            return facts
        }
        return CycleChart(start: first, days: days, length: length)
    }

    private static func reading(_ word: String) -> TemperatureReading? {
        guard let hundredths = Int(word.filter(\.isNumber)) else { return nil }
        return BodyTemperature(hundredths: 3600 + hundredths)
            .map { TemperatureReading($0, isExcluded: word.hasPrefix("(")) }
    }

    /// `t o f S S+`, in brackets excluded.
    private static func quality(_ word: String) -> CervicalMucus? {
        let isExcluded = word.hasPrefix("(")
        switch word.filter({ $0 != "(" && $0 != ")" }) {
        case "t": return CervicalMucus(feeling: .dry, texture: .nothing, isExcluded: isExcluded)
        case "o": return CervicalMucus(feeling: .nothing, texture: .nothing, isExcluded: isExcluded)
        case "f": return CervicalMucus(feeling: .wet, texture: .nothing, isExcluded: isExcluded)
        case "S": return CervicalMucus(feeling: .wet, texture: .creamy, isExcluded: isExcluded)
        case "S+": return CervicalMucus(feeling: .slippery, texture: .eggWhite, isExcluded: isExcluded)
        default: return nil
        }
    }

    /// `c` closed and hard, `o` open and soft, `s` closed and soft, `h` half open and hard, in brackets excluded.
    private static func state(_ word: String) -> Cervix? {
        let isExcluded = word.hasPrefix("(")
        switch word.filter({ $0 != "(" && $0 != ")" }) {
        case "c": return Cervix(opening: .closed, firmness: .hard, isExcluded: isExcluded)
        case "o": return Cervix(opening: .open, firmness: .soft, isExcluded: isExcluded)
        case "s": return Cervix(opening: .closed, firmness: .soft, isExcluded: isExcluded)
        case "h": return Cervix(opening: .medium, firmness: .hard, isExcluded: isExcluded)
        default: return nil
        }
    }

    /// Thirteen lows, then highs: the first high measurement is on day 14, complete on day 16.
    static let plainRise = "45 40 45 40 45 40 45 40 45 40 45 40 45 65 70 75"
    /// Peak on day 13, complete on day 16.
    static let plainMucus = "- - - - - t t f f S S S+ S+ o o o"

    /// A cycle that passes the double check with its first high measurement on a day, 8 or later.
    static func passed(firstHigh: Int, start: String, length: Int? = nil) -> CycleChart {
        let lows = Array(repeating: "40", count: firstHigh - 1) + ["65", "70", "75"]
        let signs = Array(repeating: "-", count: firstHigh - 2) + ["S+", "o", "o", "o"]
        return make(lows.joined(separator: " "), mucus: signs.joined(separator: " "), start: start, length: length)
    }

    /// Cycles one after the other that end where `start` begins, each passing the double check.
    static func history(firstHighs: [Int?], lengths: [Int], before start: String) -> [CycleChart] {
        var next = CalendarDay.test(start)
        var charts: [CycleChart] = []
        for (firstHigh, length) in zip(firstHighs, lengths).reversed() {
            next = next.adding(days: -length)
            charts.append(
                firstHigh.map { passed(firstHigh: $0, start: next.iso, length: length) }
                    ?? CycleChart(start: next, days: [], length: length)
            )
        }
        return charts.reversed()
    }
}
