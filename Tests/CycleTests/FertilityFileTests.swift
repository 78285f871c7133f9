import Composition
import Cycle
import JSON
import Primitives
import Testing

@Suite("flowkeep cycle fertility")
struct FertilityFileTests {
    private func file(_ text: String) throws -> FertilityFile { try FertilityFile(parsing: Array(text.utf8)) }

    private func output(_ text: String) throws -> JSONValue {
        let file = try file(text)
        return try JSONParser.parse(FertilityJSON.object(DoubleCheck(file.chart, previous: file.previous)))
    }

    /// The value at a path like `phases.preOvulatory.end.date`.
    private func value(_ json: JSONValue, _ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(json as JSONValue?) { value, name in
            guard case .object(let object)? = value else { return nil }
            return object[String(name)]
        }
    }

    /// Days from the 1st of a month: temperature and mucus quality by feeling and texture.
    private func cycle(_ month: String, _ days: [(Double, Int, Int)]) -> String {
        let texts = days.enumerated().map { place, day in
            let number = place + 1 < 10 ? "0\(place + 1)" : "\(place + 1)"
            return """
                {"date":"2026-\(month)-\(number)","temperature":{"value":\(day.0),"time":"06:30","exclude":false},\
                "mucus":{"feeling":\(day.1),"texture":\(day.2)}}
                """
        }
        return "[" + texts.joined(separator: ",") + "]"
    }

    /// First high measurement on day 14, mucus peak on day 12: both complete on day 16.
    private var passed: [(Double, Int, Int)] {
        (1...11).map { ($0 == 10 ? 36.45 : 36.40, $0 < 8 ? 1 : 2, 0) }
            + [(36.40, 3, 2), (36.45, 1, 0), (36.65, 1, 0), (36.70, 1, 0), (36.75, 1, 0)]
    }

    @Test("a passed cycle after a passed cycle")
    func passedTwice() throws {
        let text = "{\"previousCycles\":[\(cycle("02", passed))],\"cycle\":\(cycle("03", passed))}"
        let json = try output(text)
        let strings = [
            "phases.preOvulatory.start.date": "2026-03-01", "phases.preOvulatory.end.date": "2026-03-05",
            "phases.periOvulatory.start.date": "2026-03-06", "phases.periOvulatory.end.date": "2026-03-16",
            "phases.periOvulatory.end.time": "18:00", "phases.postOvulatory.start.date": "2026-03-16",
            "phases.postOvulatory.start.time": "18:00", "temperature.status": "complete",
            "temperature.firstHigh": "2026-03-14", "temperature.evaluationComplete": "2026-03-16",
            "mucus.peak": "2026-03-12", "mucus.evaluationComplete": "2026-03-15", "preOvulatory.rule": "fiveDays",
        ]
        for (path, expected) in strings { #expect(value(json, path) == .string(expected), "\(path)") }
        #expect(value(json, "temperature.ltl") == .number("36.45"))
        #expect(value(json, "temperature.rule") == .number("0"))
        #expect(value(json, "phases.postOvulatory.end") == .null)
        #expect(value(json, "why") == .array([]))
    }

    @Test("where nothing can be said, it says why")
    func nothing() throws {
        let json = try output(#"{"cycle":[{"date":"2026-03-01","bleeding":{"value":2}}]}"#)
        #expect(value(json, "phases.preOvulatory") == .null)
        #expect(value(json, "phases.postOvulatory") == .null)
        #expect(value(json, "phases.periOvulatory.start.date") == .string("2026-03-01"))
        #expect(value(json, "phases.periOvulatory.end") == .null)
        #expect(value(json, "temperature.status") == .string("incomplete"))
        guard case .array(let reasons)? = value(json, "why") else {
            Issue.record("no reasons")
            return
        }
        #expect(
            reasons.map { value($0, "part") }
                == [.string("preOvulatory"), .string("temperature"), .string("mucus")]
        )
        #expect(
            reasons.map { value($0, "reason") }
                == [.string("noPreviousCycle"), .string("tooFewReadings"), .string("noReadings")]
        )
    }

    @Test("cycles are put in order by date, and each ends where the next begins")
    func order() throws {
        let (january, february, march) = (cycle("01", passed), cycle("02", passed), cycle("03", passed))
        let file = try file("{\"previousCycles\":[\(february),\(january)],\"cycle\":\(march)}")
        #expect(file.previous.map(\.start.iso) == ["2026-01-01", "2026-02-01"])
        #expect(file.previous.map(\.length) == [31, 28])
        #expect(file.chart.length == nil)
    }

    @Test("members that are null, absent or unknown")
    func lenient() throws {
        let file = try file(
            """
            {"cycle":[{"date":"2026-03-01","temperature":null,"mucus":{"feeling":2,"texture":null,"value":2},
            "cervix":{"opening":1,"firmness":0,"exclude":null},"note":{"value":"x"}}],"previousCycles":null,"more":1}
            """
        )
        let day = try #require(file.chart.days.first)
        #expect(day.temperature == nil)
        #expect(day.mucus?.quality == .f)
        #expect(day.cervix?.isOpenOrSoft == true)
    }

    @Test(
        "temperatures are read to the nearest hundredth",
        arguments: [("36.62", 3662), ("36.625", 3663), ("36.6249", 3662), ("37", 3700), ("3.65e1", 3650)]
    )
    func temperature(_ text: String, _ hundredths: Int) throws {
        let file = try file("{\"cycle\":[{\"date\":\"2026-03-01\",\"temperature\":{\"value\":\(text)}}]}")
        #expect(file.chart.days[0].temperature?.value.hundredths == hundredths)
    }

    @Test(
        "what is refused, and where",
        arguments: [
            ("", "", FertilityFileError.Reason.notJSON), ("[]", "", .shape), ("{}", "cycle", .shape),
            (#"{"cycle":[]}"#, "cycle", .empty), (#"{"cycle":[1]}"#, "cycle[0]", .shape),
            (#"{"cycle":[{"date":"2026-02-30"}]}"#, "cycle[0].date", .date),
            (#"{"cycle":[{"date":"2026-03-01"},{"date":"2026-03-01"}]}"#, "cycle", .dateTwice),
            (
                #"{"cycle":[{"date":"2026-03-01","temperature":{"value":98.6}}]}"#,
                "cycle[0].temperature.value", .temperature
            ),
            (
                #"{"cycle":[{"date":"2026-03-01","temperature":{"value":"36"}}]}"#,
                "cycle[0].temperature.value", .temperature
            ),
            (
                #"{"cycle":[{"date":"2026-03-01","temperature":{"value":36,"time":"24:00"}}]}"#,
                "cycle[0].temperature.time", .time
            ),
            (#"{"cycle":[{"date":"2026-03-01","mucus":{"feeling":4}}]}"#, "cycle[0].mucus.feeling", .category),
            (#"{"cycle":[{"date":"2026-03-01","mucus":{"texture":-1}}]}"#, "cycle[0].mucus.texture", .category),
            (#"{"cycle":[{"date":"2026-03-01","cervix":{"opening":3}}]}"#, "cycle[0].cervix.opening", .category),
            (
                #"{"cycle":[{"date":"2026-03-01","cervix":{"firmness":1,"exclude":"no"}}]}"#,
                "cycle[0].cervix.exclude", .exclude
            ),
            (
                #"{"previousCycles":[[{"date":"2026-03-01"}]],"cycle":[{"date":"2026-03-01"}]}"#, "cycle", .overlap
            ),
            (#"{"previousCycles":[[]],"cycle":[{"date":"2026-03-01"}]}"#, "previousCycles[0]", .empty),
            (#"{"previousCycles":{},"cycle":[{"date":"2026-03-01"}]}"#, "previousCycles", .shape),
        ]
    )
    func refused(_ text: String, _ path: String, _ reason: FertilityFileError.Reason) {
        do throws(FertilityFileError) {
            _ = try FertilityFile(parsing: Array(text.utf8))
            Issue.record("read")
        } catch {
            #expect(error.path == path)
            #expect(error.reason == reason)
        }
    }

    @Test("cervix stands under its own name")
    func cervix() throws {
        let json = try output(#"{"cycle":[{"date":"2026-03-01","cervix":{"opening":2,"firmness":1}}]}"#)
        #expect(value(json, "cervix.status") == .string("incomplete"))
        #expect(value(json, "mucus") == nil)
    }

    @Test("the steps are there as data")
    func steps() throws {
        let json = try output("{\"cycle\":\(cycle("03", passed))}")
        guard case .array(let steps)? = value(json, "steps") else {
            Issue.record("no steps")
            return
        }
        let names = steps.compactMap { value($0, "step") }
        #expect(names.contains(.string("candidate")))
        #expect(names.last == .string("complete"))
        #expect(steps.allSatisfy { value($0, "part") != nil })
    }
}
