package import JSON
import Primitives

/// A prediction as JSON, as the API and the command line give it.
///
/// - Source: docs/spec/cycle-prediction.md §8.
package enum PredictionJSON {
    /// Days with less are left out.
    static let chanceMinimum = 0.001

    /// Into an object that is open.
    package static func write(_ prediction: CyclePrediction, to writer: inout JSONWriter) {
        writer.memberObject("basis") { write(prediction.basis, to: &$0) }
        writer.member("lastStart", prediction.lastStart)
        writer.member("cycleDay", prediction.cycleDay)
        writer.memberArray("starts", prediction.starts) { writer, start in writer.object { write(start, to: &$0) } }
        writer.member("chanceOfMissing", prediction.chanceOfMissing, decimals: 3)
        if let next = prediction.nextIfMissing { writer.memberObject("nextIfMissing") { write(next, to: &$0) } }
        if let ovulation = prediction.ovulation {
            writer.memberObject("ovulation") { writer in
                writer.member("source", ovulation.source.name)
                writer.memberObject("day") { write(ovulation.day, to: &$0) }
                if let window = ovulation.window { writer.member("window", window) }
            }
        }
        writer.memberArray("questions", prediction.questions) { writer, question in
            writer.object { write(question, to: &$0) }
        }
    }

    /// Into an object that is open.
    package static func write(_ refusal: PredictionRefusal, to writer: inout JSONWriter) {
        writer.memberObject("refused") { writer in
            writer.member("reason", refusal.name)
            switch refusal {
            case .pregnant(let age):
                if let age {
                    writer.member("weeks", age.weeks)
                    writer.member("days", age.days)
                }
            case .startInFuture(let start): writer.member("start", start)
            case .tooFewCycles(let have, let need):
                writer.member("have", have)
                writer.member("need", need)
            case .tooLongAgo(let days): writer.member("days", days)
            case .noStart, .modeChanged: break
            }
        }
    }

    package static func write(_ question: DiaryQuestion, to writer: inout JSONWriter) {
        switch question {
        case .wasItAPeriod(let day):
            writer.member("kind", "was-it-a-period")
            writer.member("day", day)
        case .wasItAStart(let day, let length):
            writer.member("kind", "was-it-a-start")
            writer.member("day", day)
            writer.member("length", length)
        case .wasAPeriodMissed(let cycle, let days, let chance):
            writer.member("kind", "was-a-period-missed")
            write(cycle, days, chance, to: &writer)
        case .isAPeriodMissing(let cycle, let days, let chance):
            writer.member("kind", "is-a-period-missing")
            write(cycle, days, chance, to: &writer)
        }
    }

    private static func write(
        _ cycle: CalendarDay,
        _ days: ClosedRange<CalendarDay>,
        _ chance: Double,
        to writer: inout JSONWriter
    ) {
        writer.member("cycle", cycle)
        writer.member("days", days)
        writer.member("chance", chance, decimals: 3)
    }

    private static func write(_ basis: PredictionBasis, to writer: inout JSONWriter) {
        writer.member("mode", basis.mode.codeName)
        writer.member("cycles", basis.cycles)
        writer.memberArray("leftOut", basis.leftOut) { writer, leftOut in
            writer.object {
                $0.member("start", leftOut.start)
                $0.member("reason", leftOut.reason.name)
            }
        }
    }

    private static func write(_ start: DayDistribution, to writer: inout JSONWriter) {
        writer.member("median", start.median)
        writer.member("likeliest", start.likeliest)
        writer.member("interval50", start.interval(0.5))
        writer.member("interval80", start.interval(0.8))
        let days = (start.offsets.first...start.offsets.last).map { start.anchor.adding(days: $0) }
        writer.memberArray("days", days.filter { start.chance(of: $0) >= chanceMinimum }) { writer, day in
            writer.object {
                $0.member("date", day)
                $0.member("chance", start.chance(of: day), decimals: 4)
            }
        }
    }
}

extension OvulationPrediction.Source {
    fileprivate var name: String {
        switch self {
        case .earlierCycles: "earlier-cycles"
        case .doubleCheck: "double-check"
        case .lhTest: "lh-test"
        }
    }
}

extension PredictionRefusal {
    /// Stable: lower-case words joined by hyphens.
    package var name: String {
        switch self {
        case .pregnant: "pregnant"
        case .noStart: "no-start"
        case .startInFuture: "start-in-future"
        case .modeChanged: "mode-changed"
        case .tooFewCycles: "too-few-cycles"
        case .tooLongAgo: "too-long-ago"
        }
    }
}

extension LeftOutReason {
    /// Stable: lower-case words joined by hyphens.
    package var name: String {
        switch self {
        case .excluded: "excluded"
        case .factor: "factor"
        case .modeChanged: "mode-changed"
        case .otherMode: "other-mode"
        case .beforeBirth: "before-birth"
        case .tooLong: "too-long"
        }
    }
}
