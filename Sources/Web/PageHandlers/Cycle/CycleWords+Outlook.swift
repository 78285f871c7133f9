import Cycle
import Primitives

/// What is said of the days to come, and why nothing is.
extension CycleWords {
    func refusal() -> CyclePage.Refusal? {
        guard case .refused(let reason) = reading.outlook else { return nil }
        switch reason {
        case .noStart: return nil
        case .pregnant(let age):
            return CyclePage.Refusal(
                head: localized("Estimates rest during a pregnancy."),
                text: age == nil
                    ? localized("Say when it is due, or when the last period began, and the weeks are counted.")
                    : localized("The diary goes on. Bleeding is kept and begins no cycle."),
                link: CyclePage.Link(path: "/cycle/settings", label: localized("Change the mode"))
            )
        case .startInFuture(let day):
            return CyclePage.Refusal(
                head: localized("The last start is ahead of today."),
                text: localized(
                    "It is logged on {day}. Until then nothing is said of the days to come.",
                    ["day": DayText(day, today: reading.today).medium]
                )
            )
        case .modeChanged:
            return CyclePage.Refusal(
                head: localized("This cycle began in another mode."),
                text: localized("It is like none before it, so nothing is estimated. With the next start it is.")
            )
        case .tooFewCycles(let have, let need):
            return CyclePage.Refusal(
                head: localized("The diary only, for now."),
                text: localized(
                    have,
                    one: "{count} cycle counts so far. From {need} on, it says when the next one may start.",
                    other: "{count} cycles count so far. From {need} on, it says when the next one may start.",
                    ["need": "\(need)"]
                )
            )
        case .tooLongAgo(let days):
            return CyclePage.Refusal(
                head: localized(
                    days,
                    one: "{count} day since the last start.",
                    other: "{count} days since the last start."
                ),
                text: localized("That is too long to say when the next one comes. Log it when it does.")
            )
        }
    }

    func next() -> CyclePage.NextStart? {
        guard let prediction = reading.prediction, let next = prediction.starts.first else { return nil }
        let today = reading.today
        return CyclePage.NextStart(
            head: reading.isHormonal
                ? localized("When the next withdrawal bleeding may start")
                : localized("When the next period may start"),
            say: say(next.interval(0.8), prediction.basis.cycles),
            notes: notes(prediction),
            basis: basis(prediction.basis),
            chart: StartChart(next, today: today),
            later: prediction.starts.dropFirst().map {
                localized("{days}, 8 in 10", ["days": DaySpanText($0.interval(0.8), today: today).long])
            }
        )
    }

    private func say(_ days: ClosedRange<CalendarDay>, _ cycles: Int) -> Spoken {
        let (first, last) = (days.lowerBound, days.upperBound)
        let today = reading.today
        let isOneMonth = first.firstOfMonth == last.firstOfMonth
        guard first != last else {
            return Spoken(
                localized(
                    "In 8 of 10 cycles like your last {count}, it would start on {first}{second}.",
                    ["count": "\(cycles)"]
                ),
                first: DayText.spoken(first, today: today),
                second: ""
            )
        }
        let isEnglish = [.englishIndia, .englishBritain].contains(Words.current.locale)
        let weekday = CalendarWords(Words.current.locale).weekdays[first.weekday - 1]
        return Spoken(
            localized(
                "In 8 of 10 cycles like your last {count}, it would start between {first} and {second}.",
                ["count": "\(cycles)"]
            ),
            first: isOneMonth && isEnglish ? "\(weekday) \(first.parts.day)" : DayText.spoken(first, today: today),
            second: DayText.spoken(last, today: today)
        )
    }

    private func notes(_ prediction: CyclePrediction) -> [String] {
        var notes: [String] = []
        if let missing = prediction.nextIfMissing {
            notes.append(
                localized(
                    "If one went by unlogged, as seems likely, the next is {days}, 8 in 10.",
                    ["days": DaySpanText(missing.interval(0.8), today: reading.today).long]
                )
            )
        } else if prediction.chanceOfMissing >= 0.2 {
            notes.append(
                localized(
                    "It is late, or it went by unlogged: the chance of that is {chance}.",
                    ["chance": PercentText.text(prediction.chanceOfMissing)]
                )
            )
        }
        let other = localized("In the other two it comes earlier or later.")
        let few = localized(
            prediction.basis.cycles,
            one: "With only {count} cycle, the window cannot honestly be narrower.",
            other: "With only {count} cycles, the window cannot honestly be narrower."
        )
        notes.append(prediction.basis.cycles < 13 ? other + " " + few : other)
        if reading.mode == .perimenopause {
            notes.append(localized("Cycles change in these years, so the latest weigh most and the window is wider."))
        }
        return notes
    }

    private func basis(_ basis: PredictionBasis) -> String {
        let counted = localized(basis.cycles, one: "Rests on {count} cycle.", other: "Rests on {count} cycles.")
        guard !basis.leftOut.isEmpty else { return counted }
        return counted + " "
            + localized(basis.leftOut.count, one: "{count} is left out.", other: "{count} are left out.")
    }
}
