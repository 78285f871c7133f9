package import Primitives

/// What an opening made.
package struct DueOccurrences: Hashable, Sendable {
    /// Oldest first.
    package let made: [OccurrenceID]
    /// More is due than one batch takes.
    package let hasMore: Bool
}

/// What an occurrence must still be where somebody decides on it.
package enum OccurrenceCondition: Hashable, Sendable {
    case none
    /// Not made yet, or made and not looked at.
    case unsettled
    /// Its transaction has this version.
    case version(UInt32)
}

extension MoneyPlan {
    /// Makes what is due up to a day and not made yet, oldest first: what happens when the person opens the app.
    ///
    /// Nothing due makes no change, so the batch is empty.
    ///
    /// - `only`: The one entry to look at; nil is all.
    package mutating func makeDueOccurrences(
        today: CalendarDay,
        of only: RecurringID? = nil
    ) throws(MoneyError) -> DueOccurrences {
        let limit = MoneyLimits.occurrencesPerBatch
        var due: [(id: OccurrenceID, content: RecurringContent)] = []
        for entry in book.recurring where !entry.isRemoved && (only == nil || entry.id == only) {
            let days = book.dueDays(of: entry, today: today, limit: limit + 1)
            due += days.map { (OccurrenceID(entry.id, $0), entry.content) }
        }
        due.sort { $0.id.day == $1.id.day ? $0.id.entry < $1.id.entry : $0.id.day < $1.id.day }
        for occurrence in due.prefix(limit) { try make(occurrence.id, occurrence.content) }
        return DueOccurrences(made: due.prefix(limit).map(\.id), hasMore: due.count > limit)
    }

    /// Says that an occurrence is as it was planned, or what it was instead; makes it where it is not made yet.
    ///
    /// - `draft`: nil is as planned.
    /// - Errors: `.notFound(.id)` for one that is settled or gone, `.stale` for another version.
    package mutating func confirm(
        _ id: OccurrenceID,
        _ draft: TransactionDraft? = nil,
        where condition: OccurrenceCondition = .none
    ) throws(MoneyError) {
        guard let entry = book.recurring(id.entry) else { throw .notFound(.id) }
        try check(id, condition)
        guard let occurrence = book.occurrence(id) else {
            guard entry.content.hasOccurrence(on: id.day) else { throw .notFound(.date) }
            try confirmAhead(id, entry.content, draft)
            return
        }
        guard occurrence.state != .skipped, let transaction = occurrence.transaction.flatMap(book.transaction) else {
            throw .notFound(.id)
        }
        if let draft {
            try editTransaction(transaction.id, expectedVersion: transaction.version, draft)
        } else if occurrence.state == .pending {
            try append(.putOccurrence(id, Occurrence(.confirmed, transaction.id)))
        }
    }

    /// Says that an occurrence is not to be made; takes back the transaction where it is made.
    ///
    /// - Errors: As of ``confirm(_:_:where:)``.
    package mutating func skip(
        _ id: OccurrenceID,
        where condition: OccurrenceCondition = .none
    ) throws(MoneyError) {
        guard let entry = book.recurring(id.entry) else { throw .notFound(.id) }
        try check(id, condition)
        guard let occurrence = book.occurrence(id) else {
            guard entry.content.hasOccurrence(on: id.day) else { throw .notFound(.date) }
            try append(.putOccurrence(id, Occurrence(.skipped, nil)))
            return
        }
        guard occurrence.state != .skipped, let transaction = occurrence.transaction.flatMap(book.transaction) else {
            throw .notFound(.id)
        }
        try deleteTransaction(transaction.id, expectedVersion: transaction.version)
    }

    /// Takes a skip back: what is due is made anew, what is to come will be.
    package mutating func unskip(_ id: OccurrenceID, today: CalendarDay) throws(MoneyError) {
        guard let entry = book.recurring(id.entry), book.occurrence(id)?.state == .skipped else {
            throw .notFound(.id)
        }
        try append(.putOccurrence(id, nil))
        if id.day <= today { try make(id, entry.content) }
    }

    private func check(_ id: OccurrenceID, _ condition: OccurrenceCondition) throws(MoneyError) {
        let occurrence = book.occurrence(id)
        switch condition {
        case .none: break
        case .unsettled: guard occurrence.map({ $0.state == .pending }) ?? true else { throw .notFound(.id) }
        case .version(let version):
            let current = occurrence?.transaction.flatMap(book.transaction)?.version ?? 0
            guard current == version else { throw .stale(currentVersion: current) }
        }
    }

    mutating func make(_ id: OccurrenceID, _ content: RecurringContent) throws(MoneyError) {
        guard book.transactions.count + changes.count < MoneyLimits.transactions else {
            throw .tooMany(.postings, maximum: MoneyLimits.transactions)
        }
        let state: Occurrence.State = content.isAutomatic ? .confirmed : .pending
        try append(.addOccurrence(id, state, content.transaction(on: id.day)))
    }

    private mutating func confirmAhead(
        _ id: OccurrenceID,
        _ content: RecurringContent,
        _ draft: TransactionDraft?
    ) throws(MoneyError) {
        let planned = content.transaction(on: id.day)
        guard let draft else {
            try append(.addOccurrence(id, .confirmed, planned))
            return
        }
        var check = TransactionCheck(book: book)
        for case .account(let account) in content.postings.map(\.target) { check.allowedArchived.insert(account) }
        let said = try check.content(of: draft)
        try append(.addOccurrence(id, said == planned ? .confirmed : .edited, said))
    }
}

extension RecurringContent {
    /// Whether a day may have an occurrence.
    func hasOccurrence(on day: CalendarDay) -> Bool {
        guard day >= earliestDay, TransactionRunDecoder.days.contains(day.daysSinceEpoch) else { return false }
        return schedule.days(in: day...day).contains(day)
    }
}
