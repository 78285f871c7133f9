package import Cycle
import JSON
import Primitives

/// The object of `flowkeep cycle fertility`.
///
/// - Source: docs/spec/cycle-evaluation.md §7.
package enum FertilityJSON {
    package static func object(_ check: DoubleCheck) -> [UInt8] {
        JSONWriter.object { writer in
            writer.memberObject("phases") { phases(check, &$0) }
            writer.memberObject("temperature") { temperature(check.temperature, &$0) }
            writer.memberObject(check.sign.sign.rawValue) { sign(check.sign, &$0) }
            writer.memberObject("preOvulatory") { before(check.before, &$0) }
            writer.memberArray("why", FertilityReason.all(of: check)) { writer, reason in
                writer.object { reason.write(to: &$0) }
            }
            writer.memberArray("steps", FertilityStep.all(of: check)) { writer, step in
                writer.object { step.write(to: &$0) }
            }
        }
    }

    private static func phases(_ check: DoubleCheck, _ writer: inout JSONWriter) {
        if let days = check.preOvulatory {
            writer.memberObject("preOvulatory") { writer in
                writer.memberObject("start") { $0.member("date", days.lowerBound) }
                writer.memberObject("end") { $0.member("date", days.upperBound) }
            }
        } else {
            writer.memberNull("preOvulatory")
        }
        writer.memberObject("periOvulatory") { writer in
            writer.memberObject("start") { $0.member("date", check.periOvulatoryStart) }
            evening("end", check.postOvulatoryStart, &writer)
        }
        if check.postOvulatoryStart != nil {
            writer.memberObject("postOvulatory") { writer in
                evening("start", check.postOvulatoryStart, &writer)
                writer.memberNull("end")
            }
        } else {
            writer.memberNull("postOvulatory")
        }
    }

    private static func evening(_ name: String, _ day: CalendarDay?, _ writer: inout JSONWriter) {
        guard let day else { return writer.memberNull(name) }
        writer.memberObject(name) { writer in
            writer.member("date", day)
            writer.member("time", "\(DoubleCheck.eveningHour):00")
        }
    }

    private static func temperature(_ evaluation: TemperatureEvaluation, _ writer: inout JSONWriter) {
        guard let shift = evaluation.shift else {
            writer.member("status", "incomplete")
            return
        }
        writer.member("status", "complete")
        writer.member("ltl", degrees(shift.candidate.coverLine), decimals: 2)
        writer.member("firstHigh", shift.candidate.firstHigh)
        writer.member("rule", shift.rule.rawValue)
        writer.member("evaluationComplete", shift.completeOn)
        writer.memberArray("low", shift.candidate.low) { reading($1, &$0) }
        writer.memberArray("high", shift.candidate.high) { reading($1, &$0) }
        writer.memberArray("gaps", shift.gaps) { $0.string($1.iso) }
    }

    private static func sign(_ evaluation: SignEvaluation, _ writer: inout JSONWriter) {
        guard let peak = evaluation.peak else {
            writer.member("status", "incomplete")
            return
        }
        writer.member("status", "complete")
        writer.member("peak", peak.day)
        if let quality = peak.quality { writer.member("quality", quality.rawValue) }
        writer.member("evaluationComplete", peak.completeOn)
    }

    private static func before(_ evaluation: PreOvulatoryEvaluation, _ writer: inout JSONWriter) {
        switch evaluation.rule {
        case .fiveDays: writer.member("rule", "fiveDays")
        case .minus8(let earliest, let known):
            writer.member("rule", "minus8")
            writer.member("earliestFirstHigh", earliest)
            writer.member("known", known)
        case .minus20(let shortest):
            writer.member("rule", "minus20")
            writer.member("shortest", shortest)
        case nil: writer.memberNull("rule")
        }
        if let rule = evaluation.rule { writer.member("days", max(0, rule.days)) }
        writer.member("cutOn", day: evaluation.cut?.day)
    }

    private static func reading(_ reading: TemperatureCandidate.Reading, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("date", reading.day)
            writer.member("value", degrees(reading.value), decimals: 2)
        }
    }

    static func degrees(_ value: BodyTemperature) -> Double { Double(value.hundredths) / 100 }
}
