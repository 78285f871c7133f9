package import Primitives

/// One field of one day.
package struct DayFieldKey: Hashable, Sendable, Comparable {
    package let day: CalendarDay
    package let field: DayField

    package init(_ day: CalendarDay, _ field: DayField) {
        self.day = day
        self.field = field
    }

    package static func < (left: DayFieldKey, right: DayFieldKey) -> Bool {
        (left.day, left.field.rawValue) < (right.day, right.field.rawValue)
    }
}

/// What to do where the diary and the file say different things.
package struct DiaryImportChoices: Hashable, Sendable {
    package enum Choice: UInt8, Hashable, Sendable, CaseIterable {
        /// The diary stays as it is.
        case keepMine = 1
        /// The field becomes what the file says, all of it.
        case takeFile = 2
    }

    /// For every difference without an exception.
    package var usual: Choice
    package var exceptions: [DayFieldKey: Choice]

    package init(usual: Choice = .keepMine, exceptions: [DayFieldKey: Choice] = [:]) {
        self.usual = usual
        self.exceptions = exceptions
    }

    package subscript(key: DayFieldKey) -> Choice { exceptions[key] ?? usual }
}

/// What an import would do to a diary, before it is done.
///
/// Planning again after it was done gives no patch, no mode and no mark.
///
/// - Source: docs/spec/diary-import.md §6.
package struct DiaryImportPlan: Hashable, Sendable {
    /// The fields to set on one day.
    package struct Patch: Hashable, Sendable {
        package let day: CalendarDay
        /// Each field that is not nil replaces the field of the day.
        package fileprivate(set) var entry = DayEntry()
        /// What belongs to those fields and has no number yet; ``DiaryImportPlan/newNames`` have to be made first.
        package fileprivate(set) var named = NamedEntries()

        init(_ day: CalendarDay) { self.day = day }

        package var fields: Set<DayField> { entry.fields.union(named.fields) }

        /// The same with numbers for the names that have been made since.
        package func resolved(by names: DiaryNames) -> Patch {
            let whole = ImportedDay(day, entry: entry, named: named, at: FilePlace(.entry, 1)).resolved(by: names)
            var patch = Patch(day)
            patch.entry = whole.entry
            patch.named = whole.named
            return patch
        }

        mutating func take(_ field: DayField, from imported: ImportedDay) {
            entry.take(field, from: imported.entry)
            switch field {
            case .symptoms: named.symptoms = imported.named.symptoms
            case .moods: named.moods = imported.named.moods
            case .intakes: named.intakes = imported.named.intakes
            default: break
            }
        }
    }

    /// A field of a day, or a whole day, that the diary does not take.
    package struct Refusal: Hashable, Sendable {
        package let day: CalendarDay
        /// ``DayEntryError/day`` is about the whole day: it lies in the future, or before 1900.
        package let reason: DayEntryError
    }

    /// Rising by day.
    package internal(set) var patches: [Patch] = []
    /// Where the diary says something else and keeps it; rising.
    ///
    /// Both values are in the diary and the document.
    package internal(set) var conflicts: [DayFieldKey] = []
    /// Where the diary says something else and loses it, since she chose so; rising.
    package internal(set) var replaced: [DayFieldKey] = []
    /// Rising by day.
    package internal(set) var refusals: [Refusal] = []
    package internal(set) var modes: [ModeChange] = []
    package internal(set) var modeConflicts: [CalendarDay] = []
    package internal(set) var marks: [CycleMark] = []
    package internal(set) var markConflicts: [CalendarDay] = []
    /// Fields in which the diary says all that the file says.
    package internal(set) var alreadyThereCount = 0
    /// Names in ``patches`` that the diary does not have, each once, in order.
    package internal(set) var newNames = NewNames()

    package struct NewNames: Hashable, Sendable {
        package internal(set) var symptoms: [String] = []
        package internal(set) var moods: [String] = []
        package internal(set) var items: [String] = []

        package var isEmpty: Bool { symptoms.isEmpty && moods.isEmpty && items.isEmpty }
    }

    /// Fields that ``patches`` set.
    package var writtenCount: Int { patches.reduce(0) { $0 + $1.fields.count } }
    package var changesNothing: Bool { patches.isEmpty && modes.isEmpty && marks.isEmpty }
}
