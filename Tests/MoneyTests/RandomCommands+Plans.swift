import Primitives
import Vault

@testable import Money

extension RandomCommands {
    /// A command about recurring entries or budgets.
    mutating func drawPlan() throws {
        let today = CalendarDay(daysSinceEpoch: 20_200 + Int32.random(in: 0..<200, using: &generator))
        switch Int.random(in: 0..<11, using: &generator) {
        case 0, 1:
            guard let content = try recurring() else { return }
            try test.run { try $0.addRecurring(content) }
        case 2:
            guard let entry = pick(test.book.liveRecurring), let content = try recurring() else { return }
            try test.run { try $0.editRecurring(entry.id, content, today: today) }
        case 3:
            guard let entry = pick(test.book.liveRecurring) else { return }
            try test.run { try $0.removeRecurring(entry.id) }
        case 4, 5: try test.run { try $0.makeDueOccurrences(today: today) }
        case 6:
            guard let id = pick(test.book.occurrences.sorted)?.id else { return }
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: try test.run { try $0.confirm(id) }
            case 1: try test.run { try $0.skip(id) }
            case 2: try test.run { try $0.unskip(id, today: today) }
            default:
                guard let draft = draft() else { return }
                try test.run { try $0.confirm(id, draft) }
            }
        case 7:
            guard let next = pick(try test.book.upcoming(today: today, days: 90).occurrences) else { return }
            if Bool.random(using: &generator) {
                try test.run { try $0.skip(next.id) }
            } else {
                try test.run { try $0.confirm(next.id) }
            }
        case 8:
            guard let content = budget() else { return }
            if let known = pick(test.book.liveBudgets), Bool.random(using: &generator) {
                try test.run { try $0.editBudget(known.id, content) }
            } else {
                try test.run { try $0.addBudget(content) }
            }
        case 9:
            guard let budget = pick(test.book.liveBudgets), let line = pick(budget.content.lines) else { return }
            let amount = pick([nil, 0, -5, 700] as [Int64?]) ?? nil
            try test.run { try $0.assign(amount, to: line.category, of: budget.id, on: today) }
        default:
            guard let budget = pick(test.book.liveBudgets) else { return }
            try test.run { try $0.removeBudget(budget.id) }
        }
    }

    private mutating func recurring() throws -> RecurringContent? {
        guard let draft = draft() else { return nil }
        var schedules = RandomSchedules(seed: generator.next())
        var schedule = try schedules.schedule(from: 20_000, over: 300)
        // Long runs make the test slow and nothing more.
        if case .days = schedule.pattern { schedule.pattern = .days(every: 20) }
        return RecurringContent(
            schedule: schedule,
            payee: draft.payee,
            note: draft.note,
            tags: draft.tags,
            postings: draft.postings,
            isVariable: Bool.random(using: &generator),
            isPaused: Int.random(in: 0..<6, using: &generator) == 0
        )
    }

    private mutating func budget() -> BudgetContent? {
        let categories = test.book.liveCategories.filter { $0.kind == .expense }.prefix(3)
        let starts = CalendarDay(daysSinceEpoch: 20_000 + Int32.random(in: 0..<300, using: &generator))
        let spans: [BudgetSpan] = [
            .week(from: 2), .halfMonth, .month(from: 31), .custom(to: starts.adding(days: 40)),
            test.book.liveRecurring.first.map { .payday($0.id) } ?? .halfMonth,
        ]
        guard let span = pick(spans), !categories.isEmpty else { return nil }
        let rollovers: [BudgetRollover] = [.none, .surplus, .both, .capped(90)]
        return BudgetContent(
            name: word(),
            style: Bool.random(using: &generator) ? .limit : .envelope,
            currency: .usd,
            span: span,
            starts: starts,
            lines: categories.map { category in
                BudgetLine(category.id, minorUnits: 100, rollover: pick(rollovers) ?? BudgetRollover.none)
            }
        )
    }
}
