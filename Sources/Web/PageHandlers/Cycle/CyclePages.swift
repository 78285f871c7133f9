import Cycle
import HTTPTypes
import Identity
import Primitives
import Vault

/// The overview of the diary: `/cycle`, one tap on it, answers to what it asks, and pausing estimates.
struct CyclePages: Sendable {
    static let path = "/cycle"

    let site: PageSite

    var endpoints: [Endpoint] { [show, answers, predictions, undo] }

    private var show: Endpoint {
        .diaryPage(Self.path) { request in
            let month = request.query["month"].flatMap { CalendarDay(month: $0) }
            return try await site.diaryAnswer(at: .cycle(.overview), request) { reading in
                CycleWords(reading: reading).page(month: month)
            }
        }
    }

    private var answers: Endpoint {
        .diaryForm("/cycle/answers") { request in
            guard let about = request.form["about"].flatMap({ QuestionWords.About(rawValue: $0) }),
                let day = request.form["day"].flatMap({ CalendarDay(iso: $0) })
            else { throw Problem(.malformedBody) }
            let answer = request.form["answer"] ?? ""
            guard answer != "unsure" else { return .seeOther(Self.path, .leftOpen) }
            let on = request.form["on"].flatMap { CalendarDay(iso: $0) }
            let today = site.today
            do {
                let (_, start) = try await CycleVault(request, site.services).change(request) {
                    plan throws(CycleError) in
                    try DiaryAnswer(about, day, answer: answer, on: on).write(&plan, today: today)
                }
                return .seeOther(Self.path, .saved, diaryChange: start)
            } catch CommitError<CycleError>.refused {
                return .seeOther(Self.path, .notAnswered)
            }
        }
    }

    /// Off is at once: the next page computes nothing.
    ///
    /// On needs her consent for the purpose, which the button gives.
    private var predictions: Endpoint {
        .diaryForm("/cycle/predictions") { request in
            let isOn = request.form["do"] == "on"
            guard let token = request.session?.token else { throw Problem(.locked) }
            try await site.services.identity.setConsent(.cyclePrediction, for: token, given: isOn)
            if isOn {
                try await CycleVault(request, site.services).change(request) { plan throws(CycleError) in
                    var settings = plan.book.settings
                    settings.arePredictionsPaused = false
                    try plan.setSettings(settings)
                }
            }
            return .seeOther(Self.path, isOn ? .estimatesOn : .estimatesOff)
        }
    }

    private var undo: Endpoint {
        .diaryForm("/cycle/undo") { request in
            guard let change = request.form["change"].flatMap({ JournalIndex($0) }) else {
                throw Problem(.malformedBody)
            }
            let next = NextPath.optional(request.form["next"]) ?? Self.path
            let now = site.services.now()
            do {
                try await CycleVault(request, site.services).change(request) { plan throws(CycleError) in
                    try plan.undo(batchStart: change, now: now)
                }
            } catch CommitError<CycleError>.refused {
                return .seeOther(next, .notUndone)
            }
            return .seeOther(next, .undone)
        }
    }
}

/// What she says to a question of the diary, as changes of it.
///
/// - Source: docs/spec/cycle-diary.md §7.4.
struct DiaryAnswer {
    private let about: QuestionWords.About
    private let day: CalendarDay
    private let answer: String
    private let on: CalendarDay?

    init(_ about: QuestionWords.About, _ day: CalendarDay, answer: String, on: CalendarDay?) {
        self.about = about
        self.day = day
        self.answer = answer
        self.on = on
    }

    func write(_ plan: inout CyclePlan, today: CalendarDay) throws(CycleError) {
        switch (about, answer) {
        case (.period, "yes"), (.start, "yes"): try mark(.start, day, &plan, today)
        case (.period, "no"), (.start, "no"): try mark(.noStart, day, &plan, today)
        case (.missed, "whole"), (.missing, "whole"): try complete(.whole, &plan)
        case (.missed, "incomplete"), (.missing, "incomplete"): try complete(.incomplete, &plan)
        case (.missed, "add"), (.missing, "add"):
            guard let on, on > day, on <= today else { throw .outOfRange(.day) }
            try mark(.start, on, &plan, today)
        default: throw .invalid(.mark)
        }
    }

    /// The day bleeds as it did, or as a first day usually does, and is marked.
    private func mark(
        _ mark: Bleeding.Mark,
        _ day: CalendarDay,
        _ plan: inout CyclePlan,
        _ today: CalendarDay
    ) throws(CycleError) {
        var entry = DayEntry()
        entry.bleeding = plan.book.day(day)?.entry.bleeding ?? BleedingEntry(Bleeding(.medium))
        if mark == .start, entry.bleeding?.bleeding.level == Bleeding.Level.none {
            entry.bleeding?.bleeding.level = .medium
        }
        entry.bleeding?.bleeding.mark = mark
        try plan.record(DayPatch(entry), on: day, today: today)
    }

    private func complete(_ completeness: CycleMark.Completeness, _ plan: inout CyclePlan) throws(CycleError) {
        var mark = plan.book.mark(day) ?? CycleMark(start: day)
        mark.completeness = completeness
        try plan.setMark(mark)
    }
}
