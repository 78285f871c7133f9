import Primitives
import Testing

@testable import Money

@Suite("Quick add: what repeats")
struct QuickAddRepeatTests {
    /// Friday, as in ``QuickAddTests``.
    private static let today = QuickAddTests.today

    private static func row(
        _ text: String,
        _ pattern: Schedule.Pattern,
        from start: String = "2026-11-20",
        _ end: Schedule.End = .never,
        first: String
    ) -> QuickAddRow {
        let schedule = Schedule(pattern, start: .test(start), end: end)
        return QuickAddRow(text, "Cash -18000.00, Rent 18000.00", day: first, schedule)
    }

    private static let lastWorkingDay = Schedule.Pattern.months(every: 1, [.workingDayFromEnd(1)])

    static let rows: [QuickAddRow] = [
        row("rent 18000 every month", .months(every: 1, [.day(20)]), first: "2026-11-20"),
        row("rent 18000 monthly", .months(every: 1, [.day(20)]), first: "2026-11-20"),
        row("monthly rent 18000", .months(every: 1, [.day(20)]), first: "2026-11-20"),
        row("rent 18000 every 2 weeks on friday", .weeks(every: 2, WeekdaySet(weekdays: [5])), first: "2026-11-20"),
        row("rent 18000 every friday", .weeks(every: 1, WeekdaySet(weekdays: [5])), first: "2026-11-20"),
        row("rent 18000 every other monday", .weeks(every: 2, WeekdaySet(weekdays: [1])), first: "2026-11-30"),
        row("rent 18000 every mon and thu", .weeks(every: 1, WeekdaySet(weekdays: [1, 4])), first: "2026-11-23"),
        row("rent 18000 every working day", .weeks(every: 1, .workingDays), first: "2026-11-20"),
        row("rent 18000 weekly", .weeks(every: 1, WeekdaySet(weekdays: [5])), first: "2026-11-20"),
        row("rent 18000 daily", .days(every: 1), first: "2026-11-20"),
        row("rent 18000 every three days", .days(every: 3), first: "2026-11-20"),
        row("rent 18000 yearly", .years(every: 1, month: 11, [.day(20)]), first: "2026-11-20"),
        row("rent 18000 every 3 march", .years(every: 1, month: 3, [.day(3)]), first: "2027-03-03"),
        row("rent 18000 quarterly", .months(every: 3, [.day(20)]), first: "2026-11-20"),
        row("rent 18000 every 1st", .months(every: 1, [.day(1)]), first: "2026-12-01"),
        row("rent 18000 every 1st and 15th", .months(every: 1, [.day(1), .day(15)]), first: "2026-12-01"),
        row("rent 18000 on the last working day of every month", lastWorkingDay, first: "2026-11-30"),
        row("rent 18000 every month on the last working day", lastWorkingDay, first: "2026-11-30"),
        row("rent 18000 every month on the 31st", .months(every: 1, [.day(31)]), first: "2026-11-30"),
        row(
            "rent 18000 first monday of every month",
            .months(every: 1, [.weekday(ordinal: 1, weekday: 1)]),
            first: "2026-12-07"
        ),
        row("rent 18000 every last friday", .months(every: 1, [.lastWeekday(5)]), first: "2026-11-27"),
        row(
            "rent 18000 every month until 2027-03",
            .months(every: 1, [.day(20)]),
            .until(.test("2027-03-31")),
            first: "2026-11-20"
        ),
        row(
            "rent 18000 monthly until march",
            .months(every: 1, [.day(20)]),
            .until(.test("2027-03-31")),
            first: "2026-11-20"
        ),
        row(
            "rent 18000 every month until 3 Mar 2027",
            .months(every: 1, [.day(20)]),
            .until(.test("2027-03-03")),
            first: "2026-11-20"
        ),
        row("rent 18000 every month 12 times", .months(every: 1, [.day(20)]), .count(12), first: "2026-11-20"),
        row(
            "rent 18000 every month for 12 months",
            .months(every: 1, [.day(20)]),
            .until(.test("2027-11-19")),
            first: "2026-11-20"
        ),
        // With a rule, a day is where it starts.
        row("rent 18000 every month from 1 dec", .months(every: 1, [.day(1)]), from: "2026-12-01", first: "2026-12-01"),
        row("rent 18000 3 nov every month", .months(every: 1, [.day(3)]), from: "2026-11-03", first: "2026-11-03"),
        row(
            "rent 18000 every 2 weeks starting monday",
            .weeks(every: 2, WeekdaySet(weekdays: [1])),
            from: "2026-11-23",
            first: "2026-11-23"
        ),
        // German and Hindi.
        row("rent 18000 jeden Monat", .months(every: 1, [.day(20)]), first: "2026-11-20"),
        row("rent 18000 alle 2 Wochen am Freitag", .weeks(every: 2, WeekdaySet(weekdays: [5])), first: "2026-11-20"),
        row("rent 18000 am letzten Arbeitstag jedes Monats", lastWorkingDay, first: "2026-11-30"),
        row("rent 18000 jeden 1. und 15.", .months(every: 1, [.day(1), .day(15)]), first: "2026-12-01"),
        row(
            "rent 18000 monatlich bis März 2027",
            .months(every: 1, [.day(20)]),
            .until(.test("2027-03-31")),
            first: "2026-11-20"
        ),
        row(
            "rent 18000 wöchentlich 12 mal",
            .weeks(every: 1, WeekdaySet(weekdays: [5])),
            .count(12),
            first: "2026-11-20"
        ),
        row("rent 18000 freitags", .weeks(every: 1, WeekdaySet(weekdays: [5])), first: "2026-11-20"),
        row("rent 18000 हर महीने", .months(every: 1, [.day(20)]), first: "2026-11-20"),
        row("rent 18000 हर दूसरे हफ़्ते", .weeks(every: 2, WeekdaySet(weekdays: [5])), first: "2026-11-20"),
        row("rent 18000 हर महीने की 5 तारीख", .months(every: 1, [.day(5)]), first: "2026-12-05"),
        row(
            "rent 18000 हर शुक्रवार 2027-03 तक",
            .weeks(every: 1, WeekdaySet(weekdays: [5])),
            .until(.test("2027-03-31")),
            first: "2026-11-20"
        ),
    ]

    @Test("a rule becomes the schedule it says", arguments: rows)
    func reads(_ row: QuickAddRow) throws {
        try row.check(QuickAddTests.book().book, today: Self.today)
    }

    @Test("a rule that is not clear is asked about; a word that only sounds like one is not")
    func doubts() throws {
        let test = try QuickAddTests.book()
        func read(_ text: String) -> QuickAddReading {
            let reading = QuickAdd.read(text, book: test.book, today: Self.today)
            QuickAddRow.checkTokens(text, reading)
            return reading
        }
        #expect(read("tea 20 every morning").questions == [.howOften(7..<20)])
        #expect(read("rent 18000 every second friday").questions == [.howOften(11..<23)])
        #expect(read("rent 18000 every month on friday").questions == [.howOften(11..<22)])
        #expect(read("rent 18000 every month until then").questions == [.howOften(23..<33)])
        #expect(read("rent 18000 every month 2 times 3 times").questions == [.howOften(31..<38)])
        #expect(read("rent 18000 every month until 2020-01").questions == [.refused(.invalid(.until))])
        #expect(read("rent 18000 every 31st until 2026-11-25").questions == [.refused(.invalid(.until))])
        #expect(read("rent 18000 daily from 2020-01-01").questions == [.refused(.tooMany(.start, maximum: 1000))])
        #expect(read("rent 18000 every 9999 weeks").questions == [.refused(.invalid(.every))])
        let mart = read("Daily Mart 120")
        #expect(mart.schedule == nil)
        #expect(mart.draft?.payee == "Daily Mart")
        let name = try #require(mart.tokens.first { $0.meaning == .payee("Daily Mart") })
        #expect(name.alternative == .repeats(Schedule(.days(every: 1), start: Self.today)))
        #expect(read("3 für alle 40").schedule == nil)
    }

    @Test("what repeats can be added as a recurring entry")
    func recurring() throws {
        var test = try QuickAddTests.book()
        let reading = QuickAdd.read("rent 18000 landlord every month upi", book: test.book, today: Self.today)
        let content = try #require(reading.recurring)
        let id = try test.run { try $0.addRecurring(content, today: Self.today) }
        #expect(test.book.recurring(id)?.content.payee == "landlord")
        #expect(QuickAdd.read("rent 18000", book: test.book, today: Self.today).recurring == nil)
    }
}
