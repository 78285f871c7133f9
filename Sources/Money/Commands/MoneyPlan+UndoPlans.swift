import Primitives
import Vault

/// What undoing one step of a plan must know of the whole batch.
struct PlanUndo {
    /// Entries that the batch itself added or changed: undoing brings back what was due of them.
    private var changed: Set<RecurringID> = []
    /// The last day that has begun anywhere.
    private let today: CalendarDay

    init(_ batch: UndoBatch, now: Timestamp) {
        today = now.day(utcOffsetMinutes: 14 * 60)
        for case .recurring(let id, _, _) in batch.items { changed.insert(id) }
    }

    /// What an occurrence becomes when the step that made it is undone.
    ///
    /// One that an opening made is skipped: else the next opening would make it again.
    func undone(_ id: OccurrenceID, made: Occurrence, _ book: MoneyBook) -> Occurrence? {
        guard !changed.contains(id.entry) else { return nil }
        let isByItself =
            switch made.state {
            case .pending: true
            // What a person enters ahead of its day is confirmed as well, and goes back to what is to come.
            case .confirmed: book.recurring(id.entry)?.content.isAutomatic == true && id.day <= today
            case .edited, .skipped: false
            }
        return isByItself ? Occurrence(.skipped, nil) : nil
    }
}

extension MoneyPlan {
    /// Undoes one step of recurring entries or budgets.
    mutating func undoPlan(_ item: UndoItem, _ plans: PlanUndo) throws(MoneyError) {
        switch item {
        case .recurring(let id, let before, _):
            guard let before else {
                guard !book.isPayday(id) else { throw .undoBlocked }
                try takeBackMade(of: id)
                try append(.removeRecurring(id))
                return
            }
            try checkTargets(of: before.transaction(on: before.schedule.start))
            let isBack = book.recurring(id) == nil
            try append(.putRecurring(id, before))
            if isBack { try skipDeleted(of: id) }
        case .occurrence(let id, nil, let made?) where made.transaction != nil:
            try append(.putOccurrence(id, plans.undone(id, made: made, book)))
        case .occurrence(let id, let before, _):
            try append(.putOccurrence(id, before))
        case .budget(let id, let before, _):
            try undoBudget(id, before)
        case .assignment(let id, let before, _):
            try append(.putAssignment(id, before))
        default:
            preconditionFailure("only steps of plans come here")
        }
    }

    /// Takes back what later openings made of an entry that goes; nobody has touched it, or the undo would be refused.
    private mutating func takeBackMade(of id: RecurringID) throws(MoneyError) {
        for day in book.occurrences.days(of: id) {
            let occurrence = OccurrenceID(id, day)
            guard let made = book.occurrence(occurrence)?.transaction.flatMap(book.transaction) else { continue }
            try append(.putOccurrence(occurrence, nil))
            try append(.removeTransaction(made.id, version: made.version &+ 1))
        }
    }

    /// Occurrences whose transactions went while their entry was away.
    private mutating func skipDeleted(of entry: RecurringID) throws(MoneyError) {
        for (id, occurrence) in book.occurrences.sorted where id.entry == entry && occurrence.state != .skipped {
            guard let made = occurrence.transaction, book.transaction(made) == nil else { continue }
            try append(.putOccurrence(id, Occurrence(.skipped, made)))
        }
    }

    private mutating func undoBudget(_ id: BudgetID, _ before: BudgetContent?) throws(MoneyError) {
        guard let before else {
            try append(.removeBudget(id))
            return
        }
        let key = TextCheck.key(before.name)
        guard !book.liveBudgets.contains(where: { $0.id != id && TextCheck.key($0.name) == key }) else {
            throw .undoBlocked
        }
        for line in before.lines {
            guard book.category(line.category) != nil else { throw .undoBlocked }
        }
        if case .payday(let entry) = before.span, book.recurring(entry) == nil { throw .undoBlocked }
        try append(.putBudget(id, before))
    }
}

extension MoneyBook {
    /// Whether a budget counts its periods from the days of a recurring entry.
    func isPayday(_ id: RecurringID) -> Bool {
        budgets.contains { !$0.isRemoved && $0.content.span == .payday(id) }
    }
}
