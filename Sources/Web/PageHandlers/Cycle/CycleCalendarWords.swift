import Cycle
import Primitives

/// The calendar of the diary, a month and the one after it.
struct CycleCalendarWords {
    let reading: DiaryReading

    /// - `month`: The first day of the first month.
    func page(month: CalendarDay) -> CycleCalendarPage {
        let now = reading.today.firstOfMonth
        return CycleCalendarPage(
            heading: DayText(month, today: reading.today).month,
            months: DiaryMonths(reading: reading).grids(from: month, count: 2),
            earlier: Self.path(month.adding(months: -1)),
            later: Self.path(month.adding(months: 1)),
            yearEarlier: Self.path(month.adding(months: -12)),
            yearLater: Self.path(month.adding(months: 12)),
            now: month == now ? nil : Self.path(now),
            month: month.monthText,
            hasEstimate: reading.prediction != nil
        )
    }

    static func path(_ month: CalendarDay) -> String { CycleCalendarPages.path + "?month=" + month.monthText }
}
