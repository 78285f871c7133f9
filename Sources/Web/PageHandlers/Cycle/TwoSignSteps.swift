import Cycle
import Primitives

/// The steps of each sign, in words.
enum TwoSignSteps {
    /// Six lower readings, cover line, higher readings.
    struct Temperature {
        let check: DoubleCheck
        let text: BodyText

        private var words: Words { text.words }
        private var chart: CycleChart { check.evaluated.chart }

        /// What was found, or what still waits for later readings.
        private var candidate: TemperatureCandidate? {
            if let shift = check.temperature.shift { return shift.candidate }
            guard case .waiting(let firstHigh)? = check.temperature.lack else { return nil }
            return check.temperature.steps.lazy.compactMap { step in
                if case .candidate(let candidate) = step, candidate.firstHigh == firstHigh { candidate } else { nil }
            }.first
        }

        func six() -> TwoSigns.Step {
            let title = words("Six lower readings")
            guard let low = candidate?.low, let first = low.first, let last = low.last else {
                return TwoSigns.Step(title: title, sentence: missing, isOpen: true)
            }
            let (from, to) = (chart.cycleDay(of: first.day), chart.cycleDay(of: last.day))
            let days = Set(low.map { chart.cycleDay(of: $0.day) })
            let without = (from...to).filter { !days.contains($0) }
            let range = ["first": String(from), "last": String(to)]
            guard !without.isEmpty else {
                let sentence = words("Days {first} to {last}.", range)
                return TwoSigns.Step(title: title, sentence: sentence, isOpen: false)
            }
            let named = range.merging(["days": text.list(without)]) { $1 }
            let sentence =
                without.count == 1
                ? words("Days {first} to {last}, without day {days}.", named)
                : words("Days {first} to {last}, without days {days}.", named)
            let reasons = without.compactMap(leftOut).joined(separator: " ")
            let whole = reasons.isEmpty ? sentence : sentence + " " + reasons
            return TwoSigns.Step(title: title, sentence: whole, isOpen: false)
        }

        private var missing: String {
            if case .tooFewReadings(let count)? = check.temperature.lack {
                return words.count(
                    count,
                    one: "{count} reading counts so far. Six are needed, and a higher one after them.",
                    other: "{count} readings count so far. Six are needed, and a higher one after them."
                )
            }
            return words("No reading is above all of the six before it.")
        }

        /// Why a reading of the day does not count; nil where there is none.
        private func leftOut(_ day: Int) -> String? {
            guard let facts = chart.days.first(where: { chart.cycleDay(of: $0.day) == day }),
                facts.temperature != nil
            else { return nil }
            let factors = facts.factors.filter { $0.effect == .reading }.map { text.inline($0.kind.label) }
            guard !factors.isEmpty else { return words("You left day {day} out.", ["day": String(day)]) }
            let values = ["day": String(day), "why": factors.joined(separator: ", ")]
            return words("Day {day} is left out: {why}.", values)
        }

        func coverLine() -> TwoSigns.Step {
            let title = words("Cover line")
            guard let candidate, let highest = candidate.low.first(where: { $0.value == candidate.coverLine }) else {
                let sentence = words("The highest of the six, once they are there.")
                return TwoSigns.Step(title: title, sentence: sentence, isOpen: true)
            }
            let values = [
                "line": text.temperature(candidate.coverLine), "day": String(chart.cycleDay(of: highest.day)),
            ]
            let sentence = words("The highest of the six: {line} on day {day}.", values)
            return TwoSigns.Step(title: title, sentence: sentence, isOpen: false)
        }

        func higher() -> TwoSigns.Step {
            let isFour = check.temperature.shift.map { $0.rule != .threeHigh } ?? false
            let title = isFour ? words("Four readings after it") : words("Three higher readings")
            guard let candidate else {
                let sentence = words("Three in a row above the line, the third by at least {rise}.", ["rise": least])
                return TwoSigns.Step(title: title, sentence: sentence, isOpen: true)
            }
            let values = text.list(candidate.high.map { text.degrees($0.value) })
            guard let shift = check.temperature.shift else {
                let sentence = words("So far {values}. Later readings decide.", ["values": values])
                return TwoSigns.Step(title: title, sentence: sentence, isOpen: true)
            }
            return TwoSigns.Step(title: title, sentence: rule(shift, values), isOpen: false)
        }

        private var least: String { text.rise(hundredths: 20) + "\u{A0}" + text.degreeUnit }

        private func rule(_ shift: TemperatureEvaluation.Shift, _ values: String) -> String {
            let (line, high) = (shift.candidate.coverLine, shift.candidate.high)
            let last = high[high.count - 1].value
            let named = [
                "values": values, "rise": text.rise(last, above: line) + "\u{A0}" + text.degreeUnit, "least": least,
            ]
            switch shift.rule {
            case .threeHigh:
                return words(
                    "{values}. All are above the line, the third by {rise}. At least {least} is needed.",
                    named
                )
            case .fourHigh:
                return words("{values}. The third is not above the line by {least}, so a fourth was needed.", named)
                    + " " + words("All four are above it.")
            case .oneLow:
                let low = high.dropFirst().first { $0.value <= line }.map { text.degrees($0.value) } ?? ""
                let lower = named.merging(["low": low]) { $1 }
                return words("{values}. {low} is not above the line, so a fourth was needed.", lower) + " "
                    + words("It must be higher by {least}, and is by {rise}.", named)
            }
        }

        func remarks() -> [String] {
            check.temperature.steps.compactMap { step in
                switch step {
                case .refuted(let day):
                    let values = ["day": String(chart.cycleDay(of: day))]
                    return words("Day {day} was above the six before it, but what followed did not hold.", values)
                case .gaps(let days):
                    // Days that were left out are gaps as well, and weaken it just as much.
                    let list = text.list(days.map { chart.cycleDay(of: $0) })
                    return days.count == 1
                        ? words("No counted reading on day {days}: the six are weaker for it.", ["days": list])
                        : words("No counted readings on days {days}: the six are weaker for it.", ["days": list])
                case .dropped, .candidate, .complete: return nil
                }
            }
        }
    }

    /// Mucus, or the cervix.
    struct Sign {
        let check: DoubleCheck
        let text: BodyText

        private var words: Words { text.words }
        private var chart: CycleChart { check.evaluated.chart }
        private var isMucus: Bool { check.sign.sign == .mucus }
        private func number(_ day: CalendarDay) -> String { String(chart.cycleDay(of: day)) }

        func peak() -> TwoSigns.Step {
            let title =
                isMucus ? words("Mucus peak, then three days") : words("Cervix closed and firm for three days")
            guard let peak = check.sign.peak else {
                return TwoSigns.Step(title: title, sentence: check.sign.lack.map(lack) ?? "", isOpen: true)
            }
            let values = ["day": number(peak.day), "days": text.list(peak.following.map { chart.cycleDay(of: $0) })]
            let sentence =
                isMucus
                ? words("Last most fertile day: {day}. Days {days} were drier.", values)
                : words("Last day open or soft: {day}. On days {days} it was closed and firm.", values)
            return TwoSigns.Step(title: title, sentence: sentence, isOpen: false)
        }

        private func lack(_ lack: SignLack) -> String {
            switch lack {
            case .noReadings:
                return isMucus
                    ? words("No mucus is recorded in this cycle.") : words("No cervix is recorded in this cycle.")
            case .nothingFertile: return words("Nothing fertile is recorded so far.")
            case .waiting(let peak, let recorded):
                return words.count(
                    recorded,
                    one: "Day {day} may be the last. Three recorded days after it are needed, {count} is there.",
                    other: "Day {day} may be the last. Three recorded days after it are needed, {count} are there.",
                    ["day": number(peak)]
                )
            case .returned(let day):
                return words(
                    "It was as fertile again on day {day}, before the temperatures closed. The search goes on.",
                    ["day": number(day)]
                )
            case .afterTemperatures(let day):
                return words(
                    "The peak on day {day} came after the temperatures had closed. Such a peak does not count.",
                    ["day": number(day)]
                )
            case .temperaturesIncomplete(let peak):
                guard let peak else { return words("No peak is final before the temperatures close.") }
                return words(
                    "Day {day} looks like the last. No peak is final before the temperatures close.",
                    ["day": number(peak)]
                )
            }
        }

        func remarks() -> [String] {
            check.sign.steps.compactMap { step in
                switch step {
                case .returned(let day, let candidate):
                    return words(
                        "Day {candidate} was no peak: it was as fertile again on day {day}.",
                        ["candidate": number(candidate), "day": number(day)]
                    )
                // That mucus rises day by day is what it does, and says nothing.
                case .dropped, .candidate, .notLower, .complete: return nil
                }
            }
        }
    }
}
