import Primitives

/// What was spent on each day, a square for each: weeks from left to right, weekdays from top to bottom, five steps.
struct DayChart: Sendable {
    static let weekCount = 52

    /// Drawn once; the views show as many of the last weeks as they have room for.
    let weeks: [Week]
    let views: [View]
    /// Nil when nothing was spent: then there are no steps to explain.
    let scale: Scale?
    let table: ChartTable

    struct Week: Sendable, NamedParts {
        let x: String
        let days: [Day]

        func part(_ name: String) -> Any? {
            switch name {
            case "x": x
            case "days": days
            default: nil
            }
        }
    }

    struct Day: Sendable, NamedParts {
        let y: String
        /// 0 for nothing, 4 for the most.
        let step: Int
        let title: String
        let isToday: Bool

        func part(_ name: String) -> Any? {
            switch name {
            case "y": y
            case "step": step
            case "title": title
            case "isToday": isToday
            default: nil
            }
        }
    }

    struct View: Sendable {
        let size: String
        let width: String
        let height: String
        let id: String
        let sentence: String
        let labels: [ChartLabel]
        let window: Window
    }

    /// The part of the weeks that a view shows, and where.
    struct Window: Sendable {
        let x: String
        let y: String
        let width: String
        let height: String
        let viewBox: String
    }

    struct Scale: Sendable {
        let lowest: String
        let highest: String
        let steps = [0, 1, 2, 3, 4]
    }

    /// The days a grid that ends on a day begins with: ``weekCount`` weeks, the last of which holds that day.
    static func firstDay(endingAt last: CalendarDay, weekStart: Int) -> CalendarDay {
        last.adding(days: -((last.weekday - weekStart + 7) % 7) - 7 * (weekCount - 1))
    }

    /// - `first`: As ``firstDay(endingAt:weekStart:)`` says.
    /// - `spent`: One for each day from the first to the last that is recorded.
    /// - `today`: Framed where it is among the days.
    init(first: CalendarDay, spent: [Int64], today: CalendarDay, _ text: ChartText) {
        let steps = DaySteps(spent)
        let days = spent.indices.map { first.adding(days: $0) }
        let amounts = spent.map { text.amount($0) }
        weeks = stride(from: 0, to: spent.count, by: 7).map { start in
            Week(
                x: ChartNumber.text(Self.pitch * Double(start / 7)),
                days: (start..<min(start + 7, spent.count)).map { place in
                    Day(
                        y: ChartNumber.text(Self.pitch * Double(place % 7)),
                        step: steps.step(spent[place]),
                        title: text.words(
                            "{day}: {amount}",
                            ["day": text.shortDay(days[place]), "amount": amounts[place]]
                        ),
                        isToday: days[place] == today
                    )
                }
            )
        }
        views = ChartSize.allCases.map { Self.view($0, first: first, spent: spent, text) }
        scale = steps.highest.map { highest in
            Scale(
                lowest: text.amount(0),
                highest: text.words("{amount} or more", ["amount": text.compact(highest)])
            )
        }
        table = Self.table(first: first, amounts: amounts, text)
    }

    private static let pitch = 16.6
    private static let cell = 13.4
    /// Room for the names of weekdays and of months.
    private static let left = 30.0
    private static let top = 20.0

    private static func view(_ size: ChartSize, first: CalendarDay, spent: [Int64], _ text: ChartText) -> View {
        let factor = size == .narrow ? 0.88 : 1
        let all = (spent.count + 6) / 7
        let shown = min(all, Int((size.width - left) / (pitch * factor)))
        let skipped = all - shown
        // The frame of today stands a little over its square.
        let (width, height) = (pitch * Double(shown) + 2, pitch * 7 + 2)
        let start = pitch * Double(skipped) - 2
        func number(_ value: Double) -> String { ChartNumber.text(value) }
        let chartHeight = top + (pitch * 7 - (pitch - cell)) * factor + 2
        return View(
            size: size.rawValue,
            width: number(size.width),
            height: number(chartHeight),
            id: "days-" + size.rawValue,
            sentence: sentence(
                first: first.adding(days: 7 * skipped),
                spent: Array(spent.dropFirst(7 * skipped)),
                text
            ),
            labels: weekdays(first, factor, text)
                + months(first.adding(days: 7 * skipped), count: shown, factor, width: size.width, text),
            window: Window(
                x: number(left - 2 * factor),
                y: number(top - 2 * factor),
                width: number(width * factor),
                height: number(height * factor),
                viewBox: "\(number(start)) -2 \(number(width)) \(number(height))"
            )
        )
    }

    /// Monday, Wednesday and Friday are named, in whatever rows they stand.
    private static func weekdays(_ first: CalendarDay, _ factor: Double, _ text: ChartText) -> [ChartLabel] {
        (0..<7).compactMap { row in
            let weekday = (first.weekday - 1 + row) % 7 + 1
            guard [1, 3, 5].contains(weekday) else { return nil }
            let y = top + (pitch * Double(row) + cell / 2) * factor + 4
            return ChartLabel(text.shortWeekday(weekday), x: 0, y: y)
        }
    }

    /// A month is named above the first week that begins in it.
    private static func months(
        _ first: CalendarDay,
        count: Int,
        _ factor: Double,
        width: Double,
        _ text: ChartText
    ) -> [ChartLabel] {
        var labels: [ChartLabel] = []
        for week in 1..<max(1, count) {
            let day = first.adding(days: 7 * week)
            guard day.parts.month != day.adding(days: -7).parts.month else { continue }
            let x = left + pitch * Double(week) * factor
            if x + 24 <= width { labels.append(ChartLabel(text.shortMonth(day), x: x, y: 11)) }
        }
        return labels
    }

    private static func sentence(first: CalendarDay, spent: [Int64], _ text: ChartText) -> String {
        guard let most = spent.indices.max(by: { spent[$0] < spent[$1] }), spent[most] > 0 else {
            return text.words("Nothing was spent from {first} to {last}.", span(first, spent.count, text))
        }
        let free = spent.count { $0 <= 0 }
        let named = span(first, spent.count, text).merging(
            ["most": text.day(first.adding(days: most)), "amount": text.amount(spent[most])]
        ) { value, _ in value }
        return text.words.count(
            free,
            one: "Spending by day from {first} to {last}: most on {most}, {amount}; nothing on {count} day.",
            other: "Spending by day from {first} to {last}: most on {most}, {amount}; nothing on {count} days.",
            named
        )
    }

    private static func span(_ first: CalendarDay, _ count: Int, _ text: ChartText) -> [String: String] {
        ["first": text.day(first), "last": text.day(first.adding(days: count - 1))]
    }

    /// A row for each week, the newest first.
    private static func table(first: CalendarDay, amounts: [String], _ text: ChartText) -> ChartTable {
        let starts = Array(stride(from: 0, to: amounts.count, by: 7))
        return ChartTable(
            caption: text.words("Spending by day in {currency}", ["currency": text.currency.code]),
            head: text.words("Week from"),
            columns: (0..<7).map { text.shortWeekday((first.weekday - 1 + $0) % 7 + 1) },
            rows: starts.reversed().map { start in
                (text.shortDay(first.adding(days: start)), Array(amounts[start..<min(start + 7, amounts.count)]))
            },
            isWide: true
        )
    }
}
