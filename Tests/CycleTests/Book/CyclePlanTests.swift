import Primitives
import Testing
import Vault

@testable import Cycle

/// What the diary takes and what it refuses.
@Suite("Diary: plans")
struct CyclePlanTests {
    private let today = CalendarDay.test("2026-11-20")

    private func plan(_ book: CycleBook = CycleBook(), at start: JournalIndex = 1) -> CyclePlan {
        CyclePlan(book, batchStart: start)
    }

    private func entry(_ change: (inout DayEntry) -> Void) -> DayEntry {
        var entry = DayEntry()
        change(&entry)
        return entry
    }

    @Test("fields of a day are written one by one: the others stay")
    func fields() throws {
        var plan = plan()
        try plan.record(DayPatch(entry { $0.energy = 3 }), on: today, today: today)
        try plan.record(DayPatch(entry { $0.desire = .low }), on: today, today: today)
        #expect(plan.book.day(today)?.entry == entry { ($0.energy, $0.desire) = (3, .low) })
        #expect(try plan.record(DayPatch(entry { $0.energy = 3 }), on: today, today: today) == false)
        #expect(plan.changes.count == 2, "what changes nothing is not written")
        try plan.record(DayPatch(removed: [.energy, .desire, .note]), on: today, today: today)
        #expect(plan.book.day(today) == nil, "a day without fields is none")
    }

    @Test("days to come, impossible values and things that are not there are refused by name")
    func refusals() throws {
        var plan = plan()
        #expect(throws: CycleError.day(.day)) {
            try plan.record(DayPatch(entry { $0.energy = 3 }), on: today.adding(days: 2), today: today)
        }
        #expect(throws: CycleError.day(.outOfRange(.weight))) {
            try plan.record(DayPatch(entry { $0.weight = 3 }), on: today, today: today)
        }
        let custom = try #require(SymptomID(rawValue: 9 << 24))
        #expect(throws: CycleError.notFound(.symptom)) {
            try plan.record(DayPatch(entry { $0.symptoms = [custom: .mild] }), on: today, today: today)
        }
        #expect(throws: CycleError.notFound(.medicine)) {
            let intakes = [IntakeEntry(9 << 24, .taken)]
            try plan.record(DayPatch(entry { $0.intakes = intakes }), on: today, today: today)
        }
        #expect(throws: CycleError.controlCharacter(.note)) {
            try plan.record(DayPatch(entry { $0.note = "a\u{202E}b" }), on: today, today: today)
        }
        #expect(plan.changes.isEmpty)
    }

    @Test("symptoms of one's own: added, named once, hidden, and removed while no day has them")
    func feelings() throws {
        var plan = plan()
        let key = try plan.addFeeling(.symptom, FeelingDefinition(name: " Jaw ache "), builtInNames: ["Cramps"])
        #expect(plan.book.definition(key)?.name == "Jaw ache")
        #expect(throws: CycleError.nameTaken(.name)) {
            _ = try plan.addFeeling(.symptom, FeelingDefinition(name: "jaw ACHE"), builtInNames: [])
        }
        #expect(throws: CycleError.nameTaken(.name)) {
            _ = try plan.addFeeling(.symptom, FeelingDefinition(name: "cramps"), builtInNames: ["Cramps"])
        }
        #expect(throws: CycleError.missing(.name)) {
            _ = try plan.addFeeling(.symptom, FeelingDefinition(name: "  "), builtInNames: [])
        }
        let id = try #require(SymptomID(rawValue: key.id))
        try plan.record(DayPatch(entry { $0.symptoms = [id: .strong] }), on: today, today: today)
        #expect(throws: CycleError.inUse(.symptom)) { try plan.removeFeeling(key) }
        try plan.editFeeling(key, FeelingDefinition(name: "Jaw", isHidden: true), builtInNames: [])
        #expect(plan.book.day(today)?.entry.symptoms == [id: .strong], "days past keep it")
        try plan.record(DayPatch(removed: [.symptoms]), on: today, today: today)
        try plan.removeFeeling(key)
        #expect(throws: CycleError.builtIn(.symptom)) { try plan.removeFeeling(FeelingKey(.symptom, 1)) }
        #expect(throws: CycleError.notFound(.mood)) {
            try plan.editFeeling(FeelingKey(.mood, 998), FeelingDefinition(name: "x"), builtInNames: [])
        }
    }

    @Test("a built-in symptom that has its own name again is as it came")
    func builtIn() throws {
        var plan = plan()
        let cramps = FeelingKey(.symptom, 1)
        try plan.editFeeling(cramps, FeelingDefinition(name: "Belly"), builtInNames: [])
        #expect(plan.book.definition(cramps)?.name == "Belly")
        try plan.editFeeling(cramps, FeelingDefinition(), builtInNames: [])
        #expect(plan.book.definition(cramps) == nil)
    }

    @Test("methods: renewals rise, ends come after beginnings, the next one is a reminder")
    func methods() throws {
        var plan = plan()
        var ring = MethodContent(.ring, name: "Ring", from: today)
        #expect(ring.nextRenewal == today.adding(days: 28))
        ring.renewals = [today.adding(days: 28)]
        #expect(ring.nextRenewal == today.adding(days: 56))
        let id = try plan.addItem(.method(ring))
        ring.to = today.adding(days: -1)
        #expect(throws: CycleError.invalid(.to)) { try plan.editItem(id, .method(ring)) }
        ring.to = today.adding(days: 40)
        #expect(ring.nextRenewal == nil, "nothing is due after its end")
        ring.renewals = [today.adding(days: 5), today.adding(days: 5)]
        #expect(throws: CycleError.invalid(.renewals)) { try plan.editItem(id, .method(ring)) }
        ring.renewals = []
        ring.daysInUse = 0
        #expect(throws: CycleError.outOfRange(.daysInUse)) { try plan.editItem(id, .method(ring)) }
        #expect(throws: CycleError.notFound(.medicine)) {
            try plan.editItem(id, .medicine(MedicineContent(name: "x", from: today)))
        }
        try plan.record(DayPatch(entry { $0.intakes = [IntakeEntry(id.rawValue, .late)] }), on: today, today: today)
        #expect(throws: CycleError.inUse(.method)) { try plan.removeItem(id) }
    }

    @Test("a mode keeps only what belongs to it, and a mark that says nothing is none")
    func modes() throws {
        var plan = plan()
        let due = today.adding(days: 200)
        try plan.setMode(ModeChange(from: today, .cycle, dueDay: due, isBreastfeeding: true))
        #expect(plan.book.modes.change(on: today) == ModeChange(from: today, .cycle))
        #expect(throws: CycleError.outOfRange(.due)) {
            try plan.setMode(ModeChange(from: today, .pregnancy, dueDay: today.adding(days: 301)))
        }
        try plan.setMode(ModeChange(from: today, .pregnancy, dueDay: due))
        #expect(plan.book.modes.mode(on: today) == .pregnancy)
        try plan.removeMode(from: today)
        #expect(throws: CycleError.notFound(.mode)) { try plan.removeMode(from: today) }
        try plan.setMark(CycleMark(start: today, isExcluded: true))
        try plan.setMark(CycleMark(start: today))
        #expect(plan.book.marks.isEmpty)
    }

    @Test("an undo that something later stands on is refused; one of something else is not")
    func undo() throws {
        var diary = RandomDiary(seed: 1)
        for change in [{ $0.energy = 1 }, { $0.energy = 2 }, { $0.desire = .low }] as [(inout DayEntry) -> Void] {
            var plan = plan(diary.book, at: diary.nextStart)
            try plan.record(DayPatch(entry(change)), on: today, today: today)
            diary.commit(plan)
        }
        let starts = diary.batches.map(\.start)
        var undo = plan(diary.book, at: diary.nextStart)
        #expect(throws: CycleError.undoBlocked) { try undo.undo(batchStart: starts[0], now: diary.time) }
        try undo.undo(batchStart: starts[1], now: diary.time)
        diary.commit(undo)
        #expect(diary.book.day(today)?.entry == entry { ($0.energy, $0.desire) = (1, .low) })
        var again = plan(diary.book, at: diary.nextStart)
        #expect(throws: CycleError.undoGone) { try again.undo(batchStart: starts[1], now: diary.time) }
    }

    @Test("the making of a symptom that a day has is not undone")
    func undoOfSymptom() throws {
        var diary = RandomDiary(seed: 1)
        var first = plan(diary.book, at: diary.nextStart)
        let key = try first.addFeeling(.symptom, FeelingDefinition(name: "Jaw"), builtInNames: [])
        diary.commit(first)
        let id = try #require(SymptomID(rawValue: key.id))
        var second = plan(diary.book, at: diary.nextStart)
        try second.record(DayPatch(entry { $0.symptoms = [id: .mild] }), on: today, today: today)
        diary.commit(second)
        var undo = plan(diary.book, at: diary.nextStart)
        #expect(throws: CycleError.undoBlocked) { try undo.undo(batchStart: first.batchStart, now: diary.time) }
    }
}
