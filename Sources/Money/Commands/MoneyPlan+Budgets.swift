package import Primitives

extension MoneyPlan {
    /// - `today`: Up to that day, and from the first on, there must not be too many periods.
    package mutating func addBudget(_ draft: BudgetContent, today: CalendarDay) throws(MoneyError) -> BudgetID {
        guard book.liveBudgets.count < MoneyLimits.budgets else {
            throw .tooMany(.budget, maximum: MoneyLimits.budgets)
        }
        return BudgetID(try append(.addBudget(try checked(draft, except: nil, today: today))))
    }

    /// Changes a budget, also for its periods that are past.
    package mutating func editBudget(_ id: BudgetID, _ draft: BudgetContent, today: CalendarDay) throws(MoneyError) {
        guard let budget = book.budget(id) else { throw .notFound(.id) }
        // What was assigned to single periods is so many minor units, of whatever currency the budget has.
        guard draft.currency == budget.content.currency || !book.assignments.keys.contains(where: { $0.budget == id })
        else { throw .inUse(.budget) }
        try append(.putBudget(id, try checked(draft, except: id, today: today)))
    }

    package mutating func removeBudget(_ id: BudgetID) throws(MoneyError) {
        guard book.budget(id) != nil else { throw .notFound(.id) }
        try append(.removeBudget(id))
    }

    /// Assigns something else than the amount of the line to one line in one period.
    ///
    /// - `day`: Any day of the period.
    /// - `minorUnits`: nil is the amount of the line again. Below zero takes back what was carried.
    package mutating func assign(
        _ minorUnits: Int64?,
        to category: CategoryID,
        of id: BudgetID,
        on day: CalendarDay
    ) throws(MoneyError) {
        let key = try assignment(to: category, of: id, on: day).key
        try put(minorUnits, at: key)
    }

    /// Moves an amount from one line to another within one period: the one has less assigned, the other more.
    ///
    /// - `day`: Any day of the period.
    /// - `minorUnits`: More than zero.
    package mutating func move(
        _ minorUnits: Int64,
        from source: CategoryID,
        to destination: CategoryID,
        of id: BudgetID,
        on day: CalendarDay
    ) throws(MoneyError) {
        guard source != destination else { throw .invalid(.lines) }
        guard minorUnits > 0 else { throw .invalid(.amount) }
        let from = try assignment(to: source, of: id, on: day)
        let to = try assignment(to: destination, of: id, on: day)
        try put(try Checked.difference(from.minorUnits, minorUnits), at: from.key)
        try put(try Checked.sum(to.minorUnits, minorUnits), at: to.key)
    }

    /// What is assigned to a line in the period a day is in.
    private func assignment(
        to category: CategoryID,
        of id: BudgetID,
        on day: CalendarDay
    ) throws(MoneyError) -> (key: AssignmentID, minorUnits: Int64) {
        guard let budget = book.budget(id) else { throw .notFound(.id) }
        guard let line = budget.content.lines.first(where: { $0.category == category }) else {
            throw .notFound(.category)
        }
        guard let period = try book.periods(of: budget.content, through: day).last else { throw .notFound(.period) }
        let key = AssignmentID(id, category, period.first)
        return (key, book.assignment(key) ?? line.minorUnits)
    }

    private mutating func put(_ minorUnits: Int64?, at key: AssignmentID) throws(MoneyError) {
        if let minorUnits, minorUnits.magnitude > UInt64(MoneyLimits.minorUnits) { throw .overflow(.amount) }
        guard book.assignment(key) != minorUnits else { return }
        guard minorUnits == nil || book.assignments.count < MoneyLimits.assignments else {
            throw .tooMany(.budget, maximum: MoneyLimits.assignments)
        }
        try append(.putAssignment(key, minorUnits))
    }

    private func checked(
        _ draft: BudgetContent,
        except id: BudgetID?,
        today: CalendarDay
    ) throws(MoneyError) -> BudgetContent {
        var content = draft
        content.name = try TextCheck.name(draft.name, .name)
        let key = TextCheck.key(content.name)
        guard !book.liveBudgets.contains(where: { $0.id != id && TextCheck.key($0.name) == key }) else {
            throw .nameTaken(.name)
        }
        let days = TransactionRunDecoder.days
        guard days.contains(draft.starts.daysSinceEpoch) else { throw .invalid(.from) }
        if let ends = draft.ends {
            guard ends >= draft.starts, days.contains(ends.daysSinceEpoch) else { throw .invalid(.to) }
        }
        content.span = try checked(draft.span, starts: draft.starts)
        guard draft.openingMinorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else {
            throw .overflow(.openingBalance)
        }
        try check(draft.lines)
        // Far in the past by a slip of the pen: no page could follow its periods to today.
        let last = max(draft.starts, today)
        _ = try book.periods(of: content, through: draft.ends.map { min($0, last) } ?? last)
        return content
    }

    private func checked(_ span: BudgetSpan, starts: CalendarDay) throws(MoneyError) -> BudgetSpan {
        switch span {
        case .week(let weekday): guard (1...7).contains(weekday) else { throw .invalid(.span) }
        case .halfMonth: break
        case .month(let day): guard (1...31).contains(day) else { throw .invalid(.span) }
        case .year(let month, let day):
            guard (1...12).contains(month), (1...31).contains(day) else { throw .invalid(.span) }
        case .schedule(let schedule): return .schedule(try schedule.checked())
        case .payday(let id): guard book.recurring(id) != nil else { throw .notFound(.recurring) }
        case .custom(let to):
            guard to >= starts, TransactionRunDecoder.days.contains(to.daysSinceEpoch) else { throw .invalid(.to) }
        }
        return span
    }

    private func check(_ lines: [BudgetLine]) throws(MoneyError) {
        guard !lines.isEmpty else { throw .missing(.lines) }
        guard lines.count <= MoneyLimits.linesPerBudget else {
            throw .tooMany(.lines, maximum: MoneyLimits.linesPerBudget)
        }
        var seen: Set<CategoryID> = []
        for line in lines {
            guard let category = book.category(line.category) else { throw .notFound(.category) }
            guard category.kind == .expense else { throw .invalid(.category) }
            guard seen.insert(line.category).inserted else { throw .nameTaken(.category) }
            guard line.minorUnits >= 0 else { throw .invalid(.amount) }
            guard line.minorUnits <= MoneyLimits.minorUnits else { throw .overflow(.amount) }
            if case .capped(let cap) = line.rollover {
                guard (0...MoneyLimits.minorUnits).contains(cap) else { throw .invalid(.rollover) }
            }
        }
    }
}
