import Cycle
import Primitives

/// What a file of another diary says, what of it is new, and what is left out and why.
///
/// - Source: docs/spec/diary-import.md.
struct CycleImportWords {
    let document: DiaryDocument
    let plan: DiaryImportPlan
    let choices: DiaryImportChoices
    let book: CycleBook
    let text: BodyText
    /// Opaque: of the staged file.
    let id: String

    /// Differences that have a choice of their own; the others follow the one for all.
    static let shownConflicts = 100

    private var words: Words { text.words }
    private var base: String { CycleImportPages.path + "/" + id }

    func page() -> CycleImportCheckPage {
        let conflicts = conflicts
        let differing = plan.conflicts.count + plan.replaced.count
        let leftOut = document.skipped.count + plan.refusals.count
        return CycleImportCheckPage(
            lead: lead,
            figures: [
                .init(label: words("Days"), value: words.number(document.days.count), tone: ""),
                .init(label: words("New entries"), value: words.number(plan.writtenCount), tone: "c-neem"),
                .init(label: words("There already"), value: words.number(plan.alreadyThereCount), tone: ""),
                .init(label: words("Left out"), value: words.number(leftOut), tone: leftOut > 0 ? "c-turmeric" : ""),
            ],
            fields: fields,
            hasFields: !document.days.isEmpty,
            extras: extras,
            hasExtras: !extras.isEmpty,
            conflicts: conflicts,
            hasConflicts: !conflicts.isEmpty,
            conflictSentence: words.count(
                differing,
                one: "{count} entry differs from what you wrote.",
                other: "{count} entries differ from what you wrote."
            ),
            moreConflicts: differing > Self.shownConflicts
                ? words("{count} more are not shown.", ["count": words.number(differing - Self.shownConflicts)]) : nil,
            takesFile: choices.usual == .takeFile,
            skipped: skipped,
            hasSkipped: !skipped.isEmpty,
            skippedSentence: words.count(
                leftOut,
                one: "{count} entry does not become part of the diary.",
                other: "{count} entries do not become part of the diary."
            ),
            commitPath: base + "/commit",
            discardPath: base + "/discard",
            button: words.count(
                plan.writtenCount + plan.modes.count + plan.marks.count,
                one: "Save {count} entry",
                other: "Save {count} entries"
            ),
            changesNothing: plan.changesNothing && conflicts.isEmpty
        )
    }

    private var lead: String {
        let name = DiaryFormatWords(words: words).name(document.format)
        guard let first = document.days.first, let last = document.days.last else {
            return words("{format}. Nothing in it belongs in a diary.", ["format": name])
        }
        let named = ["format": name, "first": text.medium(first.day), "last": text.medium(last.day)]
        return words("{format}, {first} to {last}. Nothing has been saved yet.", named)
    }

    private var fields: [CycleImportCheckPage.Line] {
        var days: [DayField: Int] = [:]
        for day in document.days { for field in day.fields { days[field, default: 0] += 1 } }
        return DayField.allCases.compactMap { field in
            days[field].map { .init(label: field.label, value: text.days($0)) }
        }
    }

    private var extras: [String] {
        var lines: [String] = []
        func names(_ names: [String]) -> String { names.prefix(12).joined(separator: ", ") }
        let new = plan.newNames
        if !new.symptoms.isEmpty {
            lines.append(words("Become symptoms of your own: {names}", ["names": names(new.symptoms)]))
        }
        if !new.moods.isEmpty {
            lines.append(words("Become moods of your own: {names}", ["names": names(new.moods)]))
        }
        if !new.items.isEmpty { lines.append(words("Become medicines: {names}", ["names": names(new.items)])) }
        if !plan.modes.isEmpty {
            lines.append(
                words.count(
                    plan.modes.count,
                    one: "{count} change of what the diary is for, such as a pregnancy",
                    other: "{count} changes of what the diary is for, such as a pregnancy"
                )
            )
        }
        if !plan.marks.isEmpty {
            lines.append(
                words.count(
                    plan.marks.count,
                    one: "{count} cycle that was left out of figures there",
                    other: "{count} cycles that were left out of figures there"
                )
            )
        }
        return lines
    }

    // MARK: Both say something

    private var conflicts: [CycleImportCheckPage.Conflict] {
        let names = BookNames(book)
        let units = BodyUnits(book.settings)
        let entries = EntryText(
            text: text,
            units: units,
            symptom: { names.name(FeelingKey(.symptom, $0.rawValue)) ?? "" },
            mood: { names.name(FeelingKey(.mood, $0.rawValue)) ?? "" }
        )
        return (plan.conflicts + plan.replaced).sorted().prefix(Self.shownConflicts).map { key in
            let file = document.entry(on: key.day)?.entry ?? DayEntry()
            return .init(
                name: Self.fieldName(key),
                label: key.field.label,
                day: text.short(key.day),
                mine: entries.words(key.field, of: book.day(key.day)?.entry ?? DayEntry()),
                file: entries.words(key.field, of: file)
            )
        }
    }

    /// Of the form: `c.2026-11-20.bleeding`.
    static func fieldName(_ key: DayFieldKey) -> String { "c.\(key.day.iso).\(key.field.codeName)" }

    /// Nil for a name that is of no difference.
    static func key(_ name: String) -> DayFieldKey? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == "c", let day = CalendarDay(iso: parts[1]),
            let field = DayField(codeName: parts[2])
        else { return nil }
        return DayFieldKey(day, field)
    }

    // MARK: Left out

    private var skipped: [CycleImportCheckPage.Skipped] {
        let reasons = SkipWords(words: words)
        let entries = document.skipped.listed.map { entry in
            CycleImportCheckPage.Skipped(
                what: entry.excerpt.isEmpty ? words("Without a name") : entry.excerpt,
                place: reasons.place(entry.place),
                why: reasons.sentence(entry.reason),
                count: words.number(entry.count)
            )
        }
        let refused = plan.refusals.prefix(50).map { refusal in
            CycleImportCheckPage.Skipped(
                what: text.medium(refusal.day),
                place: refusal.reason.field?.label ?? words("the whole day"),
                why: CycleSentences.sentence(refusal.reason),
                count: "1"
            )
        }
        return entries + refused
    }
}

/// What the formats of other diaries are called.
struct DiaryFormatWords {
    let words: Words

    func name(_ format: DiaryFormat) -> String {
        switch format {
        case .drip: "drip"
        case .clue, .clueLegacy: "Clue"
        case .flo: "Flo"
        case .naturalCycles: "Natural Cycles"
        case .mensinator: "Mensinator"
        case .appleHealth: "Apple Health"
        case .flowkeepJSON: words("Flowkeep, JSON")
        case .flowkeepCSV: words("Flowkeep, CSV")
        }
    }

    /// By the number in an import note; a newer version's is unknown.
    func name(_ number: UInt8) -> String { DiaryFormat(rawValue: number).map(name) ?? words("Another diary") }
}

/// Why something of a file does not become part of the diary.
struct SkipWords {
    let words: Words

    func sentence(_ reason: SkippedEntry.Reason) -> String {
        switch reason {
        case .noDay: words("It has no day.")
        case .notADay: words("Its day is not one of the calendar.")
        case .notKept: words("It is understood, and the diary keeps no such thing.")
        case .unknownKind: words("What it records is in no description of the format.")
        case .unknownValue: words("Its value is not known.")
        case .notANumber: words("It must be a number, and is none.")
        case .outOfRange: words("It is outside of what a body has.")
        case .unknownUnit: words("Its unit is not known.")
        case .secondValue: words("The day has another value of the same kind.")
        case .deleted: words("It was deleted in the other app.")
        case .endBeforeStart: words("It ends before it begins.")
        case .tooLongAPeriod: words("A period of more than 60 days is none.")
        default: more(reason)
        }
    }

    private func more(_ reason: SkippedEntry.Reason) -> String {
        switch reason {
        case .productWithoutBleeding: words("A product on a day without a word on bleeding.")
        case .tooManyOnADay: words("The day has more of its kind than a diary takes.")
        case .tooManyDays: words("The file has more days than are taken.")
        case .tooManyNames: words("The file has more names than are taken.")
        case .textShortened: words("It is kept, and shortened to what a note takes.")
        case .columnCount: words("The line has more or fewer columns than the first.")
        case .badQuoting: words("A quotation mark is opened and not closed.")
        case .tooLong: words("It is longer than any entry.")
        case .notText: words("It is not text.")
        case .malformed: words("It is not built as entries of this format are.")
        default: words("The file ends in the middle; what stood before is read.")
        }
    }

    func place(_ place: FilePlace) -> String {
        let number = ["number": words.number(place.number)]
        return switch place.part {
        case .line: words("line {number}", number)
        case .entry: words("entry {number}", number)
        case .cycle: words("cycle {number}", number)
        case .event: words("event {number}", number)
        case .note: words("note {number}", number)
        case .symptom: words("symptom {number}", number)
        case .ovulation: words("ovulation {number}", number)
        case .record: words("record {number}", number)
        }
    }
}
