package import Primitives

/// What stands between the person who keeps the book and another.
///
/// - Source: docs/spec/money-debts.md §3.
package struct PersonReport: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let id: TransactionID
        package let day: CalendarDay
        /// On the other person's account: positive is more that she owes.
        package let minorUnits: Int64
        package let payee: String?
        package let note: String?
    }

    package let account: LedgerAccount
    /// At the end of today: positive is owed by her, negative is owed to her.
    package let minorUnits: Int64
    /// The last ones up to today, newest first.
    package let entries: [Entry]

    package static let entryMaximum = 3
}

extension MoneyBook {
    /// Every person, by name; archived ones only while something is between them.
    ///
    /// - Errors: `.overflow(.amount)`.
    package func people(today: CalendarDay) throws(MoneyError) -> [PersonReport] {
        let people = accounts.map { !$0.isRemoved && $0.content.kind == .person }
        guard people.contains(true) else { return [] }
        var sums = accounts.map(\.content.openingMinorUnits)
        var found = [[PersonReport.Entry]](repeating: [], count: accounts.count)
        var overflowed = false
        for slot in byDay.sorted(days: transactions.days).reversed() where !transactions.isRemoved[Int(slot)] {
            let slot = Int(slot)
            guard transactions.days[slot] <= today.daysSinceEpoch else { continue }
            for place in transactions.postings(slot)
            where transactions.targets[place] & TransactionColumns.categoryBit == 0 {
                let account = Int(transactions.targets[place])
                guard people[account] else { continue }
                let (sum, overflow) = sums[account].addingReportingOverflow(transactions.minorUnits[place])
                sums[account] = sum
                overflowed = overflowed || overflow
                if found[account].count < PersonReport.entryMaximum { found[account].append(entry(slot, place)) }
            }
        }
        guard !overflowed else { throw .overflow(.amount) }
        let reports = accounts.indices.filter { people[$0] && (!accounts[$0].content.isArchived || sums[$0] != 0) }
            .map { PersonReport(account: accounts[$0], minorUnits: sums[$0], entries: found[$0]) }
        return reports.sorted { TextCheck.key($0.account.name) < TextCheck.key($1.account.name) }
    }

    private func entry(_ slot: Int, _ place: Int) -> PersonReport.Entry {
        PersonReport.Entry(
            id: TransactionID(rawValue: transactions.ids[slot]),
            day: CalendarDay(daysSinceEpoch: transactions.days[slot]),
            minorUnits: transactions.minorUnits[place],
            payee: payees.text(transactions.payees[slot]),
            note: notes.text(transactions.notes[slot])
        )
    }
}
