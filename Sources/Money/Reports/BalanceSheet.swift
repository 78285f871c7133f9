package import Primitives

/// What is owned and what is owed at the end of a day, beside another day; per currency.
///
/// - Source: docs/spec/money-reports.md §3.
package struct BalanceSheet: Hashable, Sendable {
    package let day: CalendarDay
    /// The day it is compared with.
    package let besides: CalendarDay?
    /// By code of the currency; those without anything on both days are left out.
    package let parts: [Part]
    /// Currencies that could not be converted, by code; empty where amounts are as entered.
    package let leftOut: [Currency]

    package typealias Sum = IncomeStatement.Sum

    package struct Part: Hashable, Sendable {
        package let currency: Currency
        /// Accounts that hold something.
        package let assets: Side
        /// Accounts that owe something; negative.
        package let liabilities: Side
        /// Both together.
        package let net: Sum
    }

    package struct Side: Hashable, Sendable {
        /// The largest first.
        package let lines: [Line]
        package let total: Sum
    }

    /// An account whose sign changed between the days stands on both sides, each time with what it was there.
    package struct Line: Hashable, Sendable {
        package let account: LedgerAccount
        package let sum: Sum
    }
}

extension MoneyBook {
    /// - `unit`: Whether balances are as entered or in the base currency, each by the rates of its day.
    /// - Errors: `.overflow(.balance)`.
    package func balanceSheet(
        at day: CalendarDay,
        besides other: CalendarDay? = nil,
        in unit: ReportCurrency = .original
    ) throws(MoneyError) -> BalanceSheet {
        let now = try sums(at: day)
        let before = try other.map { day throws(MoneyError) in try sums(at: day) }
        var lines: [Currency: [(account: LedgerAccount, now: Int64, before: Int64?)]] = [:]
        var values = AccountValues(self, in: unit)
        for (place, account) in accounts.enumerated() where !account.isRemoved {
            guard now[place] != 0 || (before?[place] ?? 0) != 0 else { continue }
            guard let worth = try values.worth(now[place], of: place, on: day.daysSinceEpoch) else { continue }
            var earlier: Int64?
            if let before, let other {
                earlier = try values.worth(before[place], of: place, on: other.daysSinceEpoch)?.minorUnits
            }
            lines[worth.currency, default: []].append((account, worth.minorUnits, earlier))
        }
        var parts: [BalanceSheet.Part] = []
        for (currency, lines) in lines.sorted(by: { $0.key.packed < $1.key.packed }) {
            let assets = try Self.side(lines) { max(0, $0) }
            let liabilities = try Self.side(lines) { min(0, $0) }
            // One is at least 0 and the other at most 0, so the sums fit.
            let net = BalanceSheet.Sum(
                now: assets.total.now + liabilities.total.now,
                before: assets.total.before.flatMap { asset in liabilities.total.before.map { asset + $0 } }
            )
            parts.append(BalanceSheet.Part(currency: currency, assets: assets, liabilities: liabilities, net: net))
        }
        return BalanceSheet(day: day, besides: other, parts: parts, leftOut: values.leftOut)
    }

    /// By place of the account.
    private func sums(at day: CalendarDay) throws(MoneyError) -> [Int64] {
        var sums = accounts.map(\.content.openingMinorUnits)
        let last = day.daysSinceEpoch
        for slot in 0..<transactions.count where !transactions.isRemoved[slot] && transactions.days[slot] <= last {
            for place in transactions.postings(slot)
            where transactions.targets[place] & TransactionColumns.categoryBit == 0 {
                let account = Int(transactions.targets[place])
                let (sum, overflow) = sums[account].addingReportingOverflow(transactions.minorUnits[place])
                guard !overflow else { throw .overflow(.balance) }
                sums[account] = sum
            }
        }
        return sums
    }

    private static func side(
        _ lines: [(account: LedgerAccount, now: Int64, before: Int64?)],
        _ part: (Int64) -> Int64
    ) throws(MoneyError) -> BalanceSheet.Side {
        var result: [BalanceSheet.Line] = []
        var (now, before): (Int64, Int64?) = (0, lines.first?.before == nil ? nil : 0)
        for line in lines {
            let sum = BalanceSheet.Sum(now: part(line.now), before: line.before.map(part))
            guard sum.now != 0 || (sum.before ?? 0) != 0 else { continue }
            result.append(BalanceSheet.Line(account: line.account, sum: sum))
            let (total, overflow) = now.addingReportingOverflow(sum.now)
            let (earlier, earlierOverflow) = (before ?? 0).addingReportingOverflow(sum.before ?? 0)
            guard !overflow, !earlierOverflow else { throw .overflow(.balance) }
            now = total
            if before != nil { before = earlier }
        }
        let sorted = result.enumerated().sorted { first, second in
            let sizes = (first.element.sum.now.magnitude, second.element.sum.now.magnitude)
            return sizes.0 == sizes.1 ? first.offset < second.offset : sizes.0 > sizes.1
        }
        return BalanceSheet.Side(lines: sorted.map(\.element), total: BalanceSheet.Sum(now: now, before: before))
    }
}
