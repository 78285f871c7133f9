import Money

/// Days of a month and of the week as programs and forms write them: `31`, `2-tue`, `last-fri`, `working-3`,
/// `last-working-1`.
enum MonthDayText {
    /// Monday first.
    static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Every day there is a name for, in the order people look for them.
    static let all: [MonthDay] =
        (1...31).map(MonthDay.day)
        + (1...20).flatMap { [MonthDay.workingDayFromEnd($0), .workingDay($0)] }
        + (1...7).flatMap { weekday in
            [.lastWeekday(weekday)] + (1...4).map { MonthDay.weekday(ordinal: $0, weekday: weekday) }
        }

    private static let byText = Dictionary(uniqueKeysWithValues: all.map { (text($0), $0) })

    static func text(_ day: MonthDay) -> String {
        switch day {
        case .day(let day): String(day)
        case .weekday(let ordinal, let weekday): "\(ordinal)-\(weekdays[weekday - 1])"
        case .lastWeekday(let weekday): "last-\(weekdays[weekday - 1])"
        case .workingDay(let ordinal): "working-\(ordinal)"
        case .workingDayFromEnd(let ordinal): "last-working-\(ordinal)"
        }
    }

    static func day(_ text: String) -> MonthDay? { byText[text] }

    /// Nil for anything but the name of a weekday.
    static func weekday(_ text: String) -> Int? { weekdays.firstIndex(of: text).map { $0 + 1 } }
}
