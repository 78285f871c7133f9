import Money
import Primitives

/// What charts write beside their marks: one language, one currency, one way to group digits.
struct ChartText: Sendable {
    let words: Words
    let currency: Currency
    let grouping: DigitGrouping
    let today: CalendarDay

    /// With every digit: `−₹1,240.50`.
    func money(_ minorUnits: Int64, _ sign: MoneyText.Sign = .negative) -> String {
        moneyText(minorUnits, sign).text
    }

    /// For sentences: as ``money(_:_:)``, without decimals that are all zero.
    func amount(_ minorUnits: Int64, _ sign: MoneyText.Sign = .negative) -> String {
        let money = moneyText(minorUnits, sign)
        guard minorUnits % currency.minorUnitsPerMajor == 0 else { return money.text }
        return (money.sign ?? "") + money.currency + money.whole
    }

    /// The same, cut into its parts for a template.
    func moneyText(_ minorUnits: Int64, _ sign: MoneyText.Sign = .negative) -> MoneyText {
        MoneyText(Amount(minorUnits: minorUnits, currency: currency), grouping: grouping, sign: sign)
    }

    func compact(_ minorUnits: Int64) -> String {
        CompactMoney.text(minorUnits, currency, grouping: grouping, words)
    }

    /// Such as `Nov`.
    func shortMonth(_ day: CalendarDay) -> String { dayText(day).shortMonth }

    /// Such as `November`.
    func monthName(_ day: CalendarDay) -> String { CalendarWords(words.locale).months[day.parts.month - 1] }

    /// Such as `November 2026`.
    func month(_ day: CalendarDay) -> String { dayText(day).month }

    /// Such as `20 Nov`, with the year where it is not this one.
    func shortDay(_ day: CalendarDay) -> String { dayText(day).short }

    /// Such as `20 November 2026`.
    func day(_ day: CalendarDay) -> String { dayText(day).medium }

    /// - `weekday`: 1 is Monday, 7 is Sunday.
    func shortWeekday(_ weekday: Int) -> String { CalendarWords(words.locale).shortWeekdays[weekday - 1] }

    private func dayText(_ day: CalendarDay) -> DayText { DayText(day, today: today, locale: words.locale) }
}
