import Primitives

extension MoneyPlan {
    /// Undoes one step of recurring entries or budgets.
    mutating func undoPlan(_ item: UndoItem) throws(MoneyError) {
        switch item {
        case .recurring(let id, let before, _):
            guard let before else {
                guard !book.isPayday(id) else { throw .undoBlocked }
                try append(.removeRecurring(id))
                return
            }
            try checkTargets(of: before.transaction(on: before.schedule.start))
            try append(.putRecurring(id, before))
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
