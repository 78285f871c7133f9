import Primitives
import Testing
import Vault

@testable import Money

@Suite("Plan encoding")
struct PlanEncodingTests {
    static let changes: [MoneyChange] = {
        let entry = RecurringID(ChangeID(batchStart: 1, ordinal: 0))
        let budget = BudgetID(ChangeID(batchStart: 1, ordinal: 1))
        let account = AccountID(ChangeID(batchStart: 1, ordinal: 2))
        let category = CategoryID(ChangeID(batchStart: 1, ordinal: 3))
        let start = CalendarDay.test("2026-11-20")
        let days: [MonthDay] = [
            .day(1), .day(31), .weekday(ordinal: 2, weekday: 2), .lastWeekday(5), .workingDay(3), .workingDayFromEnd(1),
        ]
        let schedules = [
            Schedule(.days(every: 10), start: start),
            Schedule(.weeks(every: 2, [.workingDays]), start: start, end: .until(.test("2027-01-01"))),
            Schedule(.months(every: 1, days), start: start, end: .count(12), shift: .previousWorkingDay),
            Schedule(.years(every: 1, month: 2, [.day(29)]), start: .test("1969-12-31"), shift: .nextWorkingDay),
        ]
        let postings = [
            Posting(.account(account), Amount(minorUnits: -120, currency: .inr)),
            Posting(.category(category), Amount(minorUnits: 120, currency: .inr)),
        ]
        var changes: [MoneyChange] = schedules.map {
            .addRecurring(RecurringContent(schedule: $0, payee: "Café", note: "n", tags: ["a"], postings: postings))
        }
        var content = RecurringContent(schedule: schedules[0], postings: postings, isVariable: true, isPaused: true)
        changes.append(.putRecurring(entry, content))
        content.makesFrom = .test("2026-12-01")
        content.isAutomatic = true
        content.isVariable = false
        changes += [.putRecurring(entry, content), .removeRecurring(entry)]
        let made = OccurrenceID(entry, start)
        changes += [
            .addOccurrence(made, .pending, content.transaction(on: start)),
            .addOccurrence(OccurrenceID(entry, start.adding(days: 10)), .edited, content.transaction(on: start)),
            .addTransaction(content.transaction(on: start), nil),
            .addOccurrence(OccurrenceID(entry, .test("1969-12-01")), .confirmed, content.transaction(on: start)),
            .putOccurrence(made, Occurrence(.skipped, nil)), .putOccurrence(made, nil),
            .putOccurrence(made, Occurrence(.edited, TransactionID(ChangeID(batchStart: 1, ordinal: 9)))),
        ]
        let spans: [BudgetSpan] = [
            .week(from: 7), .halfMonth, .month(from: 31), .year(month: 4, day: 6), .schedule(schedules[1]),
            .payday(entry), .custom(to: .test("2026-12-24")),
        ]
        let rollovers: [BudgetRollover] = [.none, .surplus, .both, .capped(5)]
        for (place, span) in spans.enumerated() {
            let line = BudgetLine(category, minorUnits: 7, includesSubtree: place > 2, rollover: rollovers[place % 4])
            changes.append(
                .addBudget(
                    BudgetContent(
                        name: "Household",
                        style: place == 0 ? .limit : .envelope,
                        currency: .jpy,
                        span: span,
                        starts: start,
                        ends: place == 1 ? .test("2027-01-31") : nil,
                        openingMinorUnits: -3,
                        lines: [line]
                    )
                )
            )
        }
        if case .addBudget(let content) = changes[changes.count - 1] { changes.append(.putBudget(budget, content)) }
        let assignment = AssignmentID(budget, category, start)
        changes += [.removeBudget(budget), .putAssignment(assignment, 0), .putAssignment(assignment, nil)]
        return changes
    }()

    @Test("every kind of change comes back as it was, in its order")
    func roundTrip() throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        let decoded = try MoneyTracker.decode(bytes[...], schema: 1)
        #expect(decoded.count == Self.changes.count)
        for (decoded, change) in zip(decoded, Self.changes) { #expect(decoded == change) }
        #expect(try MoneyTracker.encode(decoded[...]) == bytes)
    }

    /// Frozen when plans were added to schema 1: if this fails, journals already on disk no longer open.
    @Test("the vector decodes, and encodes to the same bytes")
    func frozenVector() throws {
        let frozen = try Vectors.bytes("money-plans-v1.hex")
        #expect(try MoneyTracker.decode(frozen[...], schema: 1) == Self.changes)
        #expect(try MoneyTracker.encode(Self.changes[...]) == frozen)
    }

    @Test("damaged bytes are refused or read, and never trap", arguments: 0..<8 as Range<UInt64>)
    func damaged(_ seed: UInt64) throws {
        let bytes = try MoneyTracker.encode(Self.changes[...])
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<500 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                mutated[place] = UInt8.random(in: 0...255, using: &generator)
            }
            do {
                let changes = try MoneyTracker.decode(mutated[...], schema: 1)
                let year = CalendarDay.test("2026-01-01")...CalendarDay.test("2026-12-31")
                for case .addRecurring(let content) in changes {
                    _ = Array(content.schedule.days(in: year))
                }
                for case .addBudget(let content) in changes {
                    _ = try? MoneyBook().periods(of: content, through: .test("2030-01-01"))
                }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 100, "seed \(seed)")
    }

    @Test("a field of a newer version inside of a plan is refused as such")
    func newer() throws {
        // An item whose recurring change (field 10) has an unknown field 15.
        let recurring: [UInt8] = [0x0A, 0x06, 0x52, 0x04, 0x08, 0x05, 0x78, 0x01]
        #expect(throws: TrackerError.unknownSchema(1)) { try MoneyTracker.decode(recurring[...], schema: 1) }
    }

    @Test("a book without plans has no section for them, and an empty one is refused")
    func emptySections() throws {
        let bytes = try MoneyTracker.snapshot(of: MoneyBook(), now: Timestamp(seconds: 0))
        for section in [31, 32, 33, 34, 35, 36, 37] as [UInt8] {
            #expect(throws: TrackerError.malformed(field: 0)) {
                try MoneyTracker.restore(bytes + [section, 0, 0, 0, 0, 0, 0, 0])
            }
        }
        #expect(throws: TrackerError.malformed(field: 0)) {
            try MoneyTracker.restore(bytes + [38, 0, 0, 0, 1, 0, 0, 0, 9])
        }
    }
}
