import Cycle
import Primitives

/// Puts the overview of the diary into words and marks.
struct CycleWords {
    let reading: DiaryReading

    private var today: CalendarDay { reading.today }

    /// - `month`: The first of the two months of the calendar; nil is the running one.
    func page(month: CalendarDay? = nil) -> CyclePage {
        let first = (month ?? today).firstOfMonth
        return CyclePage(
            ring: ring(.full),
            facts: facts(),
            refusal: refusal(),
            isEmpty: reading.list.cycles.isEmpty && reading.mode != .pregnancy,
            log: LogWords(reading: reading).chips(next: CyclePages.path),
            next: next(),
            questions: QuestionWords(reading: reading).all(),
            months: DiaryMonths(reading: reading).grids(from: first, count: 2),
            earlier: CyclePages.path + "?month=" + first.adding(months: -1).monthText,
            later: CyclePages.path + "?month=" + first.adding(months: 1).monthText,
            predicts: reading.predicts,
            isHormonal: reading.isHormonal
        )
    }

    // MARK: The ring

    func ring(_ size: CycleRing.Size) -> CycleRing? {
        guard let running = reading.running, today.days(after: running.start) <= RecordedCycle.longestLength else {
            return nil
        }
        let days = RingDays(running, reading)
        return CycleRing(days, size, sentence: sentence(days), caption: caption(days))
    }

    private func sentence(_ days: RingDays) -> String {
        var parts = [localized("Day {day} of this cycle.", ["day": "\(days.today)"])]
        if let first = days.bleeding.keys.min(), let last = days.bleeding.keys.filter({ $0 < 15 }).max() {
            let values = ["first": "\(first)", "last": "\(last)"]
            parts.append(recorded(isOneDay: first == last, values))
        }
        if let likely = reading.prediction?.starts.first?.interval(0.8) {
            let values = ["days": DaySpanText(likely, today: today).long]
            parts.append(
                reading.isHormonal
                    ? localized("Next withdrawal bleeding likely between {days}, an estimate.", values)
                    : localized("Next period likely between {days}, an estimate.", values)
            )
        }
        return parts.joined(separator: " ")
    }

    private func recorded(isOneDay: Bool, _ values: [String: String]) -> String {
        if reading.isHormonal {
            return isOneDay
                ? localized("Bleeding recorded on day {first}.", values)
                : localized("Bleeding recorded on days {first} to {last}.", values)
        }
        return isOneDay
            ? localized("Period recorded on day {first}.", values)
            : localized("Period recorded on days {first} to {last}.", values)
    }

    private func caption(_ days: RingDays) -> [String] {
        guard let likely = reading.prediction?.starts.first?.interval(0.8) else {
            return [localized("of this cycle")]
        }
        let (first, last) = (likely.lowerBound.days(after: today), likely.upperBound.days(after: today))
        let head = reading.isHormonal ? localized("bleeding in about") : localized("period in about")
        let may = reading.isHormonal ? localized("bleeding may start") : localized("period may start")
        if last <= 0 { return [may, localized("any day")] }
        if first <= 0 { return [may, localized("within {count} days", ["count": "\(last)"])] }
        guard first < last else { return [head, localized(first, one: "{count} day", other: "{count} days")] }
        return [head, localized("{first} to {last} days", ["first": "\(first)", "last": "\(last)"])]
    }

    // MARK: Facts

    private func facts() -> [CycleFact] {
        if case .refused(.pregnant(let age)) = reading.outlook { return pregnancy(age) }
        if reading.mode == .pregnancy { return [] }
        var facts: [CycleFact] = []
        if let next = reading.prediction?.starts.first { facts.append(nextFact(next)) }
        if let ovulation = reading.prediction?.ovulation { facts += ovulationFacts(ovulation) }
        if let last = reading.running, facts.isEmpty {
            let text = DayText(last.start, today: today).short
            let label = reading.isHormonal ? localized("Last bleeding began") : localized("Last period began")
            facts.append(CycleFact(label, text))
        }
        if let usual = usual() { facts.append(usual) }
        return facts
    }

    private func nextFact(_ next: DayDistribution) -> CycleFact {
        let likeliest = next.likeliest
        let values = [
            "day": DayText.spoken(likeliest, today: today), "chance": PercentText.text(next.chance(of: likeliest)),
        ]
        return CycleFact(
            reading.isHormonal
                ? localized("Next withdrawal bleeding, 8 in 10 chance") : localized("Next period, 8 in 10 chance"),
            DaySpanText(next.interval(0.8), today: today).short,
            note: localized("Single most likely day: {day}, {chance} chance.", values)
        )
    }

    private func ovulationFacts(_ ovulation: OvulationPrediction) -> [CycleFact] {
        let span = DaySpanText(ovulation.day.interval(0.8), today: today).short
        let median = DayText(ovulation.day.median, today: today).short
        let (label, value, note): (String, String, String) =
            switch ovulation.source {
            case .earlierCycles:
                (
                    localized("Ovulation, 8 in 10 chance"), span,
                    localized("From earlier cycles alone: nothing of this one shows it yet.")
                )
            case .doubleCheck:
                (
                    localized("Ovulation, from temperature and the second sign"),
                    localized("around {day}", ["day": median]),
                    localized("Both signs are complete. A sign, not a certainty.")
                )
            case .lhTest:
                (
                    localized("Ovulation, from a test"), localized("around {day}", ["day": median]),
                    localized("Usually the day after the first positive test. Not every one is followed by ovulation.")
                )
            }
        var facts = [CycleFact(label, value, note: note)]
        if let window = ovulation.window {
            facts.append(
                CycleFact(
                    localized("Fertile time, estimate"),
                    DaySpanText(window, today: today).short,
                    note: localized("Not contraception. Days outside of it are not called infertile.")
                )
            )
        }
        return facts
    }

    private func usual() -> CycleFact? {
        let lengths = reading.latestLengths.sorted()
        guard lengths.count >= 2, let least = lengths.first, let most = lengths.last else { return nil }
        let values = ["first": "\(least)", "last": "\(most)"]
        return CycleFact(
            localized("Your usual cycle"),
            localized(lengths[lengths.count / 2], one: "{count} day", other: "{count} days"),
            note: localized(
                lengths.count,
                one: "{first} to {last} in the last {count}.",
                other: "{first} to {last} in the last {count}.",
                values
            )
        )
    }

    private func pregnancy(_ age: PregnancyAge?) -> [CycleFact] {
        guard let age else { return [] }
        let due = reading.facts.modes.change(on: today)?.dueDay
        return [
            CycleFact(
                localized("Pregnancy"),
                localized("Week {week}", ["week": "\(age.weeks + 1)"]),
                note: localized(
                    "{weeks} weeks and {days} days, counted {from}.",
                    [
                        "weeks": "\(age.weeks)", "days": "\(age.days)",
                        "from": due == nil ? localized("from the last start") : localized("back from the due day"),
                    ]
                )
            )
        ]
            + (due.map { [CycleFact(localized("Due"), DayText($0, today: today).medium)] } ?? [])
    }
}
