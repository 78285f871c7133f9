import Primitives
import Testing

@testable import Web

@Suite("Page text")
struct PageTextTests {
    @Test(
        "an amount is cut without losing a digit",
        arguments: [
            ("-1240.50", MoneyText.Sign.negative, "−₹1,240.50"), ("1240.50", .negative, "₹1,240.50"),
            ("1240.50", .both, "+₹1,240.50"), ("-0.05", .both, "−₹0.05"), ("0", .both, "₹0.00"),
            ("-867063.85", .none, "₹8,67,063.85"), ("12345678", .income, "₹1,23,45,678.00"),
        ]
    )
    func money(_ decimal: String, _ sign: MoneyText.Sign, _ expected: String) throws {
        let amount = try Amount(decimal: decimal, currency: .inr)
        #expect(MoneyText(amount, grouping: .indian, sign: sign).text == expected)
    }

    @Test("the largest amounts and currencies without decimals are whole")
    func extremes() throws {
        let smallest = MoneyText(Amount(minorUnits: .min, currency: .usd), grouping: .western)
        #expect(smallest.text == "−$92,233,720,368,547,758.08")
        #expect(MoneyText(Amount(minorUnits: 1500, currency: .jpy), grouping: .western).decimals == nil)
        let dinar = try #require(Currency(code: "KWD"))
        #expect(MoneyText(Amount(minorUnits: 1, currency: dinar), grouping: .western).text == "KWD\u{A0}0.001")
    }

    @Test("only money that comes in has the income colour")
    func income() throws {
        let outgoing = try Amount(decimal: "-5", currency: .inr)
        #expect(!MoneyText(outgoing, grouping: .indian, sign: .both).isIn)
        #expect(try MoneyText(outgoing.negated(), grouping: .indian, sign: .both).isIn)
        #expect(try !MoneyText(outgoing.negated(), grouping: .indian).isIn)
    }

    @Test("a day in words")
    func day() throws {
        let today = try #require(CalendarDay(iso: "2026-11-20"))
        let text = DayText(today, today: today)
        #expect(text.long == "Friday 20 November 2026")
        #expect(text.short == "20 Nov")
        #expect(DayText(today.adding(days: -365), today: today).short == "20 Nov 2025")
        let relative = [0, 1, 2, 6, 7, -1].map { DayText.relative(today.adding(days: -$0), today: today) }
        #expect(relative == ["Today", "Yesterday", "Wed", "Sat", "13 Nov", "21 Nov"])
    }

    @Test("a moment says its offset")
    func time() {
        let moment = Timestamp(seconds: 1_795_205_527)
        #expect(TimeText(moment).clock == "20:12:07 UTC")
        #expect(TimeText(moment).iso == "2026-11-20T20:12:07Z")
        #expect(TimeText(moment, utcOffsetMinutes: 330).iso == "2026-11-21T01:42:07+05:30")
        #expect(TimeText(moment, utcOffsetMinutes: -210).clock == "16:42:07 UTC\u{2212}03:30")
    }

    @Test("a bar is never longer than its track, and the smallest still shows")
    func bar() {
        #expect(BarText(50, of: 100).width == "50.0%")
        #expect(BarText(1, of: .max).width == "0.1%")
        #expect(BarText(.min, of: .max).width == "100.0%")
        #expect(BarText(0, of: 100).isNothing)
        #expect(BarText(5, of: 0).isNothing)
    }

    @Test("a wait is a clock", arguments: [(0, "00:00"), (762, "12:42"), (3_661, "01:01:01"), (-4, "00:00")])
    func wait(_ seconds: Int, _ clock: String) {
        #expect(WaitText(seconds: seconds).clock == clock)
    }
}
