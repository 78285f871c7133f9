import Cycle
import Primitives

/// What the page of history is made of: a diary read once, and what was asked for.
struct CycleHistorySource {
    let facts: DiaryFacts
    let list: CycleList
    /// Rising.
    let days: [(CalendarDay, DayEntry)]
    let symptomName: (SymptomID) -> String
    let moodName: (MoodID) -> String
    /// The start of the cycle whose temperatures are shown; nil is the latest.
    var chosen: CalendarDay?
    /// Lists every cycle, not the last ones only.
    var showsAll = false
    /// She switched estimates off, or gave no consent to them: none is computed.
    var predicts = true
}

/// Makes the page of history from a diary.
struct CycleHistoryWords {
    let source: CycleHistorySource
    let text: BodyText

    /// Cycles that are listed before one asks for all.
    private static let listed = 12
    /// Past estimates that are shown.
    private static let hits = 6

    private var words: Words { text.words }
    private var today: CalendarDay { text.today }

    func page() -> CycleHistoryPage {
        let statistics = CycleStatistics(source.facts, source.list, today: today)
        let figures = statistics.figures
        let outlook = outlook
        let prediction = try? outlook?.get()
        let past = source.predicts ? statistics.pastPredictions() : statistics.pastPredictions(last: 0)
        let feelings = FeelingWords(text: text)
        return CycleHistoryPage(
            lead: lead(figures),
            isEmpty: source.list.cycles.isEmpty,
            figures: numbers(figures),
            hasFigures: figures.lengths != nil,
            lengths: lengths(statistics, figures, prediction),
            rows: rows(statistics),
            allPath: source.showsAll || source.list.cycles.count <= Self.listed
                ? nil : CycleHistoryPages.path + "?all=yes",
            questions: questions(prediction),
            next: prediction?.starts.first.map { StartChart($0, today: today) },
            nextSentence: next(outlook),
            hits: past.predictions.suffix(Self.hits).reversed().map(hit),
            hasHits: !past.predictions.isEmpty,
            hitsSentence: hitsSentence(past),
            symptoms: feelings.view(
                statistics.symptoms(source.days),
                statistics.symptomTimings(source.days),
                name: source.symptomName
            ),
            moods: feelings.view(
                statistics.moods(source.days),
                statistics.moodTimings(source.days),
                name: source.moodName
            ),
            temperature: CycleTemperatureWords(source: source, text: text).view(statistics),
            rules: CycleHistoryPage.Rules(
                cycles: words(
                    "Fewer than {count} complete cycles that count: no estimate at all.",
                    ["count": String(CyclePredictor.minimumCycles)]
                )
            )
        )
    }

    /// Nil where nothing is estimated.
    private var outlook: Result<CyclePrediction, PredictionRefusal>? {
        guard source.predicts else { return nil }
        return Result { () throws(PredictionRefusal) in
            try CyclePredictor(source.facts, source.list, today: today).predict()
        }
    }

    // MARK: The top

    private func lead(_ figures: CycleFigures) -> String {
        guard let first = figures.cycles.first, let last = figures.cycles.last else {
            return source.list.cycles.isEmpty
                ? words("What your diary says of days past.")
                : words("The first cycle is running. Lengths are known once the next one starts.")
        }
        let end = last.cycle.start.adding(days: last.length - 1)
        let counted = words.count(
            figures.cycles.count,
            one: "{count} complete cycle, {first} to {last}.",
            other: "{count} complete cycles, {first} to {last}.",
            ["first": text.medium(first.cycle.start), "last": text.medium(end)]
        )
        let isEnough = figures.counted >= CyclePredictor.minimumCycles
        return counted + " "
            + (isEnough
                ? words("Enough for an estimate, not enough for certainty.")
                : words("An estimate needs at least {count}.", ["count": String(CyclePredictor.minimumCycles)]))
    }

    private func numbers(_ figures: CycleFigures) -> [CycleHistoryPage.Figure] {
        guard let lengths = figures.lengths else { return [] }
        var result = [
            CycleHistoryPage.Figure(
                label: words("Usual length"),
                value: text.tenths(lengths.median),
                unit: unit(lengths.median),
                note: lengths.usual.map { words("mostly {range}", ["range": text.span($0)]) }
            )
        ]
        if let period = figures.period {
            result.append(
                CycleHistoryPage.Figure(
                    label: words("Period"),
                    value: text.tenths(period.median),
                    unit: unit(period.median),
                    note: period.usual.map { words("mostly {range}", ["range": text.span($0)]) }
                )
            )
        }
        if let deviation = lengths.deviation, let usual = lengths.usual {
            result.append(
                CycleHistoryPage.Figure(
                    label: words("Varies by"),
                    value: "±" + text.tenths(deviation),
                    unit: unit(deviation),
                    note: variation(usual)
                )
            )
        }
        return result
    }

    /// Follows the number, so it begins with a space.
    private func unit(_ value: Double) -> String { " " + (value == 1 ? words("day") : words("days")) }

    private func variation(_ usual: ClosedRange<Int>) -> String {
        switch usual.count - 1 {
        case ...4: words("quite regular")
        case ...8: words("fairly regular")
        default: words("varies a lot")
        }
    }

    // MARK: Cycles

    private func lengths(
        _ statistics: CycleStatistics,
        _ figures: CycleFigures,
        _ prediction: CyclePrediction?
    ) -> LengthChart? {
        var cycles = figures.cycles.suffix(24).reversed().map { figure in
            LengthChart.Cycle(
                start: figure.cycle.start,
                length: figure.length,
                period: figure.cycle.periodLength,
                ovulation: figure.ovulation,
                isLeftOut: figure.leftOut != nil
            )
        }
        var frame = LengthChart.Frame(usual: figures.lengths?.usual)
        if let running = statistics.cycles.running {
            let series = statistics.temperatures
            let ovulation = series?.check.evaluated.isPassed == true ? series?.check.evaluated.firstHighDay : nil
            let cycle = LengthChart.Cycle(
                start: running.start,
                length: nil,
                period: running.periodLength,
                ovulation: ovulation.map { $0 - 1 },
                isLeftOut: running.leftOut != nil
            )
            cycles.insert(cycle, at: 0)
            frame.today = running.cycleDay(of: today)
            frame.estimate = prediction?.starts.first.map { start in
                let days = start.interval(0.8)
                return running.cycleDay(of: days.lowerBound)...running.cycleDay(of: days.upperBound)
            }
        }
        return cycles.isEmpty ? nil : LengthChart(cycles, frame, text)
    }

    private func rows(_ statistics: CycleStatistics) -> [CycleHistoryPage.Row] {
        let ended = Dictionary(statistics.cycles.ended.map { ($0.cycle.start, $0) }, uniquingKeysWith: { $1 })
        let shown = source.showsAll ? source.list.cycles[...] : source.list.cycles.suffix(Self.listed)
        return shown.reversed().map { cycle in
            let figure = ended[cycle.start]
            let mark = source.facts.marks[cycle.start]
            return CycleHistoryPage.Row(
                path: "\(CycleHistoryPages.path)/cycles/\(cycle.start.iso)",
                chartPath: "\(CycleHistoryPages.path)?cycle=\(cycle.start.iso)#temperature",
                day: text.short(cycle.start),
                length: cycle.length.map(text.days)
                    ?? words("day {day}", ["day": String(max(1, cycle.cycleDay(of: today)))]),
                note: note(cycle, figure),
                leftOut: figure.map { $0.leftOut.map(reason) } ?? cycle.leftOut.map { reason(.cycle($0)) },
                isRunning: cycle.end == nil,
                isExcluded: mark?.isExcluded ?? false,
                isIncomplete: mark?.completeness == .incomplete,
                isWhole: mark?.completeness == .whole
            )
        }
    }

    private func note(_ cycle: RecordedCycle, _ figure: FigureCycle?) -> String {
        var parts = [words("period {days}", ["days": text.days(cycle.periodLength)])]
        if let day = figure?.ovulation { parts.append(words("ovulation about day {day}", ["day": String(day)])) }
        if figure == nil { parts.append(words("running")) }
        return parts.joined(separator: " · ")
    }

    private func reason(_ leftOut: FigureLeftOut) -> String { LeftOutWords(words: words).sentence(leftOut) }

    private func questions(_ prediction: CyclePrediction?) -> String? {
        let count = prediction?.questions.count ?? source.list.questions.count
        guard count > 0 else { return nil }
        return words.count(
            count,
            one: "The diary has {count} question; your answer may change these figures.",
            other: "The diary has {count} questions; your answers may change these figures."
        )
    }

    // MARK: Estimates

    private func next(_ outlook: Result<CyclePrediction, PredictionRefusal>?) -> String? {
        guard let outlook else { return words("Estimates are off. They can be switched on in the diary's settings.") }
        switch outlook {
        case .failure(let refusal): return RefusalWords(text: text).sentence(refusal)
        case .success(let prediction):
            guard let start = prediction.starts.first else { return nil }
            let sentence = words(
                "{days}, 8 in 10. Most likely {day}, {chance}.",
                [
                    "days": text.range(start.interval(0.8)), "day": text.short(start.likeliest),
                    "chance": PercentText.text(start.chance(of: start.likeliest)),
                ]
            )
            guard prediction.nextIfMissing != nil else { return sentence }
            return sentence + " " + words("A period may have gone unlogged: the diary asks about it.")
        }
    }

    private func hit(_ past: PastPrediction) -> CycleHistoryPage.Hit {
        guard let forecast = past.forecast, let outside = past.daysOutside else {
            return CycleHistoryPage.Hit(
                day: text.short(past.start),
                estimate: "",
                isInside: false,
                result: notCompared(past.outcome),
                isCompared: false
            )
        }
        let result =
            switch outside {
            case 0: words("inside")
            case ..<0: words.count(-outside, one: "{count} day early", other: "{count} days early")
            default: words.count(outside, one: "{count} day late", other: "{count} days late")
            }
        return CycleHistoryPage.Hit(
            day: text.short(past.start),
            estimate: text.range(forecast.interval80),
            isInside: outside == 0,
            result: result,
            isCompared: true
        )
    }

    private func notCompared(_ outcome: PastPrediction.Outcome) -> String {
        switch outcome {
        case .compared: ""
        case .notCompared(.tooFewCycles): words("too few cycles then")
        case .notCompared(.leftOut): words("left out")
        }
    }

    private func hitsSentence(_ past: PastPredictions) -> String {
        guard source.predicts else { return words("Estimates are off, so none is compared.") }
        guard past.compared > 0 else {
            return words("Nothing to compare yet: an estimate needs three cycles, and a start after them.")
        }
        let values = ["inside": String(past.inside)]
        let counted = words.count(
            past.compared,
            one: "{inside} of {count} start fell inside the estimate of the time.",
            other: "{inside} of {count} starts fell inside the estimate of the time.",
            values
        )
        return counted + " "
            + (past.canBeJudged
                ? words("An 8 in 10 estimate should miss about once in five.")
                : words("That is too few to judge by: an 8 in 10 estimate should miss about once in five."))
    }
}
