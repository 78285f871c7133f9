package import Primitives
package import Vault

/// One batch of changes in the making: each step is checked against the diary as the steps before it leave it.
///
/// Pure: nothing is written. The caller seals ``changes`` as one batch that begins at ``batchStart`` and applies them;
/// when the journal has moved on meanwhile, it plans again.
package struct CyclePlan: Sendable {
    package let batchStart: JournalIndex
    package private(set) var changes: [CycleChange] = []
    /// The diary as the changes so far leave it.
    package private(set) var book: CycleBook

    package init(_ book: CycleBook, batchStart: JournalIndex) {
        self.book = book
        self.batchStart = batchStart
    }

    @discardableResult
    mutating func append(_ change: CycleChange) throws(CycleError) -> ChangeID {
        let id = ChangeID(batchStart: batchStart, ordinal: changes.count)
        do {
            // The scratch book is thrown away: when it folds does not matter.
            try book.apply(change, id: id, at: Timestamp(milliseconds: 0))
        } catch {
            throw .notFound(.kind)
        }
        changes.append(change)
        return id
    }

    // MARK: Days

    /// Writes fields of a day and takes others away.
    ///
    /// - Returns: whether anything changed.
    @discardableResult
    package mutating func record(
        _ patch: DayPatch,
        on day: CalendarDay,
        today: CalendarDay
    ) throws(CycleError) -> Bool {
        let present = book.day(day)
        var written = patch.written
        if let note = written.note { written.note = try CycleText.note(note) }
        do throws(DayEntryError) { try written.check(on: day, today: today) } catch { throw .day(error) }
        try checkNames(written)
        let old = present?.entry ?? DayEntry()
        let new = DayPatch(written, removed: patch.removed).applied(to: old)
        let needed = DayPatch(from: old, to: new)
        guard !needed.isEmpty else { return false }
        try append(.day(day, needed))
        return true
    }

    /// Whether what a day names is there.
    func checkNames(_ entry: DayEntry) throws(CycleError) {
        for symptom in (entry.symptoms ?? [:]).keys where !book.hasFeeling(FeelingKey(.symptom, symptom.rawValue)) {
            throw .notFound(.symptom)
        }
        for mood in (entry.moods ?? [:]).keys where !book.hasFeeling(FeelingKey(.mood, mood.rawValue)) {
            throw .notFound(.mood)
        }
        for intake in entry.intakes ?? [] where book.item(ChangeID(rawValue: intake.item))?.isTaken != true {
            throw .notFound(.medicine)
        }
    }

    // MARK: Modes, marks, settings

    package static let modeMaximum = 1000
    package static let markMaximum = 2000
    /// Days from the beginning of a pregnancy to the day a child is due, at most.
    package static let dueDays = 300

    package mutating func setMode(_ mode: ModeChange) throws(CycleError) {
        try CycleText.check(day: mode.from, .from)
        var mode = mode
        if mode.mode != .pregnancy { mode.dueDay = nil }
        if mode.mode != .postpartum { mode.isBreastfeeding = nil }
        if let due = mode.dueDay {
            guard (0...Self.dueDays).contains(due.days(since: mode.from)) else { throw .outOfRange(.due) }
        }
        guard book.modeByDay[mode.from] != nil || book.modeByDay.count < Self.modeMaximum else {
            throw .tooMany(.mode, maximum: Self.modeMaximum)
        }
        guard book.modeByDay[mode.from] != mode else { return }
        try append(.setMode(mode))
    }

    package mutating func removeMode(from day: CalendarDay) throws(CycleError) {
        guard book.modeByDay[day] != nil else { throw .notFound(.mode) }
        try append(.removeMode(day))
    }

    /// A mark that says nothing is none.
    package mutating func setMark(_ mark: CycleMark) throws(CycleError) {
        try CycleText.check(day: mark.start, .day)
        var mark = mark
        mark.note = try CycleText.note(mark.note)
        guard book.mark(mark.start) != mark else { return }
        if mark == CycleMark(start: mark.start) {
            if book.mark(mark.start) != nil { try append(.removeMark(mark.start)) }
            return
        }
        guard book.mark(mark.start) != nil || book.markByStart.count < Self.markMaximum else {
            throw .tooMany(.mark, maximum: Self.markMaximum)
        }
        try append(.setMark(mark))
    }

    package mutating func setSettings(_ settings: DiarySettings) throws(CycleError) {
        guard settings != book.settings else { return }
        try append(.setSettings(settings))
    }
}
