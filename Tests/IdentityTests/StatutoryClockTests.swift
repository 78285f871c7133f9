import Primitives
import Testing

@testable import Identity

/// Laws of the clocks that laws set.
@Suite("Statutory clocks")
struct StatutoryClockTests {
    private let days = (0..<1500).map { CalendarDay(daysSinceEpoch: 20_750 + $0) }

    @Test("a later request is never due earlier, and no day is due before a week or after it was asked")
    func monotone() {
        for kind in RightsKind.allCases where kind != .nominee {
            for (day, next) in zip(days, days.dropFirst()) {
                #expect(kind.deadline(from: day) <= kind.deadline(from: next), "\(kind) \(day)")
                #expect(kind.deadline(from: day) >= day.adding(days: 15), "\(kind) \(day)")
            }
        }
        #expect(days.allSatisfy { RightsKind.nominee.deadline(from: $0) == $0 })
    }

    @Test("months end on the same day of the month, or with a month that has none")
    func months() {
        for day in days {
            let end = StatutoryClock.Period.months(1).end(from: day)
            #expect(end.parts.day == day.parts.day || end == end.lastOfMonth, "\(day)")
            #expect(end.parts.month == day.parts.month % 12 + 1, "\(day)")
            #expect(end.firstOfMonth == day.lastOfMonth.adding(days: 1), "\(day)")
        }
    }

    @Test("working days end on one, and as many lie after the request as were given")
    func businessDays() {
        for day in days {
            let end = StatutoryClock.Period.businessDays(15).end(from: day)
            #expect(end.weekday <= 5, "\(day)")
            let span = day.daysSinceEpoch + 1...end.daysSinceEpoch
            #expect(span.count { CalendarDay(daysSinceEpoch: $0).weekday <= 5 } == 15, "\(day)")
        }
    }

    @Test("an extension ends later than its first period, and what we mean to do is never later than the law")
    func extensions() {
        for kind in RightsKind.allCases {
            for day in days {
                let due = kind.deadline(from: day)
                if let extended = kind.extendedDeadline(from: day) {
                    #expect(extended > due || kind == .nominee, "\(kind) \(day)")
                    #expect(extended <= day.adding(days: 92), "\(kind) \(day)")
                }
                #expect(day.adding(days: kind.goalDays) <= due, "\(kind) \(day)")
            }
        }
        #expect(RightsKind.grievance.extendedDeadline(from: days[0]) == nil)
    }
}
