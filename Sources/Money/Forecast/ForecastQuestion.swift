package import Primitives

/// What a forecast is asked.
///
/// - Source: docs/spec/money-planning.md §5.
package struct ForecastQuestion: Hashable, Sendable {
    /// An amount that comes or goes in thought only: it changes nothing.
    package struct WhatIf: Hashable, Sendable {
        package var account: AccountID
        package var day: CalendarDay
        /// In the account's currency; negative goes.
        package var minorUnits: Int64
        /// Repeats it from that day on; nil is once.
        package var pattern: Schedule.Pattern?

        package init(account: AccountID, day: CalendarDay, minorUnits: Int64, pattern: Schedule.Pattern? = nil) {
            self.account = account
            self.day = day
            self.minorUnits = minorUnits
            self.pattern = pattern
        }
    }

    package var today: CalendarDay
    /// Today included: 1 to ``MoneyLimits/horizonDays``.
    package var days: Int
    /// How many spans the pace looks back; 0 is without pace.
    package var paceSpans: Int
    package var paceSpanDays: Int
    package var whatIf: [WhatIf]

    package init(
        today: CalendarDay,
        days: Int,
        paceSpans: Int = 6,
        paceSpanDays: Int = 30,
        whatIf: [WhatIf] = []
    ) {
        self.today = today
        self.days = days
        self.paceSpans = paceSpans
        self.paceSpanDays = paceSpanDays
        self.whatIf = whatIf
    }

    var last: CalendarDay { CalendarDay(daysSinceEpoch: today.daysSinceEpoch + Int32(days - 1)) }

    func check(_ book: MoneyBook) throws(MoneyError) {
        guard TransactionRunDecoder.days.contains(today.daysSinceEpoch) else { throw .invalid(.date) }
        guard (1...MoneyLimits.horizonDays).contains(days) else { throw .invalid(.horizon) }
        guard (0...24).contains(paceSpans), (1...366).contains(paceSpanDays) else { throw .invalid(.span) }
        guard whatIf.count <= MoneyLimits.whatIfRows else { throw .tooMany(.lines, maximum: MoneyLimits.whatIfRows) }
        for row in whatIf {
            guard book.account(row.account) != nil else { throw .notFound(.account) }
            guard row.day >= today, row.day <= last else { throw .invalid(.date) }
            guard row.minorUnits != 0 else { throw .zero(.amount) }
            guard row.minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .overflow(.amount) }
            if let pattern = row.pattern { _ = try Schedule(pattern, start: row.day).checked() }
        }
    }
}
