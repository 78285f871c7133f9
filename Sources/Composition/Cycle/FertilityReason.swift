import Cycle
import JSON
import Primitives

/// One thing that keeps a part of the evaluation from saying more.
struct FertilityReason {
    let part: String
    let reason: String
    var date: CalendarDay?
    var count: Int?

    static func all(of check: DoubleCheck) -> [FertilityReason] {
        [
            check.before.lack.map(Self.before), check.temperature.lack.map(Self.temperature),
            check.sign.lack.map { sign($0, check.sign.sign) },
        ]
        .compactMap { $0 }
    }

    func write(to writer: inout JSONWriter) {
        writer.member("part", part)
        writer.member("reason", reason)
        if let date { writer.member("date", date) }
        if let count { writer.member("count", count) }
    }

    private static func before(_ lack: PreOvulatoryLack) -> FertilityReason {
        let part = "preOvulatory"
        switch lack {
        case .noPreviousCycle: return FertilityReason(part: part, reason: "noPreviousCycle")
        case .previousNotPassed: return FertilityReason(part: part, reason: "previousNotPassed")
        case .grantsNone: return FertilityReason(part: part, reason: "grantsNone")
        case .cutOnFirstDay(let cut): return FertilityReason(part: part, reason: "cutOnFirstDay", date: cut.day)
        }
    }

    private static func temperature(_ lack: TemperatureLack) -> FertilityReason {
        let part = "temperature"
        switch lack {
        case .tooFewReadings(let count): return FertilityReason(part: part, reason: "tooFewReadings", count: count)
        case .nothingAboveSix: return FertilityReason(part: part, reason: "nothingAboveSix")
        case .waiting(let day): return FertilityReason(part: part, reason: "waiting", date: day)
        }
    }

    private static func sign(_ lack: SignLack, _ sign: SecondSign) -> FertilityReason {
        let part = sign.rawValue
        switch lack {
        case .noReadings: return FertilityReason(part: part, reason: "noReadings")
        case .nothingFertile: return FertilityReason(part: part, reason: "nothingFertile")
        case .waiting(let day, let count):
            return FertilityReason(part: part, reason: "waiting", date: day, count: count)
        case .returned(let day): return FertilityReason(part: part, reason: "returned", date: day)
        case .afterTemperatures(let day): return FertilityReason(part: part, reason: "afterTemperatures", date: day)
        case .temperaturesIncomplete(let day):
            return FertilityReason(part: part, reason: "temperaturesIncomplete", date: day)
        }
    }
}

/// One step of the evaluation.
struct FertilityStep {
    let part: String
    let step: String
    var date: CalendarDay?
    var candidate: CalendarDay?
    var ltl: BodyTemperature?
    var rule: TemperatureRule?
    var gaps: [CalendarDay] = []

    static func all(of check: DoubleCheck) -> [FertilityStep] {
        check.temperature.steps.map(temperature) + check.sign.steps.map { sign($0, check.sign.sign) }
    }

    func write(to writer: inout JSONWriter) {
        writer.member("part", part)
        writer.member("step", step)
        if let date { writer.member("date", date) }
        if let candidate { writer.member("candidate", candidate) }
        if let ltl { writer.member("ltl", FertilityJSON.degrees(ltl), decimals: 2) }
        if let rule { writer.member("rule", rule.rawValue) }
        if !gaps.isEmpty { writer.memberArray("gaps", gaps) { $0.string($1.iso) } }
    }

    private static func temperature(_ step: TemperatureStep) -> FertilityStep {
        let part = "temperature"
        switch step {
        case .dropped(let day): return FertilityStep(part: part, step: "dropped", date: day)
        case .candidate(let candidate):
            return FertilityStep(part: part, step: "candidate", date: candidate.firstHigh, ltl: candidate.coverLine)
        case .refuted(let day): return FertilityStep(part: part, step: "refuted", candidate: day)
        case .gaps(let days): return FertilityStep(part: part, step: "gaps", gaps: days)
        case .complete(let rule, let day): return FertilityStep(part: part, step: "complete", date: day, rule: rule)
        }
    }

    private static func sign(_ step: SignStep, _ sign: SecondSign) -> FertilityStep {
        let part = sign.rawValue
        switch step {
        case .dropped(let day): return FertilityStep(part: part, step: "dropped", date: day)
        case .candidate(let day): return FertilityStep(part: part, step: "candidate", date: day)
        case .notLower(let day, let candidate):
            return FertilityStep(part: part, step: "notLower", date: day, candidate: candidate)
        case .returned(let day, let candidate):
            return FertilityStep(part: part, step: "returned", date: day, candidate: candidate)
        case .complete(let day): return FertilityStep(part: part, step: "complete", date: day)
        }
    }
}
