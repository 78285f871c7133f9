/// What releases have told of one account at most, and how much more they may.
///
/// A period is 52 weeks; each release is for one week, and a week is released once.
///
/// - Source: docs/spec/aggregates.md §6.
package struct BudgetLedger: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package let week: AggregateWeek
        package let spent: Epsilon

        package init(week: AggregateWeek, spent: Epsilon) {
            self.week = week
            self.spent = spent
        }
    }

    package static let weeksPerPeriod: UInt32 = 52
    /// Of one period.
    package static let budget = Epsilon(thousandths: 26_000)
    /// Two periods: what is older binds nothing any more.
    package static let entryMaximum = 2 * Int(weeksPerPeriod)

    /// In the order of their weeks.
    package private(set) var entries: [Entry]

    package init() { entries = [] }

    /// Nil where weeks do not ascend or there are too many.
    package init?(entries: [Entry]) {
        guard entries.count <= Self.entryMaximum else { return nil }
        guard zip(entries, entries.dropFirst()).allSatisfy({ $0.week < $1.week }) else { return nil }
        self.entries = entries
    }

    package static func period(of week: AggregateWeek) -> UInt32 { week.number / weeksPerPeriod }

    /// The first week of the period that a week is in.
    package static func periodStart(of week: AggregateWeek) -> AggregateWeek {
        AggregateWeek(number: period(of: week) * weeksPerPeriod)
    }

    package func spent(inPeriodOf week: AggregateWeek) -> Epsilon {
        entries.filter { Self.period(of: $0.week) == Self.period(of: week) }.reduce(.zero) { $0 + $1.spent }
    }

    package func left(inPeriodOf week: AggregateWeek) -> Epsilon { Self.budget - spent(inPeriodOf: week) }

    /// Writes down what a release tells, before it is made.
    ///
    /// - Throws: ``BudgetRefusal``; then nothing is written and nothing may be released.
    package mutating func spend(_ cost: Epsilon, on week: AggregateWeek) throws(BudgetRefusal) {
        if let last = entries.last?.week, last >= week { throw .released }
        guard cost <= left(inPeriodOf: week) else { throw .spent }
        entries.append(Entry(week: week, spent: cost))
        if entries.count > Self.entryMaximum { entries.removeFirst(entries.count - Self.entryMaximum) }
    }
}

/// Why a week is not released.
package enum BudgetRefusal: Error, Hashable, Sendable {
    /// It or a later one has been already.
    case released
    /// The period's budget does not reach.
    case spent
}
