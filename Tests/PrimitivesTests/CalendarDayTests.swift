import Foundation
import Primitives
import TestSupport
import Testing

@Suite("Calendar days")
struct CalendarDayTests {
    private var calendar: Calendar {
        get throws {
            var calendar = Calendar(identifier: .iso8601)  // proleptic Gregorian, weeks from Monday
            calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
            return calendar
        }
    }

    @Test("ten thousand days agree with Foundation's calendar")
    func foundation() throws {
        var generator = SeededGenerator.printingSeed("calendar days")
        let calendar = try calendar
        // From 1600 on: Foundation's calendar knows the Julian one before October 1582.
        let first = try #require(CalendarDay(year: 1600, month: 1, day: 1)).daysSinceEpoch
        let last = try #require(CalendarDay(year: 9999, month: 12, day: 31)).daysSinceEpoch
        var leapDays = 0
        for _ in 0..<10_000 {
            let day = CalendarDay(daysSinceEpoch: Int32.random(in: first...last, using: &generator))
            let date = Date(timeIntervalSince1970: Double(day.daysSinceEpoch) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            #expect(day.parts.year == parts.year)
            #expect(day.parts.month == parts.month)
            #expect(day.parts.day == parts.day)
            #expect(day.weekday == ((parts.weekday ?? 0) + 5) % 7 + 1)
            #expect(CalendarDay(year: day.parts.year, month: day.parts.month, day: day.parts.day) == day)
            #expect(CalendarDay(iso: day.iso) == day)
            if day.parts.month == 2, day.parts.day == 29 { leapDays += 1 }
        }
        print("leap days met: \(leapDays)")
    }

    @Test("every day from 1890 to 2110 follows the one before, leap days and centuries included")
    func consecutive() throws {
        var day = try #require(CalendarDay(year: 1890, month: 1, day: 1))
        let end = try #require(CalendarDay(year: 2110, month: 1, day: 1))
        while day < end {
            let next = day.adding(days: 1)
            let (year, month, number) = day.parts
            let isLast = number == CalendarDay.dayCount(ofMonth: month, year: year)
            let expected =
                isLast
                ? CalendarDay(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
                : CalendarDay(year: year, month: month, day: number + 1)
            #expect(next == expected)
            #expect(next.weekday == day.weekday % 7 + 1)
            day = next
        }
    }

    @Test(
        "leap years are the Gregorian ones",
        arguments: [(1600, 29), (1700, 28), (1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28), (2400, 29)]
    )
    func leapYears(_ year: Int, _ dayCount: Int) {
        #expect(CalendarDay.dayCount(ofMonth: 2, year: year) == dayCount)
        #expect((CalendarDay(year: year, month: 2, day: 29) != nil) == (dayCount == 29))
    }

    @Test("days whose numbers are known")
    func known() {
        #expect(CalendarDay(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
        #expect(CalendarDay(year: 1969, month: 12, day: 31)?.daysSinceEpoch == -1)
        #expect(CalendarDay(year: 2000, month: 3, day: 1)?.daysSinceEpoch == 11_017)
        #expect(CalendarDay(year: 1, month: 1, day: 1)?.daysSinceEpoch == -719_162)
        #expect(CalendarDay(daysSinceEpoch: 0).weekday == 4, "a Thursday")
        #expect(CalendarDay(daysSinceEpoch: 0).iso == "1970-01-01")
        #expect(CalendarDay(year: 7, month: 8, day: 9)?.iso == "0007-08-09")
    }

    @Test(
        "text that is no day is refused",
        arguments: [
            "", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-1-01", "2024-01-1",
            "24-01-01",
            "2024/01/01", "2024-01-01 ", " 2024-01-01", "2024-01-01T", "0000-01-01", "+024-01-01", "-001-01-01",
            "२०२४-०१-०१", "2024-01-32", "2024-04-31", "99999-01-01",
        ]
    )
    func refused(_ text: String) { #expect(CalendarDay(iso: text) == nil) }

    @Test("years outside 1 to 9999 are no days", arguments: [0, -1, 10_000, .max, .min])
    func years(_ year: Int) { #expect(CalendarDay(year: year, month: 1, day: 1) == nil) }

    @Test(
        "a month later is the same day, clipped to the month's end",
        arguments: [
            ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-03-31", -1, "2024-02-29"),
            ("2024-12-15", 1, "2025-01-15"), ("2024-01-15", -1, "2023-12-15"), ("2024-02-29", 12, "2025-02-28"),
            ("2024-05-31", 0, "2024-05-31"), ("2024-05-31", -25, "2022-04-30"),
        ]
    )
    func months(_ start: String, _ count: Int, _ end: String) throws {
        #expect(try #require(CalendarDay(iso: start)).adding(months: count).iso == end)
    }

    @Test("the first of the month")
    func firstOfMonth() throws {
        #expect(try #require(CalendarDay(iso: "2024-02-29")).firstOfMonth.iso == "2024-02-01")
        #expect(try #require(CalendarDay(iso: "2024-02-01")).firstOfMonth.iso == "2024-02-01")
    }
}

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "division rounds towards the past, also before 1970",
        arguments: [(0, 0), (999, 0), (1000, 1), (-1, -1), (-1000, -1), (-1001, -2), (.max, 9_223_372_036_854_775)]
            as [(Int64, Int64)]
    )
    func seconds(_ milliseconds: Int64, _ seconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).seconds == seconds)
    }

    @Test("the last millisecond of a day belongs to it, at any offset")
    func day() {
        #expect(Timestamp(milliseconds: 86_399_999).day().iso == "1970-01-01")
        #expect(Timestamp(milliseconds: 86_400_000).day().iso == "1970-01-02")
        #expect(Timestamp(milliseconds: -1).day().iso == "1969-12-31")
        #expect(Timestamp(milliseconds: 0).day(utcOffsetMinutes: 330).iso == "1970-01-01")
        #expect(Timestamp(milliseconds: 66_600_000).day(utcOffsetMinutes: 330).iso == "1970-01-02")
        #expect(Timestamp(milliseconds: 66_599_999).day(utcOffsetMinutes: 330).iso == "1970-01-01")
        #expect(Timestamp(milliseconds: 0).day(utcOffsetMinutes: -1).iso == "1969-12-31")
    }

    @Test("seconds are added, and order is that of time")
    func adding() {
        let time = Timestamp(seconds: 10)
        #expect(time.adding(seconds: -11).milliseconds == -1000)
        #expect(time.adding(seconds: 1) > time)
    }
}
