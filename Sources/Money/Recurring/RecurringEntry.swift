package import Primitives

/// What is made of a recurring entry on each of its days.
///
/// - Source: docs/spec/money-planning.md §3.
package struct RecurringContent: Hashable, Sendable {
    package var schedule: Schedule
    package var payee: String?
    package var note: String?
    package var tags: [String]
    /// As in ``TransactionContent/postings``; several categories are a split.
    package var postings: [Posting]
    /// The amounts are an estimate: the person says each time what it was.
    package var isVariable: Bool
    /// Its occurrences need no look.
    package var isAutomatic: Bool
    /// Nothing is made or expected until it goes on.
    package var isPaused: Bool
    /// Nothing is made for a day before this one.
    package var makesFrom: CalendarDay

    /// - `makesFrom`: nil is the start of the schedule, so that past days are made too.
    package init(
        schedule: Schedule,
        payee: String? = nil,
        note: String? = nil,
        tags: [String] = [],
        postings: [Posting],
        isVariable: Bool = false,
        isAutomatic: Bool = false,
        isPaused: Bool = false,
        makesFrom: CalendarDay? = nil
    ) {
        self.schedule = schedule
        self.payee = payee
        self.note = note
        self.tags = tags
        self.postings = postings
        self.isVariable = isVariable
        self.isAutomatic = isAutomatic
        self.isPaused = isPaused
        self.makesFrom = makesFrom ?? schedule.start
    }

    /// The first day that can have an occurrence.
    ///
    /// An entry that begins with its schedule has its first day also where that was moved to the Friday before.
    var earliestDay: CalendarDay {
        guard makesFrom <= schedule.start else { return makesFrom }
        let moved = schedule.start.daysSinceEpoch - Schedule.shiftReach
        return CalendarDay(daysSinceEpoch: max(moved, TransactionRunDecoder.days.lowerBound))
    }

    /// The transaction of one day.
    package func transaction(on day: CalendarDay) -> TransactionContent {
        TransactionContent(day: day, payee: payee, note: note, tags: tags, postings: postings)
    }
}

/// A recurring entry of the book.
package struct RecurringEntry: Hashable, Sendable, Identifiable {
    package let id: RecurringID
    package internal(set) var content: RecurringContent
    package internal(set) var isRemoved = false
}
