import Cycle
import Primitives
import Vault

extension DiaryReading {
    /// What the pages read of a diary.
    ///
    /// - `mayPredict`: Whether she gave her consent to estimates; where she did not, none is computed.
    /// - `weekStart`: ISO 8601: 1 is Monday.
    init(_ book: CycleBook, today: CalendarDay, mayPredict: Bool, weekStart: Int = 1) {
        let facts = book.facts
        let list = CycleList(facts)
        let names = BookNames(book)
        self.init(
            today: today,
            facts: facts,
            list: list,
            outlook: Self.outlook(
                facts,
                list,
                today: today,
                isPaused: !mayPredict || book.settings.arePredictionsPaused
            ),
            entry: { book.day($0)?.entry },
            symptoms: names.offered(.symptom),
            moods: names.offered(.mood),
            name: { feeling in
                switch feeling {
                case .symptom(let id): names.name(FeelingKey(.symptom, id.rawValue))
                case .mood(let id): names.name(FeelingKey(.mood, id.rawValue))
                }
            },
            intakes: { Self.intakes(book, on: $0) },
            units: BodyUnits(book.settings),
            hidden: book.settings.hiddenFields,
            weekStart: weekStart
        )
    }

    private static func outlook(
        _ facts: DiaryFacts,
        _ list: CycleList,
        today: CalendarDay,
        isPaused: Bool
    ) -> Outlook {
        guard !isPaused else { return .paused }
        do throws(PredictionRefusal) {
            return .predicted(try CyclePredictor(facts, list, today: today).predict())
        } catch {
            return .refused(error)
        }
    }

    /// Pills, and medicines, that are in use on a day, and those the day names already.
    private static func intakes(_ book: CycleBook, on day: CalendarDay) -> [Intake] {
        let named = Set((book.day(day)?.entry.intakes ?? []).map(\.item))
        return book.itemRows.compactMap { row in
            let id = row.id.rawValue
            switch row.item {
            case .method(let method):
                guard named.contains(id) || (method.kind == .pill && isUsed(method.from, method.to, day)) else {
                    return nil
                }
                return Intake(id: id, name: method.name, unit: "")
            case .medicine(let medicine):
                guard named.contains(id) || isUsed(medicine.from, medicine.to, day) else { return nil }
                return Intake(id: id, name: medicine.name, unit: medicine.unit ?? "")
            case .appointment, .feed: return nil
            }
        }
    }

    private static func isUsed(_ from: CalendarDay, _ to: CalendarDay?, _ day: CalendarDay) -> Bool {
        from <= day && day <= to ?? day
    }
}

/// Symptoms and moods under the names the person gave them, else those of the program.
struct BookNames {
    private let book: CycleBook

    init(_ book: CycleBook) { self.book = book }

    /// Those that are not hidden, in her order; those she left alone come first, in the program's.
    func offered(_ kind: FeelingKind) -> [DiaryReading.Feeling] {
        let custom = book.feelings.map(\.key).filter { $0.kind == kind && !$0.isBuiltIn }
        return (Self.builtIn(kind) + custom).enumerated()
            .filter { !(book.definition($0.element)?.isHidden ?? false) }
            .sorted { (position($0.element), $0.offset) < (position($1.element), $1.offset) }
            .compactMap { _, key in
                name(key).map { DiaryReading.Feeling(id: key.id, name: $0, icon: Self.icon(key)) }
            }
    }

    /// Nil for one that is gone.
    func name(_ key: FeelingKey) -> String? { book.definition(key)?.name ?? Self.builtInName(key) }

    /// All of a kind as the program calls them, in the reader's language.
    static func builtInNames(_ kind: FeelingKind) -> [String] { builtIn(kind).compactMap { builtInName($0) } }

    private func position(_ key: FeelingKey) -> Int { book.definition(key)?.position ?? 0 }

    private static func builtIn(_ kind: FeelingKind) -> [FeelingKey] {
        switch kind {
        case .symptom: BuiltInSymptom.allCases.map { FeelingKey(.symptom, UInt64($0.rawValue)) }
        case .mood: BuiltInMood.allCases.map { FeelingKey(.mood, UInt64($0.rawValue)) }
        }
    }

    private static func builtInName(_ key: FeelingKey) -> String? {
        switch key.kind {
        case .symptom: UInt16(exactly: key.id).flatMap { BuiltInSymptom(rawValue: $0) }?.label
        case .mood: UInt16(exactly: key.id).flatMap { BuiltInMood(rawValue: $0) }?.label
        }
    }

    private static func icon(_ key: FeelingKey) -> String {
        guard key.kind == .symptom else { return "plus" }
        return UInt16(exactly: key.id).flatMap { BuiltInSymptom(rawValue: $0) }?.icon ?? "plus"
    }
}
