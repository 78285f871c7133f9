import Composition
import Cycle
import JSON
import Testing

@Suite("flowkeep cycle evaluate and predict")
struct EvaluationJSONTests {
    private func members(_ bytes: [UInt8]) throws -> JSONObject {
        guard case .object(let object) = try JSONParser.parse(bytes) else { throw Missing() }
        return object
    }

    private struct Missing: Error {}

    private func table(_ text: String) throws -> CycleEvaluation { CycleEvaluation(try CycleTable(parsing: text)) }

    @Test("a line has the members of the spec")
    func line() throws {
        let evaluation = try table("7,1,28,14\n7,2,29,15\n7,3,28,14\n7,4,30,15")
        let target = try #require(evaluation.targets.first)
        let object = try members(EvaluationJSON.line(target))
        #expect(
            object.members.map(\.name)
                == ["person", "cycle", "actual", "median", "interval80", "interval50", "crps", "ovulation", "window"]
        )
        #expect(object["person"] == .string("7"))
        #expect(object["cycle"] == .string("4"))
        #expect(object["actual"] == .number("30"))
        #expect(object["median"] == .number("\(target.median)"))
        let interval = target.interval80
        #expect(object["interval80"] == .array([.number("\(interval.lowerBound)"), .number("\(interval.upperBound)")]))
    }

    @Test("without ovulation days there are no members for them")
    func withoutOvulation() throws {
        let evaluation = try table("7,1,28\n7,2,29\n7,3,28\n7,4,30")
        let object = try members(EvaluationJSON.line(try #require(evaluation.targets.first)))
        #expect(object["ovulation"] == nil)
        #expect(object["window"] == nil)
    }

    @Test("the summary has the errors and the baselines")
    func summary() throws {
        let evaluation = try table("7,1,28,14\n7,2,29,15\n7,3,28,14\n7,4,30,15")
        let line = try members(EvaluationJSON.line(evaluation.summary))
        guard case .object(let summary)? = line["summary"], case .array(let baselines)? = summary["baselines"] else {
            Issue.record("no summary")
            return
        }
        #expect(summary["targets"] == .number("1"))
        for name in ["mae", "rmse", "coverage80", "width80", "coverage50", "crps", "ovulation", "waiting"] {
            #expect(summary[name] != nil, "\(name)")
        }
        #expect(baselines.count == Baseline.allCases.count)
    }

    @Test("a person's name is a string, whatever is in it")
    func names() throws {
        let evaluation = try table("\"x\\,1,28\n\"x\\,2,29\n\"x\\,3,28\n\"x\\,4,30")
        let object = try members(EvaluationJSON.line(try #require(evaluation.targets.first)))
        #expect(object["person"] == .string("\"x\\"))
    }

    @Test("a prediction of lengths has median, intervals and the chance of each day")
    func lengths() throws {
        let prediction = try LengthPrediction([28, 31, 27])
        let object = try members(LengthPredictionJSON.object(prediction))
        #expect(object["cycles"] == .number("3"))
        #expect(object["median"] == .number("\(prediction.starts[0].median)"))
        guard case .array(let days)? = object["days"], case .array(let later)? = object["later"] else {
            Issue.record("no days")
            return
        }
        #expect(days.count > 8)
        #expect(later.count == 3)
    }

    @Test("a prediction of lengths says what it left out and what may be several cycles")
    func unusualLengths() throws {
        let prediction = try LengthPrediction([28, 29, 400, 28, 57, 28, 29])
        #expect(prediction.cycles == 6)
        #expect(prediction.leftOut == [400])
        #expect(prediction.severalCycles.keys.sorted() == [4])
    }

    @Test("fewer than three lengths are refused", arguments: [[], [28], [28, 29], [28, 29, 5]])
    func tooFew(_ lengths: [Int]) {
        let have = lengths.count { (10...180).contains($0) }
        #expect(throws: PredictionRefusal.tooFewCycles(have: have, need: 3)) { try LengthPrediction(lengths) }
    }

    @Test("a wait longer than any cycle is refused", arguments: [-1, 180])
    func wait(_ days: Int) {
        #expect(throws: PredictionRefusal.tooLongAgo(days: days)) { try LengthPrediction([28, 29, 28], waited: days) }
    }
}
