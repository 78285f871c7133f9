import Cycle
import CycleSimulation
import Primitives

/// How long predictions and figures of ten years of daily entries take, and how predictions do on people that laws
/// made, beside the ways of others, as JSON.
enum CycleSpeed {
    private static let years = 10
    private static let today = CalendarDay(daysSinceEpoch: 20_777)
    private static let seed: UInt64 = 7

    /// - `rounds`: How often each thing is timed.
    /// - `people`: Of each law.
    static func run(rounds: Int, people: Int) {
        let laws = SimulatedPeople.allCases.map { calibration($0, people: people) }
        print(
            """
            {
              "timings": {\(timings(rounds).joined(separator: ", "))},
              "laws": [
                \(laws.joined(separator: ",\n    "))
              ]
            }
            """
        )
    }

    // MARK: Speed

    /// Members: 99th percentiles in microseconds.
    private static func timings(_ rounds: Int) -> [String] {
        let facts = SimulatedDiary.daily(years: years, until: today, seed: 3)
        let list = CycleList(facts)
        let days = facts.days.map { ($0.day, entry($0)) }
        // Tables that a process makes once are no part of it.
        _ = predict(facts)
        let statistics = CycleStatistics(facts, list, today: today)
        return [
            member("days", facts.days.count),
            member("prediction", time(rounds) { predict(facts) }),
            member("waiting", time(rounds) { predict(facts, waiting: 90) }),
            member("past", time(rounds) { statistics.pastPredictions().inside }),
            member(
                "figures",
                time(rounds) {
                    let statistics = CycleStatistics(facts, list, today: today)
                    let symptoms = statistics.symptoms(days).rows.count + statistics.symptomTimings(days).rows.count
                    return statistics.figures.counted + symptoms
                }
            ),
        ]
    }

    private static func entry(_ facts: DayFacts) -> DayEntry {
        var entry = DayEntry()
        let isEven = facts.day.daysSinceEpoch % 2 == 0
        entry.symptoms = [SymptomID(isEven ? .cramps : .headache): .mild, SymptomID(.tired): .strong]
        return entry
    }

    /// Whether it was predicted: a figure that depends on the work, so that none of it is left out.
    private static func predict(_ facts: DiaryFacts, waiting days: Int = 0) -> Int {
        let list = CycleList(facts)
        do {
            return try CyclePredictor(facts, list, today: today.adding(days: days)).predict().starts.count
        } catch {
            return 0
        }
    }

    private static func time(_ rounds: Int, _ body: () -> Int) -> Int {
        var sum = 0
        let times = (0..<rounds).map { _ in ContinuousClock().measure { sum += body() } }.sorted()
        precondition(sum > 0, "it was worked out")
        return Int(times[times.count * 99 / 100] / .microseconds(1))
    }

    private static func member(_ name: String, _ value: Int) -> String { "\"\(name)\": \(value)" }

    // MARK: Calibration

    private static func calibration(_ law: SimulatedPeople, people: Int) -> String {
        let table = law.table(people: people, cycles: 6...14, seed: seed)
        let plain = CycleEvaluation(table).summary
        let forgotten = CycleEvaluation(table, .init(forget: 0.08, seed: seed)).summary
        var members = [
            "\"law\": \"\(law.rawValue)\"", member("targets", plain.targets),
            "\"mae\": \(plain.own.mae)", "\"coverage80\": \(plain.own.coverage80)", "\"width80\": \(plain.own.width80)",
            "\"coverage50\": \(plain.coverage50)", "\"crps\": \(plain.crps)", "\"forgotten\": \(forgotten.own.mae)",
        ]
        let others = zip(plain.baselines, forgotten.baselines).map { row, other in
            "{\"name\": \"\(row.name)\", \"mae\": \(row.mae), \"coverage80\": \(row.coverage80), "
                + "\"width80\": \(row.width80), \"forgotten\": \(other.mae)}"
        }
        members.append("\"baselines\": [\(others.joined(separator: ", "))]")
        if let ovulation = plain.ovulation {
            members.append(
                "\"ovulation\": {\"mae\": \(ovulation.mae), \"lengthLess14\": \(ovulation.maeOfLengthLess14)}"
            )
        }
        return "{" + members.joined(separator: ", ") + "}"
    }
}
