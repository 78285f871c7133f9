import Cycle
import Primitives

/// What was understood of a line of the diary, as tokens a person can check.
struct DiaryLineWords {
    private let outcome: DiaryAddition.Outcome
    private let today: CalendarDay
    private let words: Words
    private let text: DiaryLineText
    private let isChosen: Bool

    /// - `isChosen`: She said that the line is of the diary.
    init(_ outcome: DiaryAddition.Outcome, isChosen: Bool, today: CalendarDay, words: Words) {
        self.isChosen = isChosen
        self.outcome = outcome
        self.today = today
        self.words = words
        text = DiaryLineText(outcome)
    }

    var view: QuickAddView {
        // What it says stands first, then the day.
        let tokens = outcome.reading.tokens.compactMap { token in self.token(token).map { (token, $0) } }
        let days = tokens.filter { Self.isDay($0.0) }.map(\.1)
        return QuickAddView(
            text: outcome.line,
            tokens: tokens.filter { !Self.isDay($0.0) }.map(\.1) + (days.isEmpty ? [day(outcome.reading.day)] : days),
            questions: text.questions.map(\.sentence),
            diary: outcome.isClosed ? .closed : .read,
            isChosen: isChosen
        )
    }

    private static func isDay(_ token: DiaryToken) -> Bool {
        if case .day = token.meaning { return true }
        return false
    }

    private func day(_ day: CalendarDay) -> QuickAddView.Token {
        QuickAddView.Token(.day, DayText(day, today: today, locale: words.locale).short, reason: words("today"))
    }

    private func token(_ token: DiaryToken) -> QuickAddView.Token? {
        if case .day(let day) = token.meaning {
            let reason = token.alternative.map { other in
                words("or {other}?", ["other": DayText(other, today: today, locale: words.locale).short])
            }
            let label = DayText(day, today: today, locale: words.locale).short
            return QuickAddView.Token(.day, label, reason: reason)
        }
        guard let label = text.value(token.meaning) else { return nil }
        return QuickAddView.Token(.payee, label, reason: reason(token), icon: icon(token.meaning))
    }

    private func reason(_ token: DiaryToken) -> String? {
        switch token.reason {
        case .assumed: words("assumed")
        case .converted:
            words("from “{typed}”", ["typed": QuickAddText.text(token.range, of: outcome.line)])
        case .written, .day: nil
        }
    }

    private func icon(_ meaning: DiaryMeaning) -> String {
        switch meaning {
        case .symptom: "bolt"
        case .sleep, .sleepQuality: "moon"
        case .time: "clock"
        case .note: "note"
        case .protection, .unprotected: "check"
        default: "list"
        }
    }
}
