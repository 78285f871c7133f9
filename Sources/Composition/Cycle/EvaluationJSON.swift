package import Cycle
import JSON

/// The lines of `flowkeep cycle evaluate`.
///
/// - Source: docs/spec/cycle-prediction.md §7.
package enum EvaluationJSON {
    package static func line(_ target: EvaluatedTarget) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("person", target.person)
            writer.member("cycle", target.cycle)
            writer.member("actual", target.actual)
            writer.member("median", target.median)
            writer.member("interval80", target.interval80)
            writer.member("interval50", target.interval50)
            writer.member("crps", target.crps)
            if let ovulation = target.ovulation { writer.member("ovulation", ovulation) }
            if let window = target.window { writer.member("window", window) }
        }
    }

    package static func line(_ summary: EvaluationSummary) -> [UInt8] {
        JSONWriter.object { writer in
            writer.memberObject("summary") { writer in
                writer.member("targets", summary.targets)
                write(summary.own, &writer)
                writer.member("coverage50", summary.coverage50)
                writer.member("crps", summary.crps)
                if let ovulation = summary.ovulation { write(ovulation, &writer) }
                if summary.windowTargets > 0 {
                    writer.member("windowTargets", summary.windowTargets)
                    writer.memberArray("windows", summary.windows) { write($1, &$0) }
                }
                writer.memberArray("waiting", summary.waiting) { write($1, &$0) }
                writer.memberArray("baselines", summary.baselines) { writer, row in
                    writer.object { writer in
                        writer.member("name", row.name)
                        write(row, &writer)
                    }
                }
            }
        }
    }

    private static func write(_ row: EvaluationSummary.Row, _ writer: inout JSONWriter) {
        writer.member("mae", row.mae)
        writer.member("rmse", row.rmse)
        writer.member("coverage80", row.coverage80)
        writer.member("width80", row.width80)
    }

    private static func write(_ ovulation: EvaluationSummary.Ovulation, _ writer: inout JSONWriter) {
        writer.memberObject("ovulation") { writer in
            writer.member("targets", ovulation.targets)
            writer.member("mae", ovulation.mae)
            writer.member("maeOfLengthLess14", ovulation.maeOfLengthLess14)
        }
    }

    private static func write(_ window: EvaluationSummary.Window, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", window.name)
            writer.member("covered", window.covered)
            writer.member("days", window.days)
        }
    }

    private static func write(_ waiting: EvaluationSummary.Waiting, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("day", waiting.day)
            writer.member("targets", waiting.targets)
            writer.member("rmse", waiting.rmse)
            writer.member("rmseOfMean", waiting.rmseOfMean)
        }
    }
}

/// The object of `flowkeep cycle predict --lengths`.
package enum LengthPredictionJSON {
    /// Chances below this share of a day are not written.
    private static let leastChance = 0.001

    package static func object(_ prediction: LengthPrediction) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("cycles", prediction.cycles)
            writer.memberArray("leftOut", prediction.leftOut) { $0.integer($1) }
            if let next = prediction.starts.first { write(next, &writer) }
            writer.memberArray("later", prediction.starts.dropFirst()) { writer, start in
                writer.object { write(start, &$0) }
            }
            writer.memberArray("severalCycles", prediction.severalCycles.sorted { $0.key < $1.key }) { writer, pair in
                writer.object { writer in
                    writer.member("place", pair.key + 1)
                    writer.member("chance", pair.value, decimals: 3)
                }
            }
        }
    }

    private static func write(_ start: OffsetDistribution, _ writer: inout JSONWriter) {
        writer.member("median", start.median)
        writer.member("interval50", start.interval(0.5))
        writer.member("interval80", start.interval(0.8))
        let days = (start.first...start.last).filter { start.chance(of: $0) >= leastChance }
        writer.memberArray("days", days) { writer, day in
            writer.object { writer in
                writer.member("day", day)
                writer.member("chance", start.chance(of: day))
            }
        }
    }
}
