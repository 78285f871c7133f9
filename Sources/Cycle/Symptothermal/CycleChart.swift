package import Primitives

/// One cycle as the double check reads it.
///
/// - Source: docs/spec/cycle-evaluation.md §1.
package struct CycleChart: Hashable, Sendable {
    /// Day 1.
    package let start: CalendarDay
    /// Recorded days of this cycle, rising, none before ``start``.
    package let days: [DayFacts]
    /// Days to the next start; nil while the cycle is running.
    package let length: Int?

    package init(start: CalendarDay, days: [DayFacts], length: Int? = nil) {
        self.start = start
        self.days = days.filter { $0.day >= start }.sorted { $0.day < $1.day }
        self.length = length
    }

    /// The day of the cycle, 1 on its start: counted between calendar days, whatever the month.
    package func cycleDay(of day: CalendarDay) -> Int { day.days(since: start) + 1 }

    package func day(_ cycleDay: Int) -> CalendarDay { start.adding(days: cycleDay - 1) }

    /// Temperatures that count, in twentieths of a degree.
    var temperatures: [(day: CalendarDay, value: BodyTemperature)] {
        days.compactMap { facts in facts.countedTemperature.map { (facts.day, $0.roundedToTwentieths) } }
    }

    var mucus: [(day: CalendarDay, quality: CervicalMucus.Quality)] {
        days.compactMap { facts in facts.countedMucus.map { (facts.day, $0) } }
    }

    /// Whether the cervix was closed and hard, where that is known.
    var cervix: [(day: CalendarDay, isClosedAndHard: Bool)] {
        days.compactMap { facts in facts.countedCervix?.isClosedAndHard.map { (facts.day, $0) } }
    }
}
