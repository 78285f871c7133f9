package import Primitives

/// A loan, its plan, and where it really stands.
///
/// - Source: docs/spec/money-debts.md §4.
package struct LoanReport: Hashable, Sendable {
    package let loan: Item<LoanContent>
    package let account: LedgerAccount
    package let plan: LoanPlan
    /// Payments of the plan that are behind.
    package let paidCount: Int
    /// What the plan says is left now.
    package let plannedMinorUnits: Int64
    /// What is left by the account's balance; 0 or less where nothing is.
    package let leftMinorUnits: Int64
    /// The payments to come, from what is really left; nil where the planned payment no longer ends it.
    package let remaining: [LoanPayment]?
    /// A recurring entry makes the payments.
    package let isRecurring: Bool

    /// The next payment; nil where nothing is left, or nothing ends it.
    package var next: LoanPayment? { remaining?.first }
    package var remainingInterestMinorUnits: Int64 { LoanPlan.sums(remaining ?? []).interest }
}

extension MoneyBook {
    /// Every loan, in the order they were made.
    ///
    /// - Errors: `.overflow(.amount)`.
    package func loanReports(today: CalendarDay) throws(MoneyError) -> [LoanReport] {
        try loanReports(items(LoanContent.self), today: today)
    }

    package func loanReport(_ id: LoanID, today: CalendarDay) throws(MoneyError) -> LoanReport {
        guard let loan = item(id), let report = try loanReports([loan], today: today).first else {
            throw .notFound(.id)
        }
        return report
    }

    private func loanReports(
        _ loans: [Item<LoanContent>],
        today: CalendarDay
    ) throws(MoneyError) -> [LoanReport] {
        guard !loans.isEmpty else { return [] }
        var parts: [(loan: Item<LoanContent>, place: Int, plan: LoanPlan, paid: Int, isRecurring: Bool)] = []
        var limits = [Int32](repeating: .min, count: accounts.count)
        for loan in loans {
            let content = loan.content
            guard let place = accountPlaces[content.account] else { continue }
            let plan = try LoanPlan(content)
            let repayment = LoanRepayment(content, recurring, today: today)
            let behind = repayment.paidThrough.map { last in plan.payments.count { $0.day <= last } } ?? 0
            let paid = repayment.goesOn ? behind : max(content.paidCount, behind)
            // A payment that was entered ahead counts already.
            let lastPaid = paid == 0 ? today : content.day(of: paid)
            limits[place] = max(today, lastPaid).daysSinceEpoch
            parts.append((loan, place, plan, paid, repayment.goesOn))
        }
        let balances = try balances(upTo: limits)
        return parts.map { part in
            let balance = balances[part.place]
            // Of the smallest number there is no opposite; a balance of it is refused before it comes to that.
            let left = part.loan.content.isLent ? balance : 0 - max(balance, -.max)
            return LoanReport(
                loan: part.loan,
                account: accounts[part.place],
                plan: part.plan,
                paidCount: part.paid,
                plannedMinorUnits: part.plan.left(after: part.paid, of: part.loan.content),
                leftMinorUnits: left,
                remaining: Self.remaining(left, part.loan.content, part.plan, after: part.paid),
                isRecurring: part.isRecurring
            )
        }
    }

    private static func remaining(
        _ left: Int64,
        _ content: LoanContent,
        _ plan: LoanPlan,
        after paid: Int
    ) -> [LoanPayment]? {
        guard left > 0 else { return [] }
        guard left <= MoneyLimits.minorUnits else { return nil }
        do throws(MoneyError) {
            return try Amortisation(content).payments(of: plan.paymentMinorUnits, for: left, after: paid)
        } catch {
            return nil
        }
    }

    /// The balance of each account at the end of a day of its own, in one pass.
    ///
    /// - `limits`: By place of the account; the smallest number is before every day.
    private func balances(upTo limits: [Int32]) throws(MoneyError) -> [Int64] {
        var sums = accounts.map(\.content.openingMinorUnits)
        var overflowed = false
        var sumSpan = sums.mutableSpan
        let limitSpan = limits.span
        let (days, removed) = (transactions.days.span, transactions.isRemoved.span)
        let (starts, counts) = (transactions.postingStarts.span, transactions.postingCounts.span)
        let (targets, minorUnits) = (transactions.targets.span, transactions.minorUnits.span)
        for slot in 0..<days.count where !removed[slot] {
            let (day, start) = (days[slot], Int(starts[slot]))
            for place in start..<start + Int(counts[slot])
            where targets[place] & TransactionColumns.categoryBit == 0 {
                let account = Int(targets[place])
                guard day <= limitSpan[account] else { continue }
                let (sum, overflow) = sumSpan[account].addingReportingOverflow(minorUnits[place])
                sumSpan[account] = sum
                overflowed = overflowed || overflow
            }
        }
        guard !overflowed else { throw .overflow(.amount) }
        return sums
    }
}
