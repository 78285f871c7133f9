import Cycle
import JSON
import Primitives
import Testing

@testable import CycleFormats

@Suite("Our own JSON of a diary")
struct DiaryJSONFileTests {
    @Test("what is written is read back, all of it", arguments: UInt64(1)...20)
    func roundTrip(_ seed: UInt64) throws {
        var random = RandomDiary(seed: seed)
        let diary = random.next(days: 60)
        let result = try DiaryJSONReader.read(DiaryJSONWriter.bytes(diary))
        #expect(result.skipped.count == 0)
        #expect(result.diary == diary)
        #expect(DiaryJSONWriter.bytes(result.diary) == DiaryJSONWriter.bytes(diary))
    }

    @Test("an empty diary is written and read")
    func empty() throws {
        let diary = DiaryCopy(days: [])
        #expect(try DiaryJSONReader.read(DiaryJSONWriter.bytes(diary)).diary == diary)
    }

    @Test("as an import it names what she made", arguments: UInt64(1)...5)
    func document(_ seed: UInt64) throws {
        var random = RandomDiary(seed: seed)
        let diary = random.next(days: 40)
        let document = try DiaryJSONReader.read(DiaryJSONWriter.bytes(diary)).document
        #expect(document.days.allSatisfy { $0.entry.intakes == nil })
        let days = document.days.map { $0.resolved(by: RandomDiary.names) }
        #expect(days.map { DiaryCopy.Day($0.day, $0.entry) } == diary.days)
        #expect(document.marks == diary.marks && document.modes == diary.modes)
    }

    @Test("the secret of a calendar does not leave")
    func feeds() {
        let feed = CalendarFeedContent(
            name: "phone",
            title: "Note",
            contents: .all,
            secret: Array(repeating: 1, count: 32)
        )
        #expect(DiaryCopy(days: [], items: [1 << 24: .feed(feed)]).items.isEmpty)
    }

    @Test("a record that is not as it should be is listed, the others stand")
    func faults() throws {
        let text = """
            {"format":"flowkeep-cycle","version":1,"settings":{"x":1},"symptoms":[{"id":"x"}],
             "methods":[{"id":"0000000900000","kind":"pill","name":"P"}],
             "modes":[{"from":"2026-02-30","mode":"cycle"},{"from":"2026-02-03","mode":"avoiding"}],
             "days":[{"date":"2026-02-03","energy":3},{"date":"2026-02-04","energie":3},{"energy":3}]}
            """
        let result = try DiaryJSONReader.read(Array(text.utf8))
        #expect(result.diary.days.map(\.day.iso) == ["2026-02-03"])
        #expect(result.diary.modes.map(\.mode) == [.avoiding])
        #expect(result.diary.settings == DiarySettings())
        #expect(
            result.skipped.listed.map(\.excerpt).sorted()
                == ["/days/1", "/days/2/date", "/methods/0/from", "/modes/0/from", "/settings", "/symptoms/0/id"]
        )
    }

    @Test(
        "what is not ours is refused",
        arguments: [
            ("", .damaged), ("[]", .unknownFormat), ("{}", .unknownFormat),
            (#"{"format":"flowkeep-money"}"#, .unknownFormat),
            (#"{"format":"flowkeep-cycle","version":2}"#, .unknownFormat), (#"{"format":"flowkeep-cycle""#, .damaged),
            (String(repeating: "[", count: 40), .tooDeep),
        ] as [(String, DiaryFileError)]
    )
    func refused(_ text: String, _ error: DiaryFileError) {
        #expect(throws: error) { try DiaryJSONReader.read(Array(text.utf8)) }
    }
}
