import CycleSimulation
import JSON
import Primitives
import Testing

@testable import Cycle

@Suite("A day as JSON")
struct DayJSONTests {
    private func value(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

    private func text(_ entry: DayEntry) -> String {
        var writer = JSONWriter()
        DayJSON.write(entry, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func entry(_ text: String) throws -> DayEntry { try DayJSON.entry(value(text)) }

    private func refusal(_ text: String) throws -> DiaryJSONError? {
        let value = try value(text)
        do throws(DiaryJSONError) {
            _ = try DayJSON.entry(value)
            return nil
        } catch {
            return error
        }
    }

    /// docs/spec/cycle-json.md §1, without its blanks.
    private let example = """
        {"bleeding":{"level":"light","excluded":false,"clots":"small","products":{"pad":3}},\
        "temperature":{"value":"36.62","time":"06:40","method":"oral","excluded":false},\
        "mucus":{"feeling":"wet","texture":"creamy","excluded":false},\
        "lhTests":[{"result":"positive","time":"14:10"}],\
        "symptoms":[{"id":"cramps","intensity":"moderate"},{"id":"0000000900000","intensity":"mild"}],\
        "moods":[{"id":"calm","intensity":"mild"}],"sex":[{"kind":"with-partner","protection":["condom"]}],\
        "desire":"medium","intakes":[{"item":"0000000900006","state":"taken","doses":"1.00","time":"07:05"}],\
        "sleep":{"minutes":455,"quality":4},"energy":3,"factors":[{"factor":"alcohol","effect":"reading"}],\
        "note":"Slept well."}
        """

    @Test("the example of the spec is what an entry writes")
    func written() throws {
        let entry = try entry(example)
        #expect(text(entry) == example)
        #expect(entry.temperature?.value.hundredths == 3662)
        #expect(entry.symptoms?[try #require(SymptomID(rawValue: 9 << 24))] == .mild)
        #expect(entry.intakes == [IntakeEntry(9 << 24 | 3, .taken, minuteOfDay: 425)])
    }

    @Test("what was written is read back", arguments: UInt64(1)...40)
    func roundTrip(_ seed: UInt64) throws {
        var random = RandomEntries(seed: seed)
        for _ in 0..<25 {
            let entry = random.next()
            try entry.check(on: .test("2026-11-20"), today: .test("2026-11-20"))
            #expect(try self.entry(text(entry)) == entry)
        }
    }

    @Test("random entries have every field")
    func generator() {
        var random = RandomEntries(seed: 1)
        let fields = (0..<200).reduce(into: Set<DayField>()) { fields, _ in fields.formUnion(random.next().fields) }
        #expect(fields == Set(DayField.allCases))
    }

    @Test("an empty object is a day without fields")
    func empty() throws {
        #expect(try entry("{}") == DayEntry())
        #expect(text(DayEntry()) == "{}")
    }

    @Test("what is left out has the value the spec says")
    func defaults() throws {
        let entry = try entry(
            """
            {"bleeding":{"level":"heavy"},"temperature":{"value":"36.5"},"sex":[{"kind":"alone"}],
             "intakes":[{"item":"0000000900006","state":"late"}],"factors":[{"factor":"fever"}]}
            """
        )
        #expect(entry.bleeding == BleedingEntry(Bleeding(.heavy)))
        #expect(entry.temperature == BodyTemperature(hundredths: 3650).map { TemperatureReading($0) })
        #expect(entry.sex?.first?.protection == nil)
        #expect(entry.intakes?.first?.hundredths == 100)
        #expect(entry.factors == [Factor(.fever, effect: .reading)])
    }

    @Test("an empty protection is unprotected, not unsaid")
    func unprotected() throws {
        let entry = try entry(#"{"sex":[{"kind":"with-partner","protection":[]}]}"#)
        #expect(entry.sex == [SexEntry(.withPartner, protection: [])])
    }

    @Test("lists are read in any order and kept in theirs")
    func order() throws {
        let entry = try entry(
            """
            {"factors":[{"factor":"stress"},{"factor":"illness"}],
             "intakes":[{"item":"000000090000c","state":"taken"},{"item":"0000000900006","state":"taken"}]}
            """
        )
        #expect(entry.factors?.map(\.kind) == [.illness, .stress])
        #expect(entry.intakes?.map(\.item) == [9 << 24 | 3, 9 << 24 | 6])
    }

    @Test(
        "what is not as it should be is refused by its place",
        arguments: [
            (#"[]"#, "", .wrongType),
            (#"{"energie":3}"#, "", .unknownMember),
            (#"{"energy":null}"#, "/energy", .wrongType),
            (#"{"energy":"3"}"#, "/energy", .wrongType),
            (#"{"energy":3.5}"#, "/energy", .notPossible),
            (#"{"energy":1e2}"#, "/energy", .notPossible),
            (#"{"note":3}"#, "/note", .wrongType),
            (#"{"desire":"Medium"}"#, "/desire", .unknownName),
            (#"{"bleeding":{}}"#, "/bleeding/level", .missing),
            (#"{"bleeding":{"level":"light","products":{}}}"#, "/bleeding/products", .empty),
            (#"{"bleeding":{"level":"light","products":{"towel":1}}}"#, "/bleeding/products", .unknownMember),
            (#"{"bleeding":{"level":"light","excluded":"no"}}"#, "/bleeding/excluded", .wrongType),
            (#"{"temperature":{"value":36.62}}"#, "/temperature/value", .wrongType),
            (#"{"temperature":{"value":"36.625"}}"#, "/temperature/value", .notPossible),
            (#"{"temperature":{"value":"36,6"}}"#, "/temperature/value", .notPossible),
            (#"{"temperature":{"value":"33.99"}}"#, "/temperature/value", .notPossible),
            (#"{"temperature":{"value":"36.6","time":"24:00"}}"#, "/temperature/time", .notPossible),
            (#"{"temperature":{"value":"36.6","time":"6:40"}}"#, "/temperature/time", .notPossible),
            (#"{"temperature":{"value":"36.6","unit":"C"}}"#, "/temperature", .unknownMember),
            (#"{"mucus":{"excluded":true}}"#, "/mucus", .empty),
            (#"{"cervix":{}}"#, "/cervix", .empty),
            (#"{"lhTests":[]}"#, "/lhTests", .empty),
            (#"{"lhTests":{}}"#, "/lhTests", .wrongType),
            (#"{"lhTests":[{"result":"peak"},{"time":"07:00"}]}"#, "/lhTests/1/result", .missing),
            (#"{"pregnancyTests":[{"result":"peak"}]}"#, "/pregnancyTests/0/result", .unknownName),
            (#"{"symptoms":[{"id":"cramp","intensity":"mild"}]}"#, "/symptoms/0/id", .unknownName),
            (#"{"symptoms":[{"id":"cramps"}]}"#, "/symptoms/0/intensity", .missing),
            (#"{"symptoms":[{"id":"0000000000001","intensity":"mild"}]}"#, "/symptoms/0/id", .unknownName),
            (#"{"moods":[{"id":"00000004W0000","intensity":"mild"}]}"#, "/moods/0/id", .unknownName),
            (
                #"{"moods":[{"id":"calm","intensity":"mild"},{"id":"calm","intensity":"mild"}]}"#, "/moods",
                .twice
            ),
            (#"{"sex":[{"kind":"alone","protection":["condom","condom"]}]}"#, "/sex/0/protection", .twice),
            (#"{"sex":[{"kind":"alone","protection":["none"]}]}"#, "/sex/0/protection/0", .unknownName),
            (#"{"intakes":[{"item":"x","state":"taken"}]}"#, "/intakes/0/item", .notPossible),
            (
                #"{"intakes":[{"item":"0000000900006","state":"taken","doses":"-1"}]}"#, "/intakes/0/doses",
                .notPossible
            ),
            (#"{"factors":[{"factor":"fever"},{"factor":"fever"}]}"#, "/factors", .twice),
            (#"{"weight":61000}"#, "/weight", .wrongType),
            (#"{"sleep":{"quality":3}}"#, "/sleep/minutes", .missing),
        ] as [(String, String, DiaryJSONError.Reason)]
    )
    func refused(_ text: String, _ pointer: String, _ reason: DiaryJSONError.Reason) throws {
        #expect(try refusal(text) == DiaryJSONError(pointer, reason))
    }
}
