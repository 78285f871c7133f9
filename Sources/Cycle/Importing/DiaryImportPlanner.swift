package import Primitives

/// Decides what of a file becomes part of a diary; pure.
///
/// - Source: docs/spec/diary-import.md §6, cycle-diary §9.2.
package struct DiaryImportPlanner: Sendable {
    private let today: CalendarDay
    private let names: DiaryNames
    private let choices: DiaryImportChoices

    /// A planner for one diary.
    ///
    /// - `today`: by the writer's clock.
    /// - `names`: symptoms, moods, methods and medicines of the diary, hidden ones included.
    package init(
        today: CalendarDay,
        names: DiaryNames = DiaryNames(),
        choices: DiaryImportChoices = DiaryImportChoices()
    ) {
        self.today = today
        self.names = names
        self.choices = choices
    }

    /// Plans a whole file.
    ///
    /// - `entry`: what the diary has on a day.
    package func plan(
        _ document: DiaryDocument,
        modes: ModeHistory = ModeHistory(),
        marks: [CalendarDay: CycleMark] = [:],
        entry: (CalendarDay) -> DayEntry?
    ) -> DiaryImportPlan {
        var plan = planDays(document.days, entry: entry)
        for change in document.modes { self.plan(change, modes, &plan) }
        for mark in document.marks {
            guard let mine = marks[mark.start] else {
                plan.marks.append(mark)
                continue
            }
            if !mine.covers(mark) { plan.markConflicts.append(mark.start) }
        }
        return plan
    }

    private func planDays(_ days: [ImportedDay], entry: (CalendarDay) -> DayEntry?) -> DiaryImportPlan {
        var plan = DiaryImportPlan()
        for imported in days {
            let present = entry(imported.day) ?? DayEntry()
            let patch = self.patch(imported.resolved(by: names), over: present, &plan)
            if !patch.fields.isEmpty { plan.patches.append(patch) }
        }
        plan.newNames = Self.newNames(of: plan.patches)
        return plan
    }

    private func patch(_ imported: ImportedDay, over present: DayEntry, _ plan: inout DiaryImportPlan) -> Patch {
        var patch = Patch(imported.day)
        guard Self.refusal(of: DayEntry(), on: imported.day, today: today) == nil else {
            if !imported.fields.isEmpty { plan.refusals.append(.init(day: imported.day, reason: .day)) }
            return patch
        }
        for field in DayField.allCases where imported.fields.contains(field) {
            if let reason = refusal(of: field, in: imported) {
                plan.refusals.append(.init(day: imported.day, reason: reason))
                continue
            }
            let isNamed = imported.named.fields.contains(field)
            if !isNamed, present.covers(field, of: imported.entry) {
                plan.alreadyThereCount += 1
                continue
            }
            let key = DayFieldKey(imported.day, field)
            if present.fields.contains(field) {
                guard choices[key] == .takeFile else {
                    plan.conflicts.append(key)
                    continue
                }
                plan.replaced.append(key)
            }
            patch.take(field, from: imported)
        }
        return patch
    }

    /// Why a field cannot be kept, with what has no number yet counted in.
    private func refusal(of field: DayField, in imported: ImportedDay) -> DayEntryError? {
        let entry = imported.entry.only(field)
        if entry.fields.contains(field), let error = Self.refusal(of: entry, on: imported.day, today: today) {
            return error
        }
        let named = imported.named
        switch field {
        case .symptoms:
            let count = (entry.symptoms?.count ?? 0) + named.symptoms.count
            return count > DayLimits.symptoms ? .tooMany(field, maximum: DayLimits.symptoms) : nil
        case .moods:
            let count = (entry.moods?.count ?? 0) + named.moods.count
            return count > DayLimits.moods ? .tooMany(field, maximum: DayLimits.moods) : nil
        case .intakes:
            let count = (entry.intakes?.count ?? 0) + named.intakes.count
            let isInRange = named.intakes.allSatisfy { intake in
                DayLimits.doseHundredths.contains(intake.hundredths)
                    && intake.minuteOfDay.map { DayLimits.minutesOfDay.contains($0) } ?? true
            }
            if !isInRange { return .outOfRange(field) }
            return count > DayLimits.intakes ? .tooMany(field, maximum: DayLimits.intakes) : nil
        default: return nil
        }
    }

    private static func refusal(of entry: DayEntry, on day: CalendarDay, today: CalendarDay) -> DayEntryError? {
        do {
            try entry.check(on: day, today: today)
            return nil
        } catch {
            return error
        }
    }

    private func plan(_ change: ModeChange, _ modes: ModeHistory, _ plan: inout DiaryImportPlan) {
        guard Self.refusal(of: DayEntry(), on: change.from, today: today) == nil else {
            plan.refusals.append(.init(day: change.from, reason: .day))
            return
        }
        // A file that ends a pregnancy knows nothing of the mode that goes on after it.
        let isEnd = change.mode == .cycle
        if let mine = modes.change(on: change.from), mine.from == change.from {
            if !isEnd, mine.mode != change.mode { plan.modeConflicts.append(change.from) }
            return
        }
        let after = isEnd ? ModeChange(from: change.from, modes.mode(on: change.from)) : change
        let whole = ModeHistory(modes.changes + plan.modes)
        if whole.mode(on: after.from) != after.mode { plan.modes.append(after) }
    }

    private static func newNames(of patches: [Patch]) -> DiaryImportPlan.NewNames {
        var symptoms = FirstNames()
        var moods = FirstNames()
        var items = FirstNames()
        for patch in patches where !patch.named.isEmpty {
            for name in patch.named.symptoms.keys.sorted() { symptoms.add(name) }
            for name in patch.named.moods.keys.sorted() { moods.add(name) }
            for intake in patch.named.intakes { items.add(intake.name) }
        }
        return DiaryImportPlan.NewNames(symptoms: symptoms.names, moods: moods.names, items: items.names)
    }

    private typealias Patch = DiaryImportPlan.Patch
}

extension DayEntry {
    /// The entry after a patch; what has no number yet is not in it.
    package func taking(_ patch: DiaryImportPlan.Patch) -> DayEntry {
        var entry = self
        for field in patch.entry.fields { entry.take(field, from: patch.entry) }
        return entry
    }
}

extension CycleMark {
    /// Whether another mark of the cycle says nothing that this one does not.
    fileprivate func covers(_ other: CycleMark) -> Bool {
        let isSame = isExcluded == other.isExcluded && (other.note == nil || other.note == note)
        return isSame && (other.completeness == .unknown || other.completeness == completeness)
    }
}

/// Each name once, as it was first written.
private struct FirstNames {
    private(set) var names: [String] = []
    private var keys: Set<String> = []

    mutating func add(_ name: String) {
        if keys.insert(DiaryNames.key(name)).inserted { names.append(name) }
    }
}
