package import Primitives

extension MoneyPlan {
    /// - `today`: Up to that day at most ``MoneyLimits/occurrencesPerBatch`` may be due at once.
    package mutating func addRecurring(
        _ draft: RecurringContent,
        today: CalendarDay
    ) throws(MoneyError) -> RecurringID {
        guard book.liveRecurring.count < MoneyLimits.recurring else {
            throw .tooMany(.recurring, maximum: MoneyLimits.recurring)
        }
        let content = try checked(draft)
        let limit = MoneyLimits.occurrencesPerBatch
        // Also of one that is paused: its days are paydays of a budget, and written down when it goes on.
        if content.earliestDay <= today {
            let due = content.schedule.days(in: content.earliestDay...today).prefix(limit + 1).count { _ in true }
            guard due <= limit else { throw .tooMany(.start, maximum: limit) }
        }
        return RecurringID(try append(.addRecurring(content)))
    }

    /// Changes what is made from tomorrow on; what was due until today is made first, as it was planned.
    ///
    /// Days on which it was paused become skipped ones where a budget counts from them, so that periods stay as they
    /// were.
    package mutating func editRecurring(
        _ id: RecurringID,
        _ draft: RecurringContent,
        today: CalendarDay
    ) throws(MoneyError) {
        guard let entry = book.recurring(id) else { throw .notFound(.id) }
        guard TransactionRunDecoder.days.contains(today.daysSinceEpoch + 1) else { throw .invalid(.date) }
        var content = try checked(draft, keeping: entry.content)
        let due = book.dueDays(of: entry, today: today, limit: MoneyLimits.occurrencesPerBatch + 1)
        guard due.count <= MoneyLimits.occurrencesPerBatch else {
            throw .tooMany(.recurring, maximum: MoneyLimits.occurrencesPerBatch)
        }
        for day in due { try make(OccurrenceID(id, day), entry.content) }
        if entry.content.isPaused, book.isPayday(id) { try skipPaused(entry, today: today) }
        // An entry that was to begin later may be told to begin sooner.
        let isAsPlanned = entry.content.makesFrom == entry.content.schedule.start
        content.makesFrom = max(isAsPlanned ? content.schedule.start : entry.content.makesFrom, today.adding(days: 1))
        try append(.putRecurring(id, content))
        // A first day on the weekend may have been moved to today.
        guard let edited = book.recurring(id) else { return }
        for day in book.dueDays(of: edited, today: today, limit: MoneyLimits.occurrencesPerBatch) {
            try make(OccurrenceID(id, day), content)
        }
    }

    /// The latest days on which an entry was paused, as many as a budget has periods.
    private mutating func skipPaused(_ entry: RecurringEntry, today: CalendarDay) throws(MoneyError) {
        let days = book.unmadeDays(of: entry, through: today, limit: .max)
        for day in days.suffix(MoneyLimits.budgetPeriods) {
            try append(.putOccurrence(OccurrenceID(entry.id, day), Occurrence(.skipped, nil)))
        }
    }

    /// Ends a recurring entry; what it made stays.
    package mutating func removeRecurring(_ id: RecurringID) throws(MoneyError) {
        guard book.recurring(id) != nil else { throw .notFound(.id) }
        guard !book.isPayday(id) else { throw .inUse(.recurring) }
        try append(.removeRecurring(id))
    }

    private func checked(
        _ draft: RecurringContent,
        keeping before: RecurringContent? = nil
    ) throws(MoneyError) -> RecurringContent {
        var content = draft
        content.schedule = try draft.schedule.checked()
        guard TransactionRunDecoder.days.contains(draft.makesFrom.daysSinceEpoch) else { throw .invalid(.from) }
        guard !(draft.isVariable && draft.isAutomatic) else { throw .invalid(.automatic) }
        var check = TransactionCheck(book: book)
        for case .account(let account) in before?.postings.map(\.target) ?? [] { check.allowedArchived.insert(account) }
        let transaction = try check.content(of: TransactionDraft(draft.transaction(on: content.schedule.start)))
        (content.payee, content.note) = (transaction.payee, transaction.note)
        (content.tags, content.postings) = (transaction.tags, transaction.postings)
        return content
    }
}
