import Cycle
import Primitives

/// Puts the double check into words: what each step found, or what it waits for.
///
/// Nothing here is called safe, and nothing is said where the rules say nothing.
///
/// - Source: docs/spec/cycle-evaluation.md.
struct TwoSignWords {
    let check: DoubleCheck
    let text: BodyText
    /// The cycle is running: what is missing may still come.
    let isRunning: Bool

    private var words: Words { text.words }
    private var chart: CycleChart { check.evaluated.chart }

    func signs() -> TwoSigns {
        let lower = TwoSignSteps.Temperature(check: check, text: text)
        let other = TwoSignSteps.Sign(check: check, text: text)
        return TwoSigns(
            headline: headline,
            sentence: sentence,
            isFound: check.temperature.shift != nil,
            steps: [lower.six(), lower.coverLine(), lower.higher(), other.peak(), later(), before()],
            remarks: lower.remarks() + other.remarks()
        )
    }

    private var headline: String {
        guard let shift = check.temperature.shift else {
            return isRunning ? words("No shift so far.") : words("No shift in this cycle.")
        }
        let day = chart.cycleDay(of: shift.candidate.firstHigh)
        return words("Shift found on day {day}.", ["day": String(day)])
    }

    private var sentence: String {
        guard let shift = check.temperature.shift else {
            switch check.temperature.lack {
            case .waiting(let firstHigh)?:
                let day = String(chart.cycleDay(of: firstHigh))
                return words("Day {day} is higher than the six before it. Later readings decide.", ["day": day])
            case .tooFewReadings(let count)?:
                return words.count(
                    count,
                    one: "{count} reading counts. Seven are needed before anything can be said.",
                    other: "{count} readings count. Seven are needed before anything can be said."
                )
            case .nothingAboveSix?, nil:
                return words("No reading stands above the six before it. Many bodies have cycles without a shift.")
            }
        }
        let first = chart.cycleDay(of: shift.candidate.firstHigh)
        let days = [first - 2, first - 1, first].filter { $0 >= 1 }
        let probably = words("Ovulation was probably on day {days}.", ["days": either(days)])
        return ruleSentence(shift) + " " + probably
    }

    private func ruleSentence(_ shift: TemperatureEvaluation.Shift) -> String {
        let least = text.rise(hundredths: 20) + "\u{A0}" + text.degreeUnit
        return switch shift.rule {
        case .threeHigh:
            words("Three readings in a row are above the cover line, the third by at least {rise}.", ["rise": least])
        case .fourHigh: words("Four readings in a row are above the cover line.")
        case .oneLow:
            words(
                "Three of four readings are above the cover line, the fourth by at least {rise}.",
                ["rise": least]
            )
        }
    }

    private func either(_ numbers: [Int]) -> String {
        guard let last = numbers.last, numbers.count > 1 else { return numbers.first.map(String.init) ?? "" }
        let first = numbers.dropLast().map(String.init).joined(separator: ", ")
        return words("{list} or {last}", ["list": first, "last": String(last)])
    }

    // MARK: Both together

    private func later() -> TwoSigns.Step {
        let title = words("The later of the two counts")
        guard let end = check.evaluated.completeOn, let shift = check.temperature.shift, let peak = check.sign.peak
        else {
            let sentence =
                isRunning
                ? words("While one of the two is missing, nothing closes.")
                : words("One of the two is missing, so nothing closed in this cycle.")
            return TwoSigns.Step(title: title, sentence: sentence, isOpen: true)
        }
        let values = [
            "temperature": String(chart.cycleDay(of: shift.completeOn)),
            "sign": String(chart.cycleDay(of: peak.completeOn)), "day": String(chart.cycleDay(of: end)),
        ]
        let closing =
            check.sign.sign == .mucus
            ? words("Temperature closes on day {temperature}, mucus on day {sign}.", values)
            : words("Temperature closes on day {temperature}, the cervix on day {sign}.", values)
        let after = words("From 18:00 on day {day} the rule counts the days after ovulation.", values)
        let sentence = closing + " " + after
        return TwoSigns.Step(title: title, sentence: sentence, isOpen: false)
    }

    private func before() -> TwoSigns.Step {
        let before = check.before
        let title = words("The first days of the cycle")
        guard let last = before.lastDay, let rule = before.rule else {
            return TwoSigns.Step(title: title, sentence: before.lack.map(lackBefore) ?? "", isOpen: true)
        }
        let day = chart.cycleDay(of: last)
        let days =
            day == 1
            ? words("Day 1 comes before the fertile days by this rule.")
            : words("Days 1 to {day} come before the fertile days by this rule.", ["day": String(day)])
        let cut = before.cut.map { " " + cutSentence($0) } ?? ""
        return TwoSigns.Step(title: title, sentence: days + " " + ruleSentence(rule) + cut, isOpen: false)
    }

    private func lackBefore(_ lack: PreOvulatoryLack) -> String {
        switch lack {
        case .noPreviousCycle: words("No cycle is recorded before this one, so no day is granted.")
        case .previousNotPassed:
            words("In the cycle before, the two signs did not both close. So no day is granted.")
        case .grantsNone(let rule): ruleSentence(rule) + " " + words("So no day is granted.")
        case .cutOnFirstDay(let cut): cutSentence(cut) + " " + words("So no day is granted.")
        }
    }

    private func ruleSentence(_ rule: PreOvulatoryRule) -> String {
        switch rule {
        case .fiveDays: words("Five days, because the cycle before closed with both signs.")
        case .minus8(let earliest, let known):
            words.count(
                known,
                one: "The earliest first higher reading of {count} cycle was on day {day}; eight less is {days}.",
                other: "The earliest first higher reading of {count} cycles was on day {day}; eight less is {days}.",
                ["day": String(earliest), "days": number(rule.days)]
            )
        case .minus20(let shortest):
            words(
                "The shortest of twelve cycles had {shortest} days; twenty less is {days}.",
                ["shortest": String(shortest), "days": number(rule.days)]
            )
        }
    }

    private func number(_ value: Int) -> String { (value < 0 ? "\u{2212}" : "") + String(value.magnitude) }

    private func cutSentence(_ cut: PreOvulatoryCut) -> String {
        let day = ["day": String(chart.cycleDay(of: cut.day))]
        return switch cut {
        case .mucus: words("Fertile mucus on day {day} ends them.", day)
        case .cervix: words("An open or soft cervix on day {day} ends them.", day)
        case .temperature: words("The first higher reading on day {day} ends them.", day)
        }
    }
}
