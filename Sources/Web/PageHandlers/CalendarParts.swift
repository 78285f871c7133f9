import Money
import Primitives

/// The days of a span as months with levels, one calendar for each currency.
struct CalendarParts {
    /// ISO 8601: 1 is Monday.
    private let weekStart: Int
    private let first: CalendarDay
    private let last: CalendarDay

    let parts: [CalendarPart]

    private static let largestCount = 5

    /// `label`: what the sums are of.
    init(_ flows: DailyFlows, until last: CalendarDay, label: String, _ book: MoneyBook, today: CalendarDay) {
        first = flows.first
        self.last = last
        weekStart = book.settings.weekStart
        let words = EntryWords(book)
        let (first, weekStart) = (flows.first, book.settings.weekStart)
        parts = flows.parts.map { part in
            let levels = Self.levels(part.minorUnits)
            return CalendarPart(
                currency: part.currency.code,
                isNamed: flows.parts.count > 1,
                label: label,
                total: words.money(part.total, part.currency),
                months: Self.months(first, last).map { month in
                    let days = max(month, first)...min(month.lastOfMonth, last)
                    let (from, to) = (Int(days.lowerBound.daysSinceEpoch), Int(days.upperBound.daysSinceEpoch))
                    let offset = Int(first.daysSinceEpoch)
                    // A part of a sum that was added up whole without an overflow, but for days of other signs.
                    let sum = part.minorUnits[(from - offset)...(to - offset)].reduce(0, &+)
                    return CalendarPart.Month(
                        label: DayText(month, today: today).month,
                        path: "/money?month=" + month.iso.prefix(7),
                        total: words.money(sum, part.currency),
                        weeks: Self.weeks(month, days, weekStart) { day in
                            let place = Int(day.daysSinceEpoch) - offset
                            let sum = part.minorUnits[place]
                            return (levels[place], sum == 0 ? nil : words.money(sum, part.currency).text, sum < 0)
                        }
                    )
                },
                largest: Self.largest(part).map { offset in
                    let day = DayText(first.adding(days: offset), today: today)
                    return CalendarPart.Largest(
                        day: day.long,
                        money: words.money(part.minorUnits[offset], part.currency)
                    )
                }
            )
        }
    }

    /// The heads of the columns, from the day that the person's weeks begin with.
    static func weekdays(_ book: MoneyBook) -> [CalendarPage.Weekday] {
        // 1970-01-05 was a Monday.
        (0..<7).map { offset in
            let day = CalendarDay(daysSinceEpoch: Int32(4 + book.settings.weekStart - 1 + offset))
            let text = DayText(day, today: day)
            return CalendarPage.Weekday(short: text.weekday, long: text.weekdayName)
        }
    }

    /// Quarters of the days on which something happened, whichever sign it has, so that one rent does not make all
    /// other days pale.
    private static func levels(_ minorUnits: [Int64]) -> [Int] {
        let sorted = minorUnits.filter { $0 != 0 }.map(\.magnitude).sorted()
        guard !sorted.isEmpty else { return minorUnits.map { _ in 0 } }
        let bounds = (1...3).map { sorted[min(sorted.count - 1, sorted.count * $0 / 4)] }
        return minorUnits.map { sum in
            sum == 0 ? 0 : 1 + bounds.count { sum.magnitude >= $0 && sorted.count > 1 }
        }
    }

    private static func largest(_ part: DailyFlows.Part) -> [Int] {
        part.minorUnits.indices.filter { part.minorUnits[$0] != 0 }
            .sorted { (part.minorUnits[$0].magnitude, $1) > (part.minorUnits[$1].magnitude, $0) }
            .prefix(largestCount).map(\.self)
    }

    private static func months(_ first: CalendarDay, _ last: CalendarDay) -> [CalendarDay] {
        let (from, to) = (first.parts, last.parts)
        let count = (to.year - from.year) * 12 + to.month - from.month + 1
        return (0..<max(0, count)).map { first.firstOfMonth.adding(months: $0) }
    }

    private static func weeks(
        _ month: CalendarDay,
        _ days: ClosedRange<CalendarDay>,
        _ weekStart: Int,
        _ figures: (CalendarDay) -> (level: Int, sum: String?, isBelowZero: Bool)
    ) -> [[CalendarPart.Day]] {
        let blankCount = (month.weekday - weekStart + 7) % 7
        var cells = [CalendarPart.Day](repeating: .blank, count: blankCount)
        let dayCount = Int(month.lastOfMonth.daysSinceEpoch - month.daysSinceEpoch) + 1
        for number in 0..<dayCount {
            let day = month.adding(days: number)
            guard days.contains(day) else {
                cells.append(CalendarPart.Day(number: "\(number + 1)", level: nil))
                continue
            }
            let (level, sum, isBelowZero) = figures(day)
            cells.append(
                CalendarPart.Day(number: "\(number + 1)", level: level, sum: sum, isBelowZero: isBelowZero)
            )
        }
        cells += [CalendarPart.Day](repeating: .blank, count: (7 - cells.count % 7) % 7)
        return stride(from: 0, to: cells.count, by: 7).map { Array(cells[$0..<$0 + 7]) }
    }
}
