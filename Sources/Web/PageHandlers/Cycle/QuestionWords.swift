import Cycle
import Primitives

/// What the diary asks, in whole sentences: it proposes, and the person says.
///
/// - Source: docs/spec/cycle-prediction.md §2.13 and docs/spec/cycle-diary.md §7.4.
struct QuestionWords {
    let reading: DiaryReading

    private static let shownMaximum = 6

    /// What an answer is about, as the form sends it.
    enum About: String {
        case missed, missing, period, start
    }

    func all() -> [QuestionView] {
        let questions = reading.prediction?.questions ?? (reading.predicts ? reading.list.questions : [])
        return questions.suffix(Self.shownMaximum).reversed().enumerated().map { view($1, place: $0 + 1) }
    }

    private func view(_ question: DiaryQuestion, place: Int) -> QuestionView {
        switch question {
        case .wasItAPeriod(let day):
            return QuestionView(
                id: "q-\(place)",
                text: localized("Was the light bleeding on {day} a period?", ["day": text(day)]),
                why: localized("It came soon after one, and it was slight. Until you say so it begins no cycle."),
                about: About.period.rawValue,
                day: day.iso,
                answers: [
                    .init("yes", localized("Yes, a period")), .init("no", localized("No, between periods")),
                    Self.unsure,
                ]
            )
        case .wasItAStart(let day, let length):
            return QuestionView(
                id: "q-\(place)",
                text: localized("Did a new cycle begin on {day}?", ["day": text(day)]),
                why: localized(
                    length,
                    one: "The one before it would be {count} day long.",
                    other: "The one before it would be {count} days long."
                ),
                about: About.start.rawValue,
                day: day.iso,
                answers: [.init("yes", localized("Yes, it did")), .init("no", localized("No")), Self.unsure]
            )
        case .wasAPeriodMissed(let cycle, let days, let chance):
            let length = reading.list.cycles.first { $0.start == cycle }?.length ?? 0
            return missing(
                place,
                .missed,
                cycle,
                days,
                why: localized(
                    length,
                    one: "The cycle has {count} day. Chance that it is more than one: {chance}.",
                    other: "The cycle has {count} days. Chance that it is more than one: {chance}.",
                    ["chance": PercentText.text(chance)]
                )
            )
        case .isAPeriodMissing(let cycle, let days, let chance):
            return missing(
                place,
                .missing,
                cycle,
                days,
                why: localized(
                    "Chance that one went by: {chance}. Until you answer, nothing is said of ovulation.",
                    ["chance": PercentText.text(chance)]
                )
            )
        }
    }

    private func missing(
        _ place: Int,
        _ about: About,
        _ cycle: CalendarDay,
        _ days: ClosedRange<CalendarDay>,
        why: String
    ) -> QuestionView {
        let last = min(days.upperBound, reading.today)
        let middle = days.lowerBound.adding(days: max(0, last.days(after: days.lowerBound)) / 2)
        return QuestionView(
            id: "q-\(place)",
            text: localized(
                "Was a period not logged about {days}?",
                ["days": DaySpanText(days.lowerBound...max(days.lowerBound, last), today: reading.today).long]
            ),
            why: why,
            about: about.rawValue,
            day: cycle.iso,
            answers: [
                .init("incomplete", localized("One was, the day is gone")),
                .init("whole", localized("Nothing was missed")), Self.unsure,
            ],
            adding: .init(
                id: "q-\(place)-on",
                label: localized("It began on"),
                day: middle.iso,
                first: cycle.adding(days: 1).iso,
                last: reading.today.iso
            )
        )
    }

    private static var unsure: QuestionView.Answer { .init("unsure", localized("Not sure")) }

    private func text(_ day: CalendarDay) -> String { DayText(day, today: reading.today).medium }
}
