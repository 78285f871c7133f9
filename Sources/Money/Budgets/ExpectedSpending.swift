import Primitives

/// What recurring entries would still make of each category, added up in the order of days, a year ahead at most.
///
/// Made once for all budgets of a page.
struct ExpectedSpending {
    /// Of one category in one currency, by place of the category.
    private struct Row {
        let category: Int
        /// Rising, and what is expected up to each of them, in minor units.
        var days: [CalendarDay] = []
        var sums: [Int128] = []
    }

    private struct Key: Hashable {
        let category: Int
        let currency: Currency
    }

    private static let daysAhead = 365

    private var rows: [Currency: [Row]] = [:]

    init(_ book: MoneyBook, today: CalendarDay) {
        let last = today.adding(days: Self.daysAhead)
        var moves: [Key: [(day: CalendarDay, minorUnits: Int64)]] = [:]
        for entry in book.recurring where !entry.isRemoved {
            let days = book.upcomingDays(of: entry, today: today, through: last).days
            for posting in entry.content.postings {
                guard case .category(let id) = posting.target, let place = book.categoryPlaces[id] else { continue }
                // What is due counts today.
                moves[Key(category: place, currency: posting.amount.currency), default: []] +=
                    days.lazy.filter { !$0.isSkipped }.map { (max($0.day, today), posting.amount.minorUnits) }
            }
        }
        for (key, moves) in moves {
            var row = Row(category: key.category)
            var sum = Int128(0)
            for move in moves.sorted(by: { $0.day < $1.day }) {
                sum += Int128(move.minorUnits)
                row.days.append(move.day)
                row.sums.append(sum)
            }
            rows[key.currency, default: []].append(row)
        }
    }

    /// By place of the category: what is expected of it in a period.
    ///
    /// - Errors: `.overflow(.amount)`.
    func sums(_ currency: Currency, in period: BudgetPeriod) throws(MoneyError) -> [(category: Int, minorUnits: Int64)]
    {
        var result: [(category: Int, minorUnits: Int64)] = []
        for row in rows[currency] ?? [] {
            let (first, end) = (row.days.place(of: period.first), row.days.place(of: period.last.adding(days: 1)))
            guard first < end else { continue }
            let sum = row.sums[end - 1] - (first > 0 ? row.sums[first - 1] : 0)
            guard let minorUnits = Int64(exactly: sum) else { throw .overflow(.amount) }
            result.append((row.category, minorUnits))
        }
        return result
    }
}

/// What was assigned to the lines of budgets in single periods.
struct LineAssignments {
    private struct Line: Hashable {
        let budget: BudgetID
        let category: CategoryID
    }

    /// By first day of the period, rising.
    private var lines: [Line: [(day: CalendarDay, minorUnits: Int64)]] = [:]

    /// - `only`: The one budget that is asked about; nil is all.
    init(_ book: MoneyBook, only budget: BudgetID?) {
        for (id, minorUnits) in book.assignments where budget == nil || id.budget == budget {
            lines[Line(budget: id.budget, category: id.category), default: []].append((id.firstDay, minorUnits))
        }
        for line in lines.keys { lines[line]?.sort { $0.day < $1.day } }
    }

    func of(_ budget: BudgetID, _ category: CategoryID) -> [(day: CalendarDay, minorUnits: Int64)] {
        lines.isEmpty ? [] : lines[Line(budget: budget, category: category)] ?? []
    }
}
