import Primitives

extension MoneyBook {
    /// The reconciliations of an account, newest first.
    package func reconciliations(of account: AccountID) -> [Item<ReconciliationContent>] {
        items(ReconciliationContent.self).filter { $0.content.account == account }
            .sorted { $0.content.day > $1.content.day }
    }

    /// Whether a reconciliation of the account ends on this day.
    func isReconciled(_ account: AccountID, at day: CalendarDay, besides id: ReconciliationID?) -> Bool {
        items(ReconciliationContent.self).contains {
            $0.id != id && $0.content.account == account && $0.content.day == day
        }
    }

    /// What an entry moved on an account; nil when it is not there, is later than the day, or does not touch it.
    func amount(of id: TransactionID, on account: AccountID, through day: CalendarDay) -> Int64? {
        guard let target = accountPlaces[account].map(UInt32.init), let slot = transactions.slot(of: id),
            !transactions.isRemoved[slot], transactions.days[slot] <= day.daysSinceEpoch
        else { return nil }
        return amount(of: slot, on: target)
    }

    /// What an entry moved on an account; nil when it does not touch it.
    ///
    /// A hundred postings within the limit cannot overflow.
    func amount(of slot: Int, on target: UInt32) -> Int64? {
        var sum: Int64?
        for place in transactions.postings(slot) where transactions.targets[place] == target {
            sum = (sum ?? 0) &+ transactions.minorUnits[place]
        }
        return sum
    }

    /// By how much the statement's balance is more than what the book has for it.
    ///
    /// - Errors: `.notFound(.account)`, `.overflow(.balance)`.
    func difference(of content: ReconciliationContent) throws(MoneyError) -> Int64 {
        guard let place = accountPlaces[content.account] else { throw .notFound(.account) }
        let sums = try reconciledSums([place: content])
        let (difference, overflow) = content.balanceMinorUnits.subtractingReportingOverflow(sums[place] ?? 0)
        guard !overflow else { throw .overflow(.balance) }
        return difference
    }

    /// The newest reconciliation of each account, and what its entries come to now; one pass for all of them.
    ///
    /// - Errors: `.overflow(.balance)`.
    package func reconciliationStandings() throws(MoneyError) -> [AccountID: ReconciliationStanding] {
        var newest: [Int: Item<ReconciliationContent>] = [:]
        for item in items(ReconciliationContent.self) {
            guard let place = accountPlaces[item.content.account], !accounts[place].isRemoved else { continue }
            if let known = newest[place], known.content.day > item.content.day { continue }
            newest[place] = item
        }
        guard !newest.isEmpty else { return [:] }
        let sums = try reconciledSums(newest.mapValues(\.content))
        var result: [AccountID: ReconciliationStanding] = [:]
        for (place, item) in newest {
            let sum = sums[place] ?? 0
            let (changed, overflow) = sum.subtractingReportingOverflow(item.content.balanceMinorUnits)
            guard !overflow else { throw .overflow(.balance) }
            result[accounts[place].id] = ReconciliationStanding(reconciliation: item, minorUnits: sum, changed: changed)
        }
        return result
    }

    /// By place of the account: opening balance and postings up to the day, less what is left out.
    private func reconciledSums(_ contents: [Int: ReconciliationContent]) throws(MoneyError) -> [Int: Int64] {
        var lastDays = [Int32](repeating: .min, count: accounts.count)
        var sums = accounts.map(\.content.openingMinorUnits)
        for (place, content) in contents { lastDays[place] = content.day.daysSinceEpoch }
        var overflowed = addPostings(upTo: lastDays, to: &sums)
        for (place, content) in contents {
            for id in content.leftOut {
                guard let amount = amount(of: id, on: content.account, through: content.day) else { continue }
                let (sum, overflow) = sums[place].subtractingReportingOverflow(amount)
                sums[place] = sum
                overflowed = overflowed || overflow
            }
        }
        guard !overflowed else { throw .overflow(.balance) }
        return contents.reduce(into: [:]) { $0[$1.key] = sums[$1.key] }
    }

    /// - `lastDays`: By account, the last day that counts.
    /// - Result: Whether a sum left Int64.
    private func addPostings(upTo lastDays: [Int32], to sums: inout [Int64]) -> Bool {
        let latest = lastDays.max() ?? .min
        var overflowed = false
        var sumSpan = sums.mutableSpan
        let lastDays = lastDays.span
        let (days, removed) = (transactions.days.span, transactions.isRemoved.span)
        let (starts, counts) = (transactions.postingStarts.span, transactions.postingCounts.span)
        let (targets, minorUnits) = (transactions.targets.span, transactions.minorUnits.span)
        for slot in 0..<days.count where !removed[slot] && days[slot] <= latest {
            let (day, start) = (days[slot], Int(starts[slot]))
            for place in start..<start + Int(counts[slot])
            where targets[place] & TransactionColumns.categoryBit == 0 {
                let account = Int(targets[place])
                guard day <= lastDays[account] else { continue }
                let (sum, overflow) = sumSpan[account].addingReportingOverflow(minorUnits[place])
                sumSpan[account] = sum
                overflowed = overflowed || overflow
            }
        }
        return overflowed
    }
}

/// The newest reconciliation of an account, and whether what it confirmed is still as it was.
package struct ReconciliationStanding: Hashable, Sendable {
    package let reconciliation: Item<ReconciliationContent>
    /// What the entries that it confirmed come to now, with the opening balance.
    package let minorUnits: Int64
    /// How much more than the statement said; 0 while nothing of it has changed.
    package let changed: Int64
}
