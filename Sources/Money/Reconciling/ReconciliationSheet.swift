package import Primitives

/// What a person compares with a statement: the entries since the reconciliation before, and those that it left out.
///
/// - Source: docs/spec/reconciliation.md §3.
package struct ReconciliationSheet: Hashable, Sendable {
    package let account: LedgerAccount
    /// The last day of the statement.
    package let day: CalendarDay
    /// The newest reconciliation that ends before that day.
    package let since: Item<ReconciliationContent>?
    /// What is in the account without any of ``entries``.
    package let settled: Int64
    /// Oldest first.
    package let entries: [Entry]

    package struct Entry: Hashable, Sendable {
        package let id: TransactionID
        package let day: CalendarDay
        /// What it moved on this account.
        package let minorUnits: Int64
    }

    /// What is in the account when only the entries on the statement count.
    ///
    /// - Errors: `.overflow(.balance)`.
    package func sum(leaving leftOut: Set<TransactionID>) throws(MoneyError) -> Int64 {
        var sum = settled
        for entry in entries where !leftOut.contains(entry.id) {
            let (next, overflow) = sum.addingReportingOverflow(entry.minorUnits)
            guard !overflow else { throw .overflow(.balance) }
            sum = next
        }
        return sum
    }

    /// By how much a statement has more than that; it agrees at 0.
    ///
    /// - Errors: `.overflow(.balance)`.
    package func difference(
        _ balanceMinorUnits: Int64,
        leaving leftOut: Set<TransactionID>
    ) throws(MoneyError) -> Int64 {
        let (difference, overflow) = balanceMinorUnits.subtractingReportingOverflow(try sum(leaving: leftOut))
        guard !overflow else { throw .overflow(.balance) }
        return difference
    }
}

extension MoneyBook {
    /// - `day`: The last day of the statement.
    /// - Errors: `.notFound(.account)`, `.overflow(.balance)`.
    package func reconciliationSheet(
        _ id: AccountID,
        through day: CalendarDay
    ) throws(MoneyError) -> ReconciliationSheet {
        guard let account = account(id), let place = accountPlaces[id] else { throw .notFound(.account) }
        let since = reconciliations(of: id).first { $0.content.day < day }
        let open = Set(since?.content.leftOut ?? [])
        let settledThrough = since?.content.day.daysSinceEpoch ?? .min
        var settled = account.content.openingMinorUnits
        var entries: [ReconciliationSheet.Entry] = []
        for slot in byDay.sorted(.min...day.daysSinceEpoch, days: transactions.days).lazy.map(Int.init)
        where !transactions.isRemoved[slot] {
            guard let amount = amount(of: slot, on: UInt32(place)) else { continue }
            let entry = TransactionID(rawValue: transactions.ids[slot])
            if transactions.days[slot] <= settledThrough, !open.contains(entry) {
                let (sum, overflow) = settled.addingReportingOverflow(amount)
                guard !overflow else { throw .overflow(.balance) }
                settled = sum
            } else {
                let entryDay = CalendarDay(daysSinceEpoch: transactions.days[slot])
                entries.append(ReconciliationSheet.Entry(id: entry, day: entryDay, minorUnits: amount))
            }
        }
        return ReconciliationSheet(account: account, day: day, since: since, settled: settled, entries: entries)
    }
}
