import Cycle
import JSON
import Primitives

/// Says in words what was understood of a line of the diary, and what stands in the way.
struct DiaryLineText {
    private let outcome: DiaryAddition.Outcome

    init(_ outcome: DiaryAddition.Outcome) { self.outcome = outcome }

    func write(_ token: DiaryToken, to writer: inout JSONWriter) {
        writer.member("text", text(token.range))
        writer.member("meaning", Self.name(token.meaning))
        writer.member("value", optional: value(token.meaning))
        writer.member("reason", Self.sentence(token.reason))
        writer.member("alternative", optional: token.alternative?.iso)
    }

    private func text(_ range: Range<Int>) -> String { QuickAddText.text(range, of: outcome.line) }

    static func name(_ meaning: DiaryMeaning) -> String {
        switch meaning {
        case .day: "date"
        case .bleeding, .mark, .clots, .product: DayField.bleeding.codeName
        case .temperature, .method: DayField.temperature.codeName
        case .time: "time"
        case .excluded: "excluded"
        case .feeling, .texture, .noMucus: DayField.mucus.codeName
        case .opening, .firmness, .position: DayField.cervix.codeName
        case .lh: DayField.lhTests.codeName
        case .pregnancyTest: DayField.pregnancyTests.codeName
        case .symptom: DayField.symptoms.codeName
        case .mood: DayField.moods.codeName
        case .sex, .protection, .unprotected: DayField.sex.codeName
        case .desire: DayField.desire.codeName
        case .weight: DayField.weight.codeName
        case .sleep, .sleepQuality: DayField.sleep.codeName
        case .energy: DayField.energy.codeName
        case .factor: DayField.factors.codeName
        case .note: DayField.note.codeName
        case .link: "link"
        case .unclear: "unclear"
        }
    }

    /// Nil of words that only tie.
    func value(_ meaning: DiaryMeaning) -> String? {
        switch meaning {
        case .day(let day): day.iso
        case .bleeding(.none): localized("No bleeding")
        case .bleeding(let level): localized("Flow: {level}", ["level": level.label])
        case .mark(.start): localized("First day of a period")
        case .mark: localized("No first day of a period")
        case .clots(let clots): localized("Clots: {size}", ["size": clots.label])
        case .product(let product, let count): "\(count) × " + product.label
        case .temperature(let value): BodyUnits().text(value)
        case .method(let method): method.label
        case .time(let minute): BodyUnits.time(minute)
        case .excluded: localized("left out")
        case .feeling(let feeling): localized("Mucus: {value}", ["value": feeling.label])
        case .texture(let texture): localized("Mucus: {value}", ["value": texture.label])
        case .noMucus: localized("Mucus: nothing felt or seen")
        case .opening(let opening): localized("Cervix: {value}", ["value": opening.label])
        case .firmness(let firmness): localized("Cervix: {value}", ["value": firmness.label])
        case .position(let position): localized("Cervix: {value}", ["value": position.label])
        case .lh(let result): localized("LH test: {value}", ["value": result.label])
        case .pregnancyTest(let result): localized("Pregnancy test: {value}", ["value": result.label])
        case .symptom(let id, let intensity):
            strength(outcome.names.symptoms[id] ?? id.builtIn?.label, intensity)
        case .mood(let id, let intensity): strength(outcome.names.moods[id] ?? id.builtIn?.label, intensity)
        case .sex(let kind): localized("Sex: {value}", ["value": kind.label])
        case .protection(let protection): protection.label
        case .unprotected: localized("Without protection")
        case .desire(let desire): localized("Desire: {value}", ["value": desire.label])
        case .weight(let grams): BodyUnits().text(grams: grams)
        case .sleep(let minutes): localized("Sleep: {time}", ["time": BodyUnits.clock(minutes: minutes)])
        case .sleepQuality(let step): localized("Sleep quality {step} of 5", ["step": "\(step)"])
        case .energy(let step): localized("Energy {step} of 5", ["step": "\(step)"])
        case .factor(let kind): kind.label
        case .note(let text): text
        case .link, .unclear: nil
        }
    }

    private func strength(_ name: String?, _ intensity: Intensity) -> String? {
        guard let name else { return nil }
        return switch intensity {
        case .mild: localized("{name}, mild", ["name": name])
        case .moderate: localized("{name}, moderate", ["name": name])
        case .strong: localized("{name}, strong", ["name": name])
        }
    }

    static func sentence(_ reason: DiaryReason) -> String {
        switch reason {
        case .written, .day(.written): localized("It stands there.")
        case .assumed: localized("How strong was not said, so it is the middle.")
        case .converted: localized("Number and unit together.")
        case .day(.relativeDay): localized("Counted from today.")
        case .day(.latestWeekday): localized("The latest such weekday.")
        case .day(.nextWeekday): localized("The next such weekday.")
        case .day(.latestDayOfMonth): localized("The latest such day of a month.")
        case .day(.nextDayOfMonth): localized("The next such day of a month, which is nearer.")
        case .day(.namedMonth): localized("The day of that month.")
        case .day(.dayOrder(isMonthFirst: false)): localized("Read as day, month, year.")
        case .day(.dayOrder(isMonthFirst: true)): localized("Read as month, day, year.")
        }
    }

    // MARK: Questions

    /// What has to be said first, with a name for programs.
    var questions: [(code: String, sentence: String)] {
        if outcome.isClosed {
            return [
                (
                    "diary-closed",
                    localized("This is for your diary, which is not started or is locked. The line stays here.")
                )
            ]
        }
        if let refusal = outcome.refusal { return [("refused", CycleSentences.sentence(refusal))] }
        return outcome.reading.problems.map { (Self.code($0), sentence($0)) }
    }

    private static func code(_ problem: DiaryProblem) -> String {
        switch problem {
        case .tooLong: "too-long"
        case .unknown: "unknown-word"
        case .outOfRange: "out-of-range"
        case .twice: "twice"
        case .missing: "missing"
        case .howHeavy: "how-heavy"
        case .twoDays: "which-day"
        case .dayAhead: "day-ahead"
        case .refused: "refused"
        }
    }

    private func sentence(_ problem: DiaryProblem) -> String {
        switch problem {
        case .tooLong(let maximum):
            localized("The line may have at most {maximum} characters.", ["maximum": "\(maximum)"])
        case .unknown(let range):
            localized(
                "“{part}” was not understood. Leave it out, or write it behind “note:”.",
                ["part": text(range)]
            )
        case .outOfRange(.symptoms, _), .outOfRange(.moods, _): localized("How strong is 1, 2 or 3.")
        case .outOfRange(.energy, _): localized("Energy is 1 to 5.")
        case .outOfRange(let field, _): CycleSentences.sentence(.outOfRange(field))
        case .twice(_, let range):
            localized("“{part}” says something that stands there already.", ["part": text(range)])
        case .missing(_, let range): localized("What about “{part}”? Write its value behind it.", ["part": text(range)])
        case .howHeavy: localized("How heavy was the bleeding? Write it like “period light”.")
        case .twoDays: localized("Which day was it? One line is about one day.")
        case .dayAhead: localized("That day has not come yet.")
        case .refused(let error): CycleSentences.sentence(error)
        }
    }
}
