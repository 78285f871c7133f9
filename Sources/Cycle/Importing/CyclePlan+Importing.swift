package import Primitives
import Vault

extension DiaryNames {
    /// The names of a diary, hidden things included.
    ///
    /// - `builtIn`: names of what every diary has, in any language.
    package init(_ book: CycleBook, builtIn: [(key: FeelingKey, name: String)] = []) {
        self.init()
        for (key, name) in builtIn { add(name, key) }
        for (key, definition) in book.feelings {
            if let name = definition.name { add(name, key) }
        }
        for row in book.itemRows {
            switch row.item {
            case .method(let method): add(method.name, item: row.id.rawValue)
            case .medicine(let medicine): add(medicine.name, item: row.id.rawValue)
            case .appointment, .feed: break
            }
        }
    }

    fileprivate mutating func add(_ name: String, _ key: FeelingKey) {
        switch key.kind {
        case .symptom: if let id = SymptomID(rawValue: key.id) { add(name, symptom: id) }
        case .mood: if let id = MoodID(rawValue: key.id) { add(name, mood: id) }
        }
    }
}

extension CyclePlan {
    /// What a file would do to the diary as it stands.
    package func imports(
        _ document: DiaryDocument,
        choices: DiaryImportChoices,
        builtIn: [(key: FeelingKey, name: String)],
        today: CalendarDay
    ) -> DiaryImportPlan {
        let marks = Dictionary(book.marks.map { ($0.start, $0) }, uniquingKeysWith: { $1 })
        return DiaryImportPlanner(today: today, names: DiaryNames(book, builtIn: builtIn), choices: choices)
            .plan(document, modes: book.modes, marks: marks) { book.day($0)?.entry }
    }

    /// Writes what a file says into the diary, as one batch that undo takes back whole.
    ///
    /// - Returns: what was done, and what was left out.
    package mutating func take(
        _ document: DiaryDocument,
        choices: DiaryImportChoices,
        builtIn: [(key: FeelingKey, name: String)],
        today: CalendarDay
    ) throws(CycleError) -> DiaryImportPlan {
        let plan = imports(document, choices: choices, builtIn: builtIn, today: today)
        guard !plan.changesNothing else { return plan }
        try make(plan.newNames, from: document.days.first?.day ?? today)
        let names = DiaryNames(book, builtIn: builtIn)
        for patch in plan.patches {
            try record(DayPatch(patch.resolved(by: names).entry), on: patch.day, today: today)
        }
        for mode in plan.modes { try setMode(mode) }
        for mark in plan.marks { try setMark(mark) }
        try note(
            DiaryImportNote(
                format: document.format.rawValue,
                days: plan.patches.count,
                fields: plan.writtenCount
            )
        )
        return plan
    }

    private mutating func make(_ names: DiaryImportPlan.NewNames, from day: CalendarDay) throws(CycleError) {
        for name in names.symptoms {
            _ = try addFeeling(.symptom, FeelingDefinition(name: name), builtInNames: [])
        }
        for name in names.moods { _ = try addFeeling(.mood, FeelingDefinition(name: name), builtInNames: []) }
        for name in names.items { _ = try addItem(.medicine(MedicineContent(name: name, from: day))) }
    }
}
