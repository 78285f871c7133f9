import Cycle
import JSON
import Primitives
import Testing

@testable import CycleFormats

@Suite("Files of a diary")
struct ExporterTests {
    private let options = DiaryExportOptions(
        namespace: Array(0..<16),
        time: Timestamp(milliseconds: 1_800_000_000_000)
    )

    @Test("each format writes its own kind of file", arguments: DiaryExportFormat.allCases)
    func formats(_ format: DiaryExportFormat) throws {
        var random = RandomDiary(seed: 8)
        let bytes = FileDiaryExporter().bytes(of: random.next(days: 20), as: format, options: options)
        switch format {
        case .csv: #expect(DiaryCSVReader.isOurs(bytes))
        case .json: #expect(try DiaryJSONReader.read(bytes).diary.days.count == 20)
        case .fhir: #expect(try FHIRStructure(bytes).faults.isEmpty)
        }
        #expect(!format.fileName.contains("cycle"))
        #expect(format.fileName.hasSuffix("." + format.fileExtension))
    }

    @Test("our own files are known among those of other diaries", arguments: [DiaryExportFormat.csv, .json])
    func known(_ format: DiaryExportFormat) throws {
        var random = RandomDiary(seed: 9)
        let diary = random.next(days: 20)
        let document = try FileDiaryReader().read(FileDiaryExporter().bytes(of: diary, as: format, options: options))
        #expect(document.format == (format == .csv ? .flowkeepCSV : .flowkeepJSON))
        #expect(document.days.map(\.day) == diary.days.map(\.day))
    }

    @Test("what a format leaves out is named, of what there is")
    func omissions() {
        var random = RandomDiary(seed: 8)
        let diary = random.next(days: 60)
        let exporter = FileDiaryExporter()
        #expect(exporter.omissions(of: diary, in: .json).isEmpty)
        #expect(
            exporter.omissions(of: diary, in: .csv)
                == [.settings, .methods, .medicines, .appointments, .modes, .marks, .renamed]
        )
        #expect(exporter.omissions(of: diary, in: .fhir).contains(.factorEffects))
        #expect(exporter.omissions(of: DiaryCopy(days: []), in: .csv).isEmpty)
    }

    @Test("a calendar has the events it is given")
    func calendar() {
        let day = CalendarDay(daysSinceEpoch: 20_000)
        let events = [CalendarEvent(key: "x", days: day...day, title: "Note")]
        let bytes = FileDiaryExporter().calendar(events, title: "Note", options: options)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.contains("SUMMARY:Note\r\n"))
    }
}
