import Primitives
import Testing
import Vault

@testable import Money

@Suite("Recurring entries: bounds")
struct RecurringBoundTests {
    private func daily(_ test: TestBook, from start: String, paused: Bool = false) -> RecurringContent {
        var content = RecurringTests.rent(test)
        content.schedule = Schedule(.days(every: 1), start: .test(start))
        content.makesFrom = content.schedule.start
        content.isPaused = paused
        return content
    }

    @Test("an entry of which more would be due at once than one batch makes is refused")
    func refused() throws {
        var test = try TestBook.starter()
        let today = CalendarDay.test("2026-11-20")
        let error = MoneyError.tooMany(.start, maximum: MoneyLimits.occurrencesPerBatch)
        let first = today.adding(days: 1 - MoneyLimits.occurrencesPerBatch)
        for start in ["0001-01-01", first.adding(days: -1).iso] {
            for paused in [false, true] {
                let content = daily(test, from: start, paused: paused)
                #expect(throws: error) { try test.run { try $0.addRecurring(content, today: today) } }
            }
        }
        let content = daily(test, from: first.iso)
        try test.run { try $0.addRecurring(content, today: today) }
        let due = try test.run { try $0.makeDueOccurrences(today: today) }
        #expect(due.made.count == MoneyLimits.occurrencesPerBatch && !due.hasMore)
        var late = daily(test, from: "0001-01-01")
        late.makesFrom = first
        try test.run { [late] in try $0.addRecurring(late, today: today) }
    }

    @Test("of what is overdue a list, a forecast and a budget count what one batch makes, the oldest first")
    func overdue() throws {
        var test = try TestBook.starter()
        let content = daily(test, from: "2020-01-01")
        let entry = try test.run { try $0.addRecurring(content) }
        let today = CalendarDay.test("2026-11-20")
        let upcoming = try test.book.upcoming(today: today, days: 3)
        #expect(upcoming.hasMore)
        #expect(upcoming.occurrences.count == MoneyLimits.occurrencesPerBatch + 3)
        #expect(upcoming.occurrences.first?.id == OccurrenceID(entry, .test("2020-01-01")))
        #expect(upcoming.occurrences.last?.id == OccurrenceID(entry, .test("2026-11-22")))
        let forecast = try test.book.forecast(ForecastQuestion(today: today, days: 3, paceSpans: 0))
        #expect(forecast.expectedCount == MoneyLimits.occurrencesPerBatch + 3)
        #expect(test.book.nextDay(of: test.book.liveRecurring[0], today: today, days: 3) == .test("2020-01-01"))
    }

    @Test("a list holds the first days of all entries, and says that there is more")
    func listed() throws {
        var test = try TestBook.starter()
        let (one, other) = (daily(test, from: "2026-11-20"), daily(test, from: "2026-11-22"))
        try test.run { try $0.addRecurring(one) }
        try test.run { try $0.addRecurring(other) }
        let today = CalendarDay.test("2026-11-20")
        let all = try test.book.upcoming(today: today, days: 4)
        #expect(all.occurrences.count == 6 && !all.hasMore)
        for limit in 1...5 {
            let some = try test.book.upcoming(today: today, days: 4, limit: limit)
            #expect(some.hasMore)
            #expect(some.occurrences == Array(all.occurrences.prefix(limit)))
        }
    }

    /// Begins on Saturday 5 December 2026, whose working day before is the 4th.
    private func weekend(_ test: TestBook) -> RecurringContent {
        var content = RecurringTests.rent(test)
        let pattern = Schedule.Pattern.months(every: 1, [.day(5)])
        content.schedule = Schedule(pattern, start: .test("2026-12-05"), shift: .previousWorkingDay)
        content.makesFrom = content.schedule.start
        return content
    }

    @Test("the first occurrence is made where it was moved to the Friday before the start")
    func weekend() throws {
        var test = try TestBook.starter()
        let content = weekend(test)
        let entry = try test.run { try $0.addRecurring(content, today: .test("2026-11-20")) }
        let upcoming = try test.book.upcoming(today: .test("2026-11-20"), days: 30).occurrences
        #expect(upcoming.map(\.id.day.iso) == ["2026-12-04"])
        try test.run { try $0.skip(OccurrenceID(entry, .test("2026-12-04"))) }
        try test.run { try $0.unskip(OccurrenceID(entry, .test("2026-12-04")), today: .test("2026-11-20")) }
        var dearer = content
        dearer.payee = "New landlord"
        try test.run { [dearer] in try $0.editRecurring(entry, dearer, today: .test("2026-11-20")) }
        #expect(!test.book.isAnythingDue(today: .test("2026-12-03")))
        let due = try test.run { try $0.makeDueOccurrences(today: .test("2026-12-04")) }
        #expect(due.made.map(\.day.iso) == ["2026-12-04"])
    }

    @Test("an edit on that Friday makes it, once and as it is now planned; one of a later beginning does not")
    func editedOnFriday() throws {
        for (today, made) in [("2026-12-04", ["2026-12-04"]), ("2026-12-03", [])] as [(String, [String])] {
            var test = try TestBook.starter()
            var content = weekend(test)
            content.schedule.start = .test("2026-12-06")
            content.makesFrom = content.schedule.start
            let entry = try test.run { [content] in try $0.addRecurring(content, today: .test(today)) }
            let edited = weekend(test)
            try test.run { try $0.editRecurring(entry, edited, today: .test(today)) }
            #expect(try test.book.list().transactions.map(\.content.day.iso) == made)
            let again = try test.run { try $0.makeDueOccurrences(today: .test(today)) }
            #expect(again.made.isEmpty)
        }
        // Put off to a day after it was moved to: that one is not made.
        var test = try TestBook.starter()
        var content = weekend(test)
        content.makesFrom = .test("2026-12-06")
        try test.run { [content] in try $0.addRecurring(content, today: .test("2026-11-20")) }
        #expect(
            try test.book.upcoming(today: .test("2026-11-20"), days: 60).occurrences.map(\.id.day.iso) == ["2027-01-05"]
        )
    }

    @Test("days of occurrences stay in order, however they come and go", arguments: 0..<8 as Range<UInt64>)
    func order(_ seed: UInt64) {
        var random = RandomSchedules(seed: seed)
        let entry = RecurringID(ChangeID(batchStart: 9, ordinal: 0))
        var (table, days) = (OccurrenceTable(), Set<CalendarDay>())
        for _ in 0..<300 {
            let day = CalendarDay.test("2026-01-01").adding(days: random.number(in: 0...60))
            let isThere = random.number(in: 0...2) > 0
            table[OccurrenceID(entry, day)] = isThere ? Occurrence(.skipped, nil) : nil
            if isThere { days.insert(day) } else { days.remove(day) }
            #expect(table.days(of: entry) == days.sorted(), "seed \(seed)")
        }
    }
}
