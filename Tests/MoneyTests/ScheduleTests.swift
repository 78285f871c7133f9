import Primitives
import Testing

@testable import Money

@Suite("Schedules")
struct ScheduleTests {
    private func days(_ schedule: Schedule, _ from: String, _ to: String) throws -> [String] {
        try schedule.checked().days(in: CalendarDay.test(from)...CalendarDay.test(to)).map(\.iso)
    }

    @Test("days agree with the definition day by day, whatever span is asked for", arguments: 0..<24 as Range<UInt64>)
    func naive(_ seed: UInt64) throws {
        var random = RandomSchedules(seed: seed)
        for round in 0..<8 {
            let schedule = try random.schedule()
            let horizon = CalendarDay(daysSinceEpoch: 21_000)
            let expected = NaiveSchedule(schedule: schedule).days(through: horizon)
            let from = CalendarDay(daysSinceEpoch: Int32(random.number(in: 18_900...20_900)))
            let to = from.adding(days: random.number(in: 0...700))
            let found = Array(schedule.days(in: from...min(to, horizon)))
            #expect(
                found == expected.filter { $0 >= from && $0 <= to },
                "seed \(seed), round \(round): \(schedule), \(from) to \(to)"
            )
            let all = Array(schedule.days(in: CalendarDay(daysSinceEpoch: 18_000)...horizon))
            #expect(all == expected, "seed \(seed), round \(round): \(schedule)")
        }
    }

    @Test("the 31st is the last day where a month is shorter")
    func clipped() throws {
        let rent = Schedule(.months(every: 1, [.day(31)]), start: .test("2027-12-15"))
        #expect(
            try days(rent, "2028-01-01", "2028-05-01") == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]
        )
        let leap = Schedule(.years(every: 1, month: 2, [.day(29)]), start: .test("2026-01-01"))
        #expect(try days(leap, "2026-01-01", "2028-12-31") == ["2026-02-28", "2027-02-28", "2028-02-29"])
    }

    @Test("every second Friday, the last working day, the second Tuesday")
    func spoken() throws {
        let fridays = Schedule(.weeks(every: 2, WeekdaySet(weekdays: [5])), start: .test("2026-11-20"))
        #expect(try days(fridays, "2026-11-01", "2026-12-31") == ["2026-11-20", "2026-12-04", "2026-12-18"])
        let last = Schedule(.months(every: 1, [.workingDayFromEnd(1)]), start: .test("2026-10-01"))
        #expect(try days(last, "2026-10-01", "2027-01-31") == ["2026-10-30", "2026-11-30", "2026-12-31", "2027-01-29"])
        let second = Schedule(.months(every: 1, [.weekday(ordinal: 2, weekday: 2)]), start: .test("2026-11-01"))
        #expect(try days(second, "2026-11-01", "2026-12-31") == ["2026-11-10", "2026-12-08"])
    }

    @Test("a weekend moves to the Friday before or the Monday after, and the number counts different days")
    func shifted() throws {
        var salary = Schedule(.months(every: 1, [.day(31)]), start: .test("2026-10-01"), shift: .previousWorkingDay)
        #expect(try days(salary, "2026-10-01", "2026-10-31") == ["2026-10-30"])
        salary.shift = .nextWorkingDay
        #expect(try days(salary, "2026-10-31", "2026-11-30") == ["2026-11-02", "2026-11-30"])
        let daily = Schedule(.days(every: 1), start: .test("2026-11-20"), end: .count(3), shift: .nextWorkingDay)
        #expect(try days(daily, "2026-11-01", "2026-12-31") == ["2026-11-20", "2026-11-23", "2026-11-24"])
    }

    @Test("a span far away is found without walking to it, and nothing is beyond the year 9999")
    func far() throws {
        let daily = Schedule(.days(every: 1), start: .test("0001-01-01"))
        #expect(try days(daily, "9999-12-30", "9999-12-31") == ["9999-12-30", "9999-12-31"])
        let week = CalendarDay.test("2026-11-01")...CalendarDay.test("2026-11-07")
        let whole = ContinuousClock().measure {
            for _ in 0..<1000 { _ = Array(daily.days(in: week)) }
        }
        #expect(whole < .seconds(5))
        let yearly = Schedule(.years(every: 1000, month: 12, [.day(31)]), start: .test("9000-01-01"))
        let limit = CalendarDay(daysSinceEpoch: .min)...CalendarDay(daysSinceEpoch: .max)
        #expect(try yearly.checked().days(in: limit).map(\.iso) == ["9000-12-31"])
        #expect(Array(daily.days(in: limit).prefix(2)).map(\.iso) == ["0001-01-01", "0001-01-02"])
        #expect(Array(daily.days(in: CalendarDay(daysSinceEpoch: .min)...CalendarDay(daysSinceEpoch: .min))).isEmpty)
    }

    @Test("what is out of range is refused with its field")
    func refused() {
        let start = CalendarDay.test("2026-11-20")
        func refusal(_ pattern: Schedule.Pattern, _ end: Schedule.End = .never) -> MoneyError? {
            do throws(MoneyError) {
                _ = try Schedule(pattern, start: start, end: end).checked()
                return nil
            } catch { return error }
        }
        #expect(refusal(.days(every: 0)) == .invalid(.every))
        #expect(refusal(.days(every: 1001)) == .invalid(.every))
        #expect(refusal(.weeks(every: 1, [])) == .invalid(.weekdays))
        #expect(refusal(.weeks(every: 1, WeekdaySet(rawValue: 128))) == .invalid(.weekdays))
        #expect(refusal(.months(every: 1, [])) == .missing(.monthDays))
        #expect(refusal(.months(every: 1, [.day(32)])) == .invalid(.monthDays))
        #expect(refusal(.months(every: 1, [.weekday(ordinal: 5, weekday: 1)])) == .invalid(.monthDays))
        #expect(refusal(.months(every: 1, [.workingDay(21)])) == .invalid(.monthDays))
        #expect(refusal(.years(every: 1, month: 13, [.day(1)])) == .invalid(.month))
        #expect(refusal(.days(every: 1), .until(start.adding(days: -1))) == .invalid(.until))
        #expect(refusal(.days(every: 1), .count(0)) == .invalid(.count))
        #expect(refusal(.days(every: 1), .count(10_001)) == .invalid(.count))
        #expect(refusal(.days(every: 1), .until(start)) == nil)
    }

    @Test("every day of a month has one number, and no other number is read")
    func codes() {
        var read = 0
        for code in UInt16.min...UInt16.max {
            guard let day = MonthDay(code: code) else { continue }
            #expect(day.code == code)
            read += 1
        }
        #expect(read == 31 + 4 * 7 + 7 + 20 + 20)
    }
}
