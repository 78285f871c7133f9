/// The transactions of one day, with what the day came to.
package struct LedgerDay: Sendable, NamedParts {
    let number: String
    let weekday: String
    let month: String?
    let long: String
    let sums: [String]
    let rows: [LedgerRow]

    /// `sums`: the day's net per currency.
    ///
    /// `showsMonth`: in lists that run over several months the short month stands beside the weekday.
    package init(day: DayText, sums: [MoneyText], showsMonth: Bool, rows: [LedgerRow]) {
        number = day.number
        weekday = day.weekday
        month = showsMonth ? day.shortMonth : nil
        long = day.long
        self.sums = sums.map(\.text)
        self.rows = rows
    }

    package func part(_ name: String) -> Any? {
        switch name {
        case "number": number
        case "weekday": weekday
        case "month": month
        case "long": long
        case "sums": sums
        case "rows": rows
        default: nil
        }
    }
}
