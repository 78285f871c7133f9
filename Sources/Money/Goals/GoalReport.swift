package import Primitives

/// How far a goal is.
///
/// - Source: docs/spec/money-debts.md §2.
package struct GoalReport: Hashable, Sendable {
    package let goal: Item<GoalContent>
    /// In its accounts at the end of today.
    package let accountsMinorUnits: Int64
    /// Set aside up to today.
    package let depositsMinorUnits: Int64
    package let savedMinorUnits: Int64
    /// 0 where it is reached.
    package let leftMinorUnits: Int64
    /// What each month takes until the due day; nil without one, after it, or where nothing is left.
    package let perMonthMinorUnits: Int64?
    /// What the last ``paceDays`` days added.
    package let paceMinorUnits: Int64
    /// When it is reached at that pace; nil where it is reached, or would take more than a hundred years.
    package let projected: CalendarDay?

    package static let paceDays = 90
    private static let projectedDaysMaximum: Int128 = 36_525

    package var isReached: Bool { leftMinorUnits == 0 }

    init(
        _ goal: Item<GoalContent>,
        accounts: Int64,
        deposits: Int64,
        savedBefore: Int64,
        today: CalendarDay
    ) throws(MoneyError) {
        self.goal = goal
        accountsMinorUnits = accounts
        depositsMinorUnits = deposits
        savedMinorUnits = try Checked.sum(accounts, deposits)
        let left = max(0, try Checked.difference(goal.content.targetMinorUnits, savedMinorUnits))
        leftMinorUnits = left
        paceMinorUnits = try Checked.difference(savedMinorUnits, savedBefore)
        if let due = goal.content.due, due >= today, left > 0 {
            let months = Int64(max(1, Self.wholeMonths(from: today, to: due)))
            perMonthMinorUnits = left / months + (left % months == 0 ? 0 : 1)
        } else {
            perMonthMinorUnits = nil
        }
        projected = Self.projected(left, pace: paceMinorUnits, today)
    }

    /// How many times a month passes without going beyond a day.
    static func wholeMonths(from day: CalendarDay, to last: CalendarDay) -> Int {
        let (from, to) = (day.parts, last.parts)
        let months = (to.year - from.year) * 12 + to.month - from.month
        return months > 0 && day.adding(months: months) > last ? months - 1 : months
    }

    private static func projected(_ left: Int64, pace: Int64, _ today: CalendarDay) -> CalendarDay? {
        guard left > 0, pace > 0 else { return nil }
        let days = (Int128(left) * Int128(paceDays) + Int128(pace) - 1) / Int128(pace)
        let day = Int128(today.daysSinceEpoch) + days
        guard days <= projectedDaysMaximum, day <= Int128(TransactionRunDecoder.days.upperBound) else { return nil }
        return CalendarDay(daysSinceEpoch: Int32(day))
    }
}

extension MoneyBook {
    /// How far each goal is, in the order they were made; archived ones too.
    ///
    /// - Errors: `.overflow(.amount)`.
    package func goalReports(today: CalendarDay) throws(MoneyError) -> [GoalReport] {
        let goals = items(GoalContent.self)
        guard !goals.isEmpty else { return [] }
        let before = today.adding(days: -GoalReport.paceDays)
        var balances: [AccountID: (now: Int64, before: Int64)] = [:]
        if goals.contains(where: { !$0.content.accounts.isEmpty }) {
            for row in try balanceHistory(at: [before, today]).rows {
                balances[row.account.id] = (row.minorUnits[1], row.minorUnits[0])
            }
        }
        var reports: [GoalReport] = []
        for goal in goals {
            var (accounts, deposits, saved): (Int64, Int64, Int64) = (0, 0, 0)
            for account in goal.content.accounts {
                guard let balance = balances[account] else { continue }
                accounts = try Checked.sum(accounts, balance.now)
                saved = try Checked.sum(saved, balance.before)
            }
            for deposit in goal.content.deposits where deposit.day <= today {
                deposits = try Checked.sum(deposits, deposit.minorUnits)
                if deposit.day <= before { saved = try Checked.sum(saved, deposit.minorUnits) }
            }
            let report = try GoalReport(
                goal,
                accounts: accounts,
                deposits: deposits,
                savedBefore: saved,
                today: today
            )
            reports.append(report)
        }
        return reports
    }
}
