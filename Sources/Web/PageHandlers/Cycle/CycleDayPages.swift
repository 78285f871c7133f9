import Cycle
import HTTPTypes
import Primitives
import Vault

/// The sheet of a day: `/cycle/day/{day}`, and what one tap logs.
struct CycleDayPages: Sendable {
    static let path = "/cycle/day"

    let site: PageSite

    var endpoints: [Endpoint] { [showToday, show, save, log] }

    private var showToday: Endpoint {
        .diaryPage(Self.path) { _ in .seeOther(Self.path + "/" + site.today.iso) }
    }

    private var show: Endpoint {
        .diaryPage(Self.path + "/{day}") { request in
            let day = try Self.day(request)
            return try await site.diaryAnswer(at: .cycle(.day), request) { reading in
                CycleDayWords(reading: reading, day: day).page()
            }
        }
    }

    private var save: Endpoint {
        .diaryForm(Self.path + "/{day}") { request in
            let day = try Self.day(request)
            let (form, seen) = (DayForm(sent: request.form), request.form["seen"] ?? "")
            let today = site.today
            do {
                let (_, start) = try await CycleVault(request, site.services).change(request) {
                    plan throws(FormRefusal) in
                    try DaySaving(form, seen: seen, day: day, today: today).write(&plan)
                }
                return .seeOther(Self.path + "/" + day.iso, .saved, diaryChange: start)
            } catch {
                let refusal = try FormRefusal(endingIn: error)
                let page = try await site.diaryReading(request) { reading in
                    CycleDayWords(reading: reading, day: day)
                        .page(sent: form, seen: seen, problems: refusal.problems)
                }
                return try await site.answer(page, request, status: .unprocessableContent)
            }
        }
    }

    private var log: Endpoint {
        .diaryForm(Self.path + "/{day}/log") { request in
            let day = try Self.day(request)
            guard let tap = DayTap(request.form["log"] ?? "") else { throw Problem(.malformedBody) }
            let next = NextPath.optional(request.form["next"]) ?? CyclePages.path
            let today = site.today
            do {
                let (_, start) = try await CycleVault(request, site.services).change(request) {
                    plan throws(CycleError) in
                    try tap.write(&plan, on: day, today: today)
                }
                return .seeOther(next, .saved, diaryChange: start)
            } catch CommitError<CycleError>.refused {
                return .seeOther(next, .notAnswered)
            }
        }
    }

    private static func day(_ request: WebRequest) throws(Problem) -> CalendarDay {
        guard let day = CalendarDay(iso: request.parameter("day")), (1900...2200).contains(day.parts.year) else {
            throw Problem(.notFound)
        }
        return day
    }
}

/// Writes what a sheet says: the fields she touched and no others.
///
/// So two writers of one day do not undo each other.
struct DaySaving {
    private let form: DayForm
    private let seen: String
    private let day: CalendarDay
    private let today: CalendarDay

    init(_ form: DayForm, seen: String, day: CalendarDay, today: CalendarDay) {
        self.form = form
        self.seen = seen
        self.day = day
        self.today = today
    }

    func write(_ plan: inout CyclePlan) throws(FormRefusal) {
        let units = BodyUnits(plan.book.settings)
        let changed = form.changed(since: seen)
        let old = plan.book.day(day)?.entry ?? DayEntry()
        var new = try DayFormReader.entry(form, changing: changed, of: old, units: units)
        do throws(CycleError) {
            if let id = try own(.symptom, "own-s", &plan).flatMap({ SymptomID(rawValue: $0) }) {
                new.symptoms = (new.symptoms ?? [:]).merging([id: .moderate]) { $1 }
            }
            if let id = try own(.mood, "own-m", &plan).flatMap({ MoodID(rawValue: $0) }) {
                new.moods = (new.moods ?? [:]).merging([id: .moderate]) { $1 }
            }
            try plan.record(DayPatch(from: old, to: new), on: day, today: today)
        } catch {
            throw Self.refusal(error)
        }
    }

    /// Adds a symptom or mood under the name she typed, or finds the one that has it.
    private func own(_ kind: FeelingKind, _ name: String, _ plan: inout CyclePlan) throws(CycleError) -> UInt64? {
        let typed = form[name].trimmingWhitespace()
        guard !typed.isEmpty else { return nil }
        let names = BookNames(plan.book)
        if let present = names.offered(kind).first(where: { PlainText.key($0.name) == PlainText.key(typed) }) {
            return present.id
        }
        return try plan.addFeeling(
            kind,
            FeelingDefinition(name: typed),
            builtInNames: BookNames.builtInNames(kind)
        ).id
    }

    /// A rule of the diary, beside the field it belongs to.
    private static func refusal(_ error: CycleError) -> FormRefusal {
        let message = CycleSentences.sentence(error)
        return switch error {
        case .day(let error):
            FormRefusal(error.field?.formName ?? "flow", error.field?.label ?? localized("Day"), message)
        case .notFound(.symptom), .nameTaken, .missing(.name), .tooLong(.name, _), .controlCharacter(.name),
            .cardNumber(.name), .tooMany(.symptom, _):
            FormRefusal("own-s", localized("A symptom of your own"), message)
        case .notFound(.mood), .tooMany(.mood, _): FormRefusal("own-m", localized("A mood of your own"), message)
        case .controlCharacter(.note), .cardNumber(.note), .tooLong(.note, _):
            FormRefusal("note", localized("Notes"), message)
        default: FormRefusal("flow", localized("Day"), message)
        }
    }
}

extension DayField {
    /// The name of its first field in the sheet.
    var formName: String {
        switch self {
        case .bleeding: "flow"
        case .temperature: "temp"
        case .mucus: "mucus.feeling"
        case .cervix: "cervix.opening"
        case .lhTests: "lh.1"
        case .pregnancyTests: "preg.1"
        case .symptoms: "own-s"
        case .moods: "own-m"
        case .sex: "sex.1"
        case .desire: "desire"
        case .intakes: "note"
        case .weight: "weight"
        case .sleep: "sleep"
        case .energy: "energy"
        case .factors: "f.1.effect"
        case .note: "note"
        }
    }
}

/// What one tap logs: what is usual, or nothing again where it was logged.
enum DayTap {
    case flow
    /// A period begins.
    case period
    case symptom(SymptomID)

    init?(_ text: String) {
        switch text {
        case "flow": self = .flow
        case "period": self = .period
        default:
            guard text.hasPrefix("s."), let id = UInt64(text.dropFirst(2)).flatMap({ SymptomID(rawValue: $0) }) else {
                return nil
            }
            self = .symptom(id)
        }
    }

    func write(_ plan: inout CyclePlan, on day: CalendarDay, today: CalendarDay) throws(CycleError) {
        let old = plan.book.day(day)?.entry ?? DayEntry()
        var new = old
        switch self {
        case .flow: new.bleeding = old.bleeding == nil ? BleedingEntry(Bleeding(usual(plan.book, day))) : nil
        case .period:
            if (old.bleeding?.bleeding.level ?? .none) < .light {
                var entry = old.bleeding ?? BleedingEntry(Bleeding(.medium))
                entry.bleeding.level = .medium
                new.bleeding = entry
            }
        case .symptom(let id):
            var symptoms = old.symptoms ?? [:]
            symptoms[id] = symptoms[id] == nil ? .moderate : nil
            new.symptoms = symptoms.isEmpty ? nil : symptoms
        }
        try plan.record(DayPatch(from: old, to: new), on: day, today: today)
    }

    /// As the day before, where that bled; else medium.
    private func usual(_ book: CycleBook, _ day: CalendarDay) -> Bleeding.Level {
        let before = book.day(day.adding(days: -1))?.entry.bleeding?.bleeding.level ?? .none
        return before >= .light ? before : .medium
    }
}
