import Cycle
import CycleFormats
import Primitives
import Testing

@Suite("Hostile files of other diaries")
struct HostileDiaryTests {
    private func read(_ text: String) throws(DiaryFileError) -> DiaryDocument { try FileDiaryReader().read(text) }

    private func health(_ records: String) -> String {
        "<?xml version=\"1.0\"?><HealthData locale=\"en\">\(records)</HealthData>"
    }

    private func flow(_ day: String, _ value: String = "Light") -> String {
        "<Record type=\"HKCategoryTypeIdentifierMenstrualFlow\" startDate=\"\(day) 00:00:00 +0100\" "
            + "value=\"HKCategoryValueMenstrualFlow\(value)\"/>"
    }

    @Test(
        "what is no diary is named",
        arguments: [
            ("PK\u{3}\u{4}export.zip", DiaryFileError.otherKindOfFile(.zip)), ("%PDF-1.7", .otherKindOfFile(.pdf)),
            ("SQLite format 3\u{0}", .otherKindOfFile(.database)), ("GIF89a", .otherKindOfFile(.picture)),
            ("BZh91AY", .otherKindOfFile(.compressed)), ("<!DOCTYPE html><html></html>", .otherKindOfFile(.webPage)),
            (
                "<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>",
                .otherKindOfFile(.clinicalDocument)
            ),
            ("", .empty), (" \n\t ", .empty), ("[]", .empty), ("{}", .unknownFormat), ("[1, 2]", .unknownFormat),
            ("{\"data\": []}", .unknownFormat), ("<svg/>", .unknownFormat), ("Date,Payee,Amount\n", .unknownFormat),
            ("hello", .unknownFormat), ("{\"data\": [", .damaged), ("[{\"type\": \"period\"", .damaged),
        ]
    )
    func otherFiles(_ text: String, _ error: DiaryFileError) {
        #expect(throws: error) { try read(text) }
    }

    @Test("a zip is refused with its first bytes, before the rest of it came")
    func zipAtOnce() {
        var stream = FileDiaryReader().stream()
        let head = [0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 0, count: 8000)
        #expect(throws: DiaryFileError.otherKindOfFile(.zip)) { try stream.feed(head.span) }
    }

    @Test("more than 20 MiB are refused while they arrive", arguments: ["[", "date,bleeding.value\n"])
    func tooLarge(_ head: String) {
        var stream = FileDiaryReader().stream()
        let piece = Array(head.utf8) + [UInt8](repeating: 0x20, count: 1 << 20)
        #expect(throws: DiaryFileError.tooLarge) { for _ in 0..<21 { try stream.feed(piece.span) } }
    }

    @Test("more values than a diary has are refused before they become a tree")
    func tooManyValues() {
        let text = "[" + String(repeating: "0,", count: DiaryImportLimits.valueCount + 1) + "0]"
        #expect(throws: DiaryFileError.tooManyValues) { try read(text) }
    }

    @Test("JSON that is nested deeper than any diary is refused")
    func deepJSON() {
        #expect(throws: DiaryFileError.tooDeep) { try read(String(repeating: "[", count: 100_000)) }
    }

    @Test("invalid UTF-8 spoils a JSON file, and one line of a table")
    func invalidUTF8() throws {
        #expect(throws: DiaryFileError.notText) {
            try FileDiaryReader().read(Array("[{\"type\": \"x\", \"date\": \"".utf8) + [0xFF] + Array("\"}]".utf8))
        }
        let table = Array("date,bleeding.value,note.value\n2026-01-01,2,\n2026-01-02,2,".utf8) + [0xC3, 0x28, 0x0A]
        let document = try FileDiaryReader().read(table + Array("2026-01-03,1,\n".utf8))
        #expect(document.days.map(\.day.iso) == ["2026-01-01", "2026-01-03"])
        #expect(document.skipped.listed.map(\.reason) == [.notText])
    }

    @Test(
        "numbers that no body has are skipped",
        arguments: ["0", "99", "366.2", "-36.6", "1e308", "99999999999999999999999999999999999999", "1e-400"]
    )
    func numbers(_ number: String) throws {
        let clue = "[{\"date\": \"2026-01-01\", \"type\": \"bbt\", \"value\": {\"celsius\": \(number)}}]"
        #expect(try read(clue).skipped.listed.map(\.reason) == [.outOfRange])
        #expect(
            try read("date,temperature.value\n2026-01-01,\(number)\n").skipped.listed.map(\.reason) == [.outOfRange]
        )
        let record =
            "<Record type=\"HKQuantityTypeIdentifierBasalBodyTemperature\" unit=\"degC\" "
            + "startDate=\"2026-01-01 06:00:00 +0100\" value=\"\(number)\"/>"
        #expect(try read(health(record)).skipped.listed.map(\.reason) == [.outOfRange])
    }

    @Test("what only looks like a number is none", arguments: ["nan", "inf", "0x24", "36.6.1", "36 6", "٣٦", "--36"])
    func noNumbers(_ text: String) throws {
        let document = try read("date,temperature.value\n2026-01-01,\(text)\n")
        #expect(document.days.isEmpty && document.skipped.listed.map(\.reason) == [.notANumber])
    }

    @Test(
        "days that are none",
        arguments: ["2026-02-30", "2026-13-01", "0000-01-01", "2026-1-1", "20260101", "2026-01-011", "tomorrow", "-1"]
    )
    func noDays(_ day: String) throws {
        #expect(try read("date,bleeding.value\n\(day),2\n").skipped.listed.map(\.reason) == [.notADay])
        #expect(try read(health(flow(day))).skipped.listed.map(\.reason) == [.notADay])
    }

    @Test("a tag with a million attributes is skipped, and what follows is read")
    func attributes() throws {
        let many = (0..<1_000_000).map { "a\($0)=\"\" " }.joined()
        let record = "<Record type=\"HKCategoryTypeIdentifierMenstrualFlow\" \(many)/>"
        let document = try read(health(record + flow("2026-01-02")))
        #expect(document.days.map(\.day.iso) == ["2026-01-02"])
        #expect(document.skipped.listed.map(\.reason) == [.tooLong])
    }

    @Test("a quote that is never closed costs its own record")
    func openQuote() throws {
        let broken = "<Record type=\"HKCategoryTypeIdentifierMenstrualFlow startDate=\"2026-01-01 \"/>"
        let text = health(String(repeating: broken, count: 20_000) + flow("2026-01-02"))
        let document = try read(text)
        #expect(document.days.map(\.day.iso) == ["2026-01-02"])
        #expect(document.entryCount == 20_001)
    }

    @Test("elements nested a hundred thousand deep cost nothing")
    func deepXML() throws {
        let document = try read(health(String(repeating: "<Correlation>", count: 100_000) + flow("2026-01-02")))
        #expect(document.days.count == 1)
    }

    @Test("entities are neither defined nor replaced")
    func entities() throws {
        let bomb = (1..<30).map { "<!ENTITY a\($0) \"&a\($0 - 1);&a\($0 - 1);\">" }.joined()
        let text =
            "<?xml version=\"1.0\"?><!DOCTYPE HealthData [<!ENTITY a0 \"HKCategoryValueMenstrualFlowLight\">\(bomb)"
            + "<!ENTITY file SYSTEM \"file:///etc/passwd\">]><HealthData>"
        let records = ["&a29;", "&a0;", "&file;"].map { value in
            "<Record type=\"HKCategoryTypeIdentifierMenstrualFlow\" startDate=\"2026-01-01 00:00\" value=\"\(value)\"/>"
        }
        let document = try read(text + records.joined() + "</HealthData>")
        #expect(document.days.isEmpty)
        #expect(document.skipped.listed.map(\.reason) == [.unknownValue, .unknownValue, .unknownValue])
        #expect(document.skipped.listed.map(\.excerpt) == ["&a29;", "&a0;", "&file;"])
    }

    @Test("the five references and numbers are replaced once")
    func references() throws {
        let value = "HKCategoryValueMenstrualFlow&#76;&#x69;ght"
        let record =
            "<Record type=\"HKCategoryTypeIdentifierMenstrualFlow\" startDate=\"2026-01-01 00:00\" value=\"\(value)\"/>"
        #expect(try read(health(record)).days.first?.entry.bleeding?.bleeding.level == .light)
        let twice = record.replacing("&#76;", with: "&amp;#76;")
        #expect(try read(health(twice)).days.isEmpty)
    }

    @Test(
        "comments, instructions and character data hide what is in them, also where they never end",
        arguments: ["<!--", "<?x", "<![CDATA[", "<!DOCTYPE x ["]
    )
    func hidden(_ opening: String) throws {
        let document = try read("<HealthData>" + flow("2026-01-01") + opening + flow("2026-01-02"))
        #expect(document.days.map(\.day.iso) == ["2026-01-01"])
        #expect(document.skipped.listed.map(\.reason) == [.truncated])
    }

    @Test("a file that ends in a record keeps what stood before it")
    func truncated() throws {
        let text = "<HealthData>" + flow("2026-01-01") + flow("2026-01-02")
        for count in 1...60 {
            let document = try read(String(text.dropLast(count)))
            #expect(document.days.map(\.day.iso) == ["2026-01-01"])
            #expect(document.skipped.listed.last?.reason == .truncated)
        }
    }

    @Test("more days than a century has are counted and left out")
    func days() throws {
        let count = DiaryImportLimits.dayCount
        let first = CalendarDay.test("1900-01-01")
        let rows = (0..<(count + 10)).map { "\(first.adding(days: $0).iso),1" }.joined(separator: "\n")
        let document = try read("date,bleeding.value\n" + rows)
        #expect(document.days.count == count)
        #expect(document.skipped.listed == [SkippedEntry(.tooManyDays, at: FilePlace(.line, count + 2), count: 10)])
    }

    @Test("what is skipped is listed in bounded memory, and all of it counted")
    func skipped() throws {
        let word = String(repeating: "ä", count: 60)
        let entries = (0..<3000).map { "{\"date\": \"2026-01-01\", \"type\": \"\($0)\(word)\", \"value\": 1}" }
        let skipped = try read("[" + entries.joined(separator: ",") + "]").skipped
        #expect(skipped.count == 3000)
        #expect(skipped.listed.count == DiaryImportLimits.skippedKinds)
        #expect(skipped.unlistedCount == 3000 - DiaryImportLimits.skippedKinds)
        #expect(skipped.listed.allSatisfy { $0.excerpt.unicodeScalars.count <= DiaryImportLimits.excerptCharacters })
    }

    @Test("names and notes are bounded, and what turns a text around is taken out of it")
    func texts() throws {
        let names = (0..<300).map {
            "{\"date\": \"2026-01-0\($0 % 9 + 1)\", \"type\": \"tags\", \"value\": [\"n\($0)\"]}"
        }
        let document = try read("[" + names.joined(separator: ",") + "]")
        #expect(document.days.reduce(0) { $0 + $1.named.symptoms.count } == DiaryImportLimits.nameCount)
        #expect(document.skipped.listed.map(\.reason) == [.tooManyNames])
        #expect(document.skipped.count == 100)

        let long = String(repeating: "x", count: 3000)
        let note = try read("[{\"date\": \"2026-01-01\", \"type\": \"notes\", \"value\": \"\\u202e\(long)\"}]")
        #expect(note.days.first?.entry.note?.unicodeScalars.count == DayLimits.noteCharacters)
        #expect(note.days.first?.entry.note?.first == "x")
        #expect(note.skipped.listed.map(\.reason) == [.textShortened])
    }

    @Test("a day that a file has twice is one day with what both say")
    func twice() throws {
        let document = try read(
            "date,bleeding.value,pain.cramps,note.value,desire.value\n2026-01-01,1,,a,0\n2026-01-01,3,true,b,2\n"
        )
        let entry = try #require(document.days.first?.entry)
        #expect(document.days.count == 1)
        #expect(entry.bleeding?.bleeding.level == .heavy)
        #expect(entry.symptoms == [SymptomID(.cramps): .moderate])
        #expect(entry.note == "a\nb")
        #expect(entry.desire == .low)
        #expect(document.skipped.listed.map(\.reason) == [.secondValue])
    }

    @Test("quotes that never close cost their own lines")
    func quotes() throws {
        let lines = (1...28).map { day in
            let iso = "2026-02-\(day < 10 ? "0" : "")\(day)"
            return day % 2 == 0 ? "\(iso),2,\"open" : "\(iso),2,"
        }
        let document = try read("date,bleeding.value,note.value\n" + lines.joined(separator: "\n"))
        #expect(document.days.count == 14)
        #expect(document.skipped.listed.map(\.reason) == [.badQuoting])
        #expect(document.skipped.count == 14)
    }

    @Test("cycles without end are bounded, and each of them by its length")
    func cycles() throws {
        let cycle = "{\"period_start_date\": \"2026-01-01\", \"period_end_date\": \"2026-01-02\", \"pregnant\": true}"
        let count = DiaryImportLimits.cycleCount + 5
        let list = [String](repeating: cycle, count: count).joined(separator: ",")
        let document = try read("{\"operationalData\": {\"cycles\": [\(list)]}}")
        #expect(document.days.count == 2 && document.entryCount == count)
        #expect(document.skipped.listed.map(\.reason) == [.tooManyDays] && document.skipped.count == 5)
    }

    @Test(
        "intensities of a period that are no numbers, or beyond it, change nothing",
        arguments: [
            "\"{\"", "\"[1, 2]\"", "7", "\"{\\\"x\\\": 1}\"", "\"{\\\"-1\\\": 1}\"", "\"{\\\"0\\\": 1e99}\"",
            "{\"0\": \"much\"}",
        ]
    )
    func intensities(_ intensity: String) throws {
        let cycle = "{\"period_start_date\": \"2026-01-01\", \"period_intensity\": \(intensity)}"
        let document = try read("{\"operationalData\": {\"cycles\": [\(cycle)]}}")
        #expect(document.days.map(\.entry.bleeding?.bleeding.level) == [.medium])
        #expect(document.skipped.count == 1)
    }
}
