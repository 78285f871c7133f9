import Cycle
import Primitives

/// Months of the diary as tables: what is recorded solid, what is estimated hatched.
struct DiaryMonths {
    let reading: DiaryReading
    /// Marked as the one that is open; nil for none.
    var selected: CalendarDay?

    private let likely: [ClosedRange<CalendarDay>]
    private let fertile: ClosedRange<CalendarDay>?

    init(reading: DiaryReading, selected: CalendarDay? = nil) {
        self.reading = reading
        self.selected = selected
        likely = reading.prediction?.starts.map { $0.interval(0.8) } ?? []
        fertile = reading.prediction?.ovulation?.window
    }

    /// - `first`: The first day of the first month.
    func grids(from first: CalendarDay, count: Int) -> [MonthGrid] {
        (0..<count).map { grid(first.adding(months: $0)) }
    }

    private enum Mark {
        case none, period, spotting, likely, fertile

        var style: String {
            switch self {
            case .none: ""
            case .period: " day--per"
            case .spotting: " day--spot"
            case .likely: " day--est"
            case .fertile: " day--fert"
            }
        }

        var isBand: Bool { self == .period || self == .likely || self == .fertile }
    }

    private func grid(_ first: CalendarDay) -> MonthGrid {
        let lead = (first.weekday - reading.weekStart + 7) % 7
        let length = CalendarDay.dayCount(ofMonth: first.parts.month, year: first.parts.year)
        let days = (0..<length).map { first.adding(days: $0) }
        let entries = days.map { reading.entry($0) }
        let marks = zip(days, entries).map { mark($0, $1) }
        let names = CalendarWords(Words.current.locale)
        let cells = days.indices.map { place in
            let column = (lead + place) % 7
            let isBand = marks[place].isBand
            let isFirst = column == 0 || place == 0 || marks[place - 1] != marks[place]
            let isLast = column == 6 || place == length - 1 || marks[place + 1] != marks[place]
            let isLogged = entries[place] != nil
            let style =
                marks[place].style + (isBand && isFirst ? " day--a" : "") + (isBand && isLast ? " day--z" : "")
                + (days[place] == reading.today ? " day--today" : "") + (isLogged ? " day--log" : "")
                + (days[place] == selected ? " day--sel" : "")
            return MonthGrid.Day(
                path: "/cycle/day/" + days[place].iso,
                number: String(place + 1),
                label: label(days[place], marks[place], isLogged: isLogged),
                style: style,
                isToday: days[place] == reading.today
            )
        }
        let weekdays = (0..<7).map { offset in
            let place = (reading.weekStart - 1 + offset) % 7
            return CalendarPage.Weekday(short: names.shortWeekdays[place], long: names.weekdays[place])
        }
        return MonthGrid(
            caption: DayText(first, today: reading.today).month,
            weekdays: weekdays,
            lead: lead,
            days: cells
        )
    }

    private func mark(_ day: CalendarDay, _ entry: DayEntry?) -> Mark {
        if let bleeding = entry?.bleeding?.bleeding, !bleeding.isExcluded, bleeding.level >= .spotting {
            return bleeding.level == .spotting ? .spotting : .period
        }
        if likely.contains(where: { $0.contains(day) }) { return .likely }
        return fertile.map { $0.contains(day) } ?? false ? .fertile : .none
    }

    private func label(_ day: CalendarDay, _ mark: Mark, isLogged: Bool) -> String {
        var parts = [DaySpanText.full(day, reading.today, Words.current.locale)]
        switch mark {
        case .none: break
        case .period: parts.append(localized("period recorded"))
        case .spotting: parts.append(localized("spotting recorded"))
        case .likely:
            parts.append(
                reading.isHormonal
                    ? localized("withdrawal bleeding may start, estimate") : localized("period may start, estimate")
            )
        case .fertile: parts.append(localized("fertile time, estimate"))
        }
        if day == reading.today { parts.append(localized("today")) }
        if isLogged { parts.append(localized("has entries")) }
        return parts.joined(separator: ", ")
    }
}

extension CalendarDay {
    /// As addresses take a month: `2026-11`.
    var monthText: String { String(iso.prefix(7)) }

    /// The first day of a month that is written `2026-11`; nil for anything else.
    init?(month text: String) {
        guard text.utf8.count == 7 else { return nil }
        self.init(iso: text + "-01")
    }
}
