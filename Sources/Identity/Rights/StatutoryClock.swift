package import Primitives

/// By when a law wants an answer: counted in days of the calendar, from the day after the request.
///
/// - Source: docs/spec/rights.md §3.
package struct StatutoryClock: Sendable, Hashable {
    package enum Period: Sendable, Hashable {
        case days(Int)
        case months(Int)
        /// Monday to Friday. Holidays count too: the day told is never later than the law's.
        case businessDays(Int)

        /// The last day of it, the day of the request being none of them.
        package func end(from day: CalendarDay) -> CalendarDay {
            switch self {
            case .days(let count): day.adding(days: count)
            // Where that month has no such day it ends with the month.
            case .months(let count): day.adding(months: count)
            case .businessDays(let count): Self.businessDay(count, after: day)
            }
        }

        private static func businessDay(_ count: Int, after day: CalendarDay) -> CalendarDay {
            var (last, left) = (day, count)
            while left > 0 {
                last = last.adding(days: 1)
                if last.weekday <= 5 { left -= 1 }
            }
            return last
        }
    }

    /// Where it says so, as lawyers cite it.
    package let source: String
    package let period: Period
    /// All of it, where it may be extended with a reason; nil where it may not.
    package let extended: Period?

    private init(_ source: String, _ period: Period, extended: Period? = nil) {
        self.source = source
        self.period = period
        self.extended = extended
    }

    /// A month, and two more where a request is difficult.
    private static let gdpr = StatutoryClock("GDPR Art. 12(3)", .months(1), extended: .months(3))
    private static let ccpa = StatutoryClock("CCPA §1798.130(a)(2)", .days(45), extended: .days(90))

    /// The clocks of a kind.
    ///
    /// Nobody is asked where she lives, so all of them run, and the shortest counts.
    package static func clocks(of kind: RightsKind) -> [StatutoryClock] {
        switch kind {
        case .correction, .access: [gdpr, ccpa]
        case .objection, .restriction: [gdpr]
        case .grievance:
            [
                StatutoryClock("SPDI Rules 2011 (India) rule 5(9)", .months(1)),
                StatutoryClock("DPDP Rules 2025 (India) rule 14(3)", .days(90)),
            ]
        case .nominee: []
        case .doNotSell: [StatutoryClock("CCPA Regulations §7026(f)", .businessDays(15))]
        case .limitUse: [StatutoryClock("CCPA Regulations §7027(g)", .businessDays(15))]
        }
    }
}

extension RightsKind {
    /// The last day for an answer, as the shortest of its clocks has it.
    package func deadline(from day: CalendarDay) -> CalendarDay {
        StatutoryClock.clocks(of: self).map { $0.period.end(from: day) }.min() ?? day
    }

    /// The last day once it is extended; nil where one of its laws knows no extension.
    package func extendedDeadline(from day: CalendarDay) -> CalendarDay? {
        let clocks = StatutoryClock.clocks(of: self)
        let ends = clocks.compactMap { $0.extended?.end(from: day) }
        return ends.count == clocks.count ? ends.min() : nil
    }

    /// In how many days we mean to answer: shorter than any law asks.
    package var goalDays: Int {
        switch self {
        case .objection, .restriction: 7
        case .correction, .grievance: 14
        case .access: 21
        case .nominee, .doNotSell, .limitUse: 0
        }
    }
}
