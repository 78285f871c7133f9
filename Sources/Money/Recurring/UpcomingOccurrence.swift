package import Primitives

/// A day of a recurring entry that is not made yet.
package struct UpcomingOccurrence: Hashable, Sendable, Identifiable {
    package let id: OccurrenceID
    /// What would be made.
    package let content: RecurringContent
    /// The person has said that it is not to be made.
    package let isSkipped: Bool
}

extension MoneyBook {
    /// Whether opening the app today would make something.
    package func isAnythingDue(today: CalendarDay) -> Bool {
        recurring.contains { !$0.isRemoved && !dueDays(of: $0, today: today, limit: 1).isEmpty }
    }

    /// The days up to a day that have no occurrence yet, oldest first.
    func dueDays(of entry: RecurringEntry, today: CalendarDay, limit: Int) -> [CalendarDay] {
        guard !entry.content.isPaused, entry.content.makesFrom <= today else { return [] }
        let days = entry.content.schedule.days(in: entry.content.makesFrom...today)
        return Array(days.lazy.filter { occurrences[OccurrenceID(entry.id, $0)] == nil }.prefix(limit))
    }

    /// What is not made yet within so many days from a day on, today's and overdue ones included, in the order of
    /// days.
    ///
    /// - `days`: 1 to ``MoneyLimits/horizonDays``.
    package func upcoming(today: CalendarDay, days: Int) throws(MoneyError) -> [UpcomingOccurrence] {
        guard (1...MoneyLimits.horizonDays).contains(days),
            TransactionRunDecoder.days.contains(today.daysSinceEpoch)
        else { throw .invalid(.horizon) }
        let last = CalendarDay(daysSinceEpoch: today.daysSinceEpoch + Int32(days - 1))
        var result: [UpcomingOccurrence] = []
        for entry in recurring where !entry.isRemoved && !entry.content.isPaused {
            guard entry.content.makesFrom <= last else { continue }
            for day in entry.content.schedule.days(in: entry.content.makesFrom...last) {
                let id = OccurrenceID(entry.id, day)
                let known = occurrences[id]
                guard known == nil || (known?.transaction == nil && day >= today) else { continue }
                result.append(UpcomingOccurrence(id: id, content: entry.content, isSkipped: known != nil))
            }
        }
        return result.sorted { $0.id.day == $1.id.day ? $0.id.entry < $1.id.entry : $0.id.day < $1.id.day }
    }

    /// What was made and waits for a look, oldest first.
    package var pendingOccurrences: [(id: OccurrenceID, transaction: MoneyTransaction)] {
        occurrences.byID.lazy.filter { $0.value.state == .pending }.compactMap { id, occurrence in
            occurrence.transaction.flatMap(self.transaction).map { (id, $0) }
        }
        .sorted { ($0.0.day, $0.0.entry) < ($1.0.day, $1.0.entry) }
    }
}
