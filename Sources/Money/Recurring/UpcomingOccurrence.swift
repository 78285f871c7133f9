package import Primitives

/// A day of a recurring entry that is not made yet.
package struct UpcomingOccurrence: Hashable, Sendable, Identifiable {
    package let id: OccurrenceID
    /// What would be made.
    package let content: RecurringContent
    /// The person has said that it is not to be made.
    package let isSkipped: Bool
}

/// What is not made yet, as far as one list goes.
package struct UpcomingOccurrences: Hashable, Sendable {
    /// In the order of days.
    package let occurrences: [UpcomingOccurrence]
    /// There is more than a list takes.
    package let hasMore: Bool
}

/// The days of one recurring entry that are not made yet, in order.
struct UpcomingDays {
    var days: [(day: CalendarDay, isSkipped: Bool)] = []
    /// More is overdue than one batch makes; what is beyond that is left out.
    var hasMore = false
}

extension MoneyBook {
    /// Whether opening the app today would make something.
    package func isAnythingDue(today: CalendarDay) -> Bool {
        recurring.contains { !$0.isRemoved && !dueDays(of: $0, today: today, limit: 1).isEmpty }
    }

    /// The days up to a day that have no occurrence yet, oldest first.
    func dueDays(of entry: RecurringEntry, today: CalendarDay, limit: Int) -> [CalendarDay] {
        entry.content.isPaused ? [] : unmadeDays(of: entry, through: today, limit: limit)
    }

    /// The same, also of an entry that is paused.
    func unmadeDays(of entry: RecurringEntry, through last: CalendarDay, limit: Int) -> [CalendarDay] {
        var result: [CalendarDay] = []
        for (day, isThere) in marked(entry, from: entry.content.earliestDay, through: last) where !isThere {
            guard result.count < limit else { break }
            result.append(day)
        }
        return result
    }

    /// What is not made yet within so many days from a day on, today's and overdue ones included, in the order of
    /// days.
    ///
    /// Of each entry at most ``MoneyLimits/occurrencesPerBatch`` overdue days, and `limit` in all: the first ones.
    ///
    /// - `days`: 1 to ``MoneyLimits/horizonDays``.
    package func upcoming(
        today: CalendarDay,
        days: Int,
        limit: Int = MoneyLimits.upcoming
    ) throws(MoneyError) -> UpcomingOccurrences {
        guard (1...MoneyLimits.horizonDays).contains(days),
            TransactionRunDecoder.days.contains(today.daysSinceEpoch)
        else { throw .invalid(.horizon) }
        let last = CalendarDay(daysSinceEpoch: today.daysSinceEpoch + Int32(days - 1))
        // Days first, and what they hold only for those that are listed.
        var found: [(day: CalendarDay, place: Int, isSkipped: Bool)] = []
        var hasMore = false
        for (place, entry) in recurring.enumerated() where !entry.isRemoved {
            let upcoming = upcomingDays(of: entry, today: today, through: last)
            found += upcoming.days.map { ($0.day, place, $0.isSkipped) }
            hasMore = hasMore || upcoming.hasMore
        }
        found.sort { $0.day == $1.day ? recurring[$0.place].id < recurring[$1.place].id : $0.day < $1.day }
        let listed = found.prefix(limit).map { day, place, isSkipped in
            let entry = recurring[place]
            return UpcomingOccurrence(id: OccurrenceID(entry.id, day), content: entry.content, isSkipped: isSkipped)
        }
        return UpcomingOccurrences(occurrences: listed, hasMore: hasMore || found.count > limit)
    }

    /// The next day an entry makes something, overdue ones included; nil within so many days from today on.
    package func nextDay(of entry: RecurringEntry, today: CalendarDay, days: Int) -> CalendarDay? {
        upcomingDays(of: entry, today: today, through: today.adding(days: days - 1)).days.first { !$0.isSkipped }?.day
    }

    /// What is not made yet of one entry, up to a day: nothing of one that is paused.
    func upcomingDays(of entry: RecurringEntry, today: CalendarDay, through last: CalendarDay) -> UpcomingDays {
        var result = UpcomingDays()
        guard !entry.content.isPaused else { return result }
        let limit = MoneyLimits.occurrencesPerBatch
        let overdue = unmadeDays(of: entry, through: min(last, today.adding(days: -1)), limit: limit + 1)
        result.hasMore = overdue.count > limit
        result.days = overdue.prefix(limit).map { ($0, false) }
        for (day, isThere) in marked(entry, from: max(today, entry.content.earliestDay), through: last) {
            guard isThere else {
                result.days.append((day, false))
                continue
            }
            if occurrences[OccurrenceID(entry.id, day)]?.transaction == nil { result.days.append((day, true)) }
        }
        return result
    }

    private func marked(_ entry: RecurringEntry, from first: CalendarDay, through last: CalendarDay) -> MarkedDays {
        MarkedDays(first <= last ? entry.content.schedule.days(in: first...last) : nil, occurrences.days(of: entry.id))
    }

    /// What was made and waits for a look, oldest first.
    package var pendingOccurrences: [(id: OccurrenceID, transaction: MoneyTransaction)] {
        occurrences.byID.lazy.filter { $0.value.state == .pending }.compactMap { id, occurrence in
            occurrence.transaction.flatMap(self.transaction).map { (id, $0) }
        }
        .sorted { ($0.0.day, $0.0.entry) < ($1.0.day, $1.0.entry) }
    }
}

/// The days of a schedule, each with whether an occurrence is there, made or skipped.
private struct MarkedDays: Sequence, IteratorProtocol {
    private var days: ScheduleDays?
    /// Rising.
    private let known: [CalendarDay]
    private var place = 0

    init(_ days: ScheduleDays?, _ known: [CalendarDay]) {
        self.days = days
        self.known = known
    }

    mutating func next() -> (day: CalendarDay, isThere: Bool)? {
        guard let day = days?.next() else { return nil }
        while place < known.count, known[place] < day { place += 1 }
        return (day, place < known.count && known[place] == day)
    }
}
