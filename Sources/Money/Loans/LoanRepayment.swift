import Primitives

/// What recurring entries do for a loan: those with its period that post to its account make its payments.
///
/// Another recurring entry there is an extra repayment, such as one a year.
///
/// - Source: docs/spec/money-debts.md §4.9.
struct LoanRepayment {
    /// Whether such an entry has days to come.
    private(set) var goesOn = false
    /// The last of their days that has come; nil before the first.
    private(set) var paidThrough: CalendarDay?

    init(_ loan: LoanContent, _ entries: [RecurringEntry], today: CalendarDay) {
        for entry in entries where !entry.isRemoved && !entry.content.isPaused {
            let schedule = entry.content.schedule
            guard loan.period.fits(schedule.pattern),
                entry.content.postings.contains(where: { $0.target == .account(loan.account) })
            else { continue }
            if Self.hasDays(schedule, after: today) {
                goesOn = true
                paidThrough = today
            } else if schedule.start <= today, let last = Self.lastDay(schedule, through: today) {
                paidThrough = max(paidThrough ?? last, last)
            }
        }
    }

    /// The longest period is a year, and a shift moves a day by two.
    private static func hasDays(_ schedule: Schedule, after today: CalendarDay) -> Bool {
        let first = max(today.adding(days: 1), schedule.start)
        var days = schedule.days(in: first...first.adding(days: 800))
        return days.next() != nil
    }

    private static func lastDay(_ schedule: Schedule, through today: CalendarDay) -> CalendarDay? {
        var days = schedule.days(in: schedule.start...today)
        var last: CalendarDay?
        while let day = days.next() { last = day }
        return last
    }
}

extension LoanPeriod {
    /// Whether a rule has one day in each period.
    func fits(_ pattern: Schedule.Pattern) -> Bool {
        switch (pattern, step) {
        case (.days(let every), .weeks(let weeks)): every == 7 * weeks
        case (.weeks(let every, let days), .weeks(let weeks)):
            every == weeks && days.rawValue.nonzeroBitCount == 1
        case (.months(let every, let days), .months(let months)): every == months && days.count == 1
        case (.years(let every, _, let days), .months(let months)): 12 * every == months && days.count == 1
        default: false
        }
    }
}
