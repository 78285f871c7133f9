import CycleSimulation
import JSON
import Primitives
import Testing

@testable import Cycle

@Suite("A patch of a day")
struct DayPatchTests {
    private func value(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

    private func entry(_ text: String) throws -> DayEntry { try DayJSON.entry(value(text)) }

    @Test(
        "merges as RFC 7396 has it",
        arguments: [
            (
                #"{"temperature":{"value":"36.62"},"energy":3,"note":"x"}"#,
                #"{"temperature":{"excluded":true},"energy":null}"#,
                #"{"temperature":{"value":"36.62","excluded":true},"note":"x"}"#
            ),
            (#"{"energy":3}"#, #"{}"#, #"{"energy":3}"#),
            (#"{"energy":3}"#, #"{"note":null,"desire":"low"}"#, #"{"energy":3,"desire":"low"}"#),
            (
                #"{"moods":[{"id":"calm","intensity":"mild"}]}"#, #"{"moods":[{"id":"sad","intensity":"mild"}]}"#,
                #"{"moods":[{"id":"sad","intensity":"mild"}]}"#
            ),
            (
                #"{"bleeding":{"level":"light","mark":"start"}}"#, #"{"bleeding":{"mark":null,"clots":null}}"#,
                #"{"bleeding":{"level":"light"}}"#
            ),
            (#"{}"#, #"{"sleep":{"minutes":400,"quality":null}}"#, #"{"sleep":{"minutes":400}}"#),
        ]
    )
    func merged(_ before: String, _ patch: String, _ after: String) throws {
        #expect(try DayJSON.entry(entry(before), patchedBy: value(patch)) == entry(after))
    }

    @Test("what comes out is read strictly")
    func strict() throws {
        let before = try entry(#"{"mucus":{"feeling":"wet"},"temperature":{"value":"36.62"}}"#)
        let refused: [(String, DiaryJSONError)] = [
            (#"{"mucus":{"feeling":null}}"#, DiaryJSONError("/mucus", .empty)),
            (#"{"temperature":{"value":null}}"#, DiaryJSONError("/temperature/value", .missing)),
            (#"{"moods":[null]}"#, DiaryJSONError("/moods/0", .wrongType)),
            (#"{"x":1}"#, DiaryJSONError("", .unknownMember)),
            (#"3"#, DiaryJSONError("", .wrongType)),
        ]
        for (patch, error) in refused {
            let patch = try value(patch)
            #expect(throws: error) { try DayJSON.entry(before, patchedBy: patch) }
        }
    }

    /// A patch that says all of one day and removes all else makes any day that one.
    @Test("from any day to any day", arguments: UInt64(1)...20)
    func anyToAny(_ seed: UInt64) throws {
        var random = RandomEntries(seed: seed)
        for _ in 0..<10 {
            let (before, after) = (random.next(), random.next())
            let clearing = JSONWriter.object { writer in
                for field in DayField.allCases {
                    writer.name(field.codeName)
                    writer.null()
                }
            }
            let cleared = try DayJSON.entry(before, patchedBy: JSONParser.parse(clearing))
            #expect(cleared == DayEntry())
            var writer = JSONWriter()
            DayJSON.write(after, to: &writer)
            let patch = try JSONParser.parse(writer.bytes)
            #expect(try DayJSON.entry(cleared, patchedBy: patch) == after)
            #expect(try DayJSON.entry(after, patchedBy: patch) == after)
        }
    }
}
