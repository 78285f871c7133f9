import CycleSimulation
import Primitives
import Vault

@testable import Cycle

/// A diary that grows by random commands, some of them refused, and its journal.
struct RandomDiary {
    private(set) var book = CycleBook()
    /// What was written, batch by batch.
    private(set) var batches: [(start: JournalIndex, time: Timestamp, changes: [CycleChange])] = []
    private(set) var refusals = 0
    private var entries: RandomEntries
    private var dice: SplitMix64
    let today = CalendarDay(daysSinceEpoch: 20_500)

    init(seed: UInt64) {
        entries = RandomEntries(seed: seed)
        dice = SplitMix64(seed: seed &+ 1)
    }

    var time: Timestamp { Timestamp(seconds: 1_770_000_000 + Int64(batches.count) * 3600) }

    var nextStart: JournalIndex { JournalIndex(batches.count * 2 + 1) }

    private mutating func below(_ count: Int) -> Int { Int(dice.unit() * Double(count)) }

    mutating func step() {
        var plan = CyclePlan(book, batchStart: nextStart)
        do throws(CycleError) {
            for _ in 0...below(3) { try command(&plan) }
        } catch {
            refusals += 1
            return
        }
        if !plan.changes.isEmpty { commit(plan) }
    }

    mutating func commit(_ plan: CyclePlan) {
        for (ordinal, change) in plan.changes.enumerated() {
            // A plan that its own tracker cannot fold shows in the comparison with a replay.
            try? book.apply(change, id: ChangeID(batchStart: plan.batchStart, ordinal: ordinal), at: time)
        }
        batches.append((start: plan.batchStart, time: time, changes: plan.changes))
    }

    private mutating func command(_ plan: inout CyclePlan) throws(CycleError) {
        let day = today.adding(days: -below(60))
        switch below(12) {
        case 0...4: try plan.record(DayPatch(entry()), on: day, today: today)
        case 5:
            let present = plan.book.day(day)?.entry.fields ?? []
            try plan.record(DayPatch(removed: present), on: day, today: today)
        case 6:
            let mode = CycleMode.allCases[below(CycleMode.allCases.count)]
            try plan.setMode(ModeChange(from: day, mode, dueDay: day.adding(days: below(400))))
        case 7: try plan.setMark(CycleMark(start: day, isExcluded: below(2) == 0))
        case 8:
            let definition = FeelingDefinition(name: "name \(below(9))")
            _ = try plan.addFeeling(.symptom, definition, builtInNames: ["cramps"])
        case 9: try plan.setSettings(DiarySettings(arePredictionsPaused: below(2) == 0))
        case 10: try thing(&plan, day)
        default:
            guard !plan.book.undoBatches.isEmpty else { throw .undoGone }
            let batch = plan.book.undoBatches[below(plan.book.undoBatches.count)]
            try plan.undo(batchStart: batch.batchStart, now: time)
        }
    }

    /// Names only things that every diary has.
    private mutating func entry() -> DayEntry {
        var entry = entries.next()
        entry.intakes = nil
        entry.symptoms = entry.symptoms?.filter { $0.key.builtIn != nil }
        entry.moods = entry.moods?.filter { $0.key.builtIn != nil }
        if entry.symptoms?.isEmpty == true { entry.symptoms = nil }
        if entry.moods?.isEmpty == true { entry.moods = nil }
        return entry
    }

    private mutating func thing(_ plan: inout CyclePlan, _ day: CalendarDay) throws(CycleError) {
        if let row = plan.book.itemRows.first, below(2) == 0 {
            try plan.removeItem(row.id)
            return
        }
        switch below(3) {
        case 0: _ = try plan.addItem(.method(MethodContent(.ring, name: "ring", from: day)))
        case 1: _ = try plan.addItem(.medicine(MedicineContent(name: "iron", from: day, minutesOfDay: [480])))
        default: _ = try plan.addItem(.appointment(AppointmentContent(day: day, title: "visit")))
        }
    }
}
