package import Primitives

extension MoneyPlan {
    package mutating func addRecurring(_ draft: RecurringContent) throws(MoneyError) -> RecurringID {
        guard book.liveRecurring.count < MoneyLimits.recurring else {
            throw .tooMany(.recurring, maximum: MoneyLimits.recurring)
        }
        return RecurringID(try append(.addRecurring(try checked(draft))))
    }

    /// Changes what is made from tomorrow on; what was due until today is made first, as it was planned.
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
        // An entry that was to begin later may be told to begin sooner.
        let isAsPlanned = entry.content.makesFrom == entry.content.schedule.start
        content.makesFrom = max(isAsPlanned ? content.schedule.start : entry.content.makesFrom, today.adding(days: 1))
        try append(.putRecurring(id, content))
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
