import Cycle
import CycleSimulation
import Primitives
import Testing

@testable import CycleFormats

@Suite("Our own table of a diary")
struct DiaryCSVTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private var header: String { DiaryColumn.allCases.map(\.rawValue).joined(separator: ",") + "\r\n" }

    private func diary(_ fill: (inout DayEntry) -> Void) throws -> DiaryCopy {
        var entry = DayEntry()
        fill(&entry)
        return DiaryCopy(
            days: [DiaryCopy.Day(try #require(CalendarDay(iso: "2026-11-20")), entry)],
            items: [9 << 24 | 3: .method(MethodContent(.pill, name: "Pill", from: CalendarDay(daysSinceEpoch: 20_000)))]
        )
    }

    /// The cells of the only day, by column.
    private func cells(_ diary: DiaryCopy) throws -> [String: String] {
        let rows = text(DiaryCSVWriter.bytes(diary)).split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        try #require(rows.count == 2 && rows[0].count == rows[1].count)
        let pairs = zip(rows[0], rows[1]).filter { !$1.isEmpty }.map { (String($0), String($1)) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test("a day is a row of words that a person can read")
    func row() throws {
        let diary = try diary { entry in
            entry.bleeding = BleedingEntry(Bleeding(.veryHeavy, mark: .start), clots: .small, products: [.pad: 3])
            entry.temperature = BodyTemperature(hundredths: 3660).map { TemperatureReading($0, minuteOfDay: 400) }
            entry.lhTests = [LHTest(.negative), LHTest(.peak, minuteOfDay: 850)]
            entry.symptoms = [SymptomID(.cramps): .moderate]
            entry.sex = [SexEntry(.withPartner, protection: []), SexEntry(.alone)]
            entry.intakes = [IntakeEntry(9 << 24 | 3, .taken, minuteOfDay: 425)]
            entry.weight = 61_050
        }
        #expect(
            try cells(diary) == [
                "Date": "2026-11-20", "Bleeding": "very-heavy", "Start": "start", "Clots": "small",
                "Products": "pad: 3", "Temperature (°C)": "36.60", "Temperature time": "06:40",
                "LH tests": "negative; peak 14:10", "Symptoms": "cramps: moderate",
                "Sex": "with-partner (unprotected); alone", "Intakes": "Pill: taken 1.00 07:05",
                "Weight (kg)": "61.050",
            ]
        )
    }

    @Test("what is written is read back", arguments: UInt64(1)...20)
    func roundTrip(_ seed: UInt64) throws {
        var random = RandomDiary(seed: seed)
        let diary = random.next(days: 40)
        let document = try DiaryCSVReader.read(DiaryCSVWriter.bytes(diary))
        #expect(document.skipped.count == 0)
        let days = document.days.map { $0.resolved(by: RandomDiary.names) }
        #expect(days.allSatisfy { $0.named.isEmpty })
        #expect(days.map { DiaryCopy.Day($0.day, $0.entry) } == diary.days)
    }

    @Test(
        "a note that a spreadsheet would run is defused",
        arguments: ["=1+1", "+1", "-3", "@x", "a; =1", "x\n=1", "\t=1"]
    )
    func formulas(_ note: String) throws {
        let diary = try diary { $0.note = note }
        let bytes = DiaryCSVWriter.bytes(diary)
        for separator in Array(";,\t\n".utf8) {
            for part in bytes.dropFirst(header.utf8.count).split(separator: separator) {
                let first = part.first { $0 != 0x22 && $0 != 0x20 } ?? 0
                #expect(!"=+-@".utf8.contains(first))
            }
        }
        #expect(try DiaryCSVReader.read(bytes).days.first?.entry.note == note)
    }

    @Test("a cell that says nothing possible is listed, the rest of its day stands")
    func faults() throws {
        let columns = DiaryColumn.allCases.count
        func row(_ cells: [DiaryColumn: String]) -> String {
            DiaryColumn.allCases.map { cells[$0] ?? "" }.joined(separator: ",") + "\n"
        }
        let table =
            header + row([.date: "2026-02-30", .energy: "3"])
            + row([.date: "2026-02-03", .energy: "x", .desire: "low"])
            + row([.date: "2026-02-03", .energy: "3"]) + row([.energy: "3"])
            + row([.date: "2026-02-04", .symptoms: "cramps; acne: mild"])
        let document = try DiaryCSVReader.read(Array(table.utf8))
        #expect(columns == 31)
        #expect(document.entryCount == 5)
        #expect(document.days.map(\.day.iso) == ["2026-02-03", "2026-02-04"])
        #expect(document.days[0].fields == [.desire])
        #expect(document.days[1].entry.symptoms == [SymptomID(.acne): .mild])
        #expect(
            document.skipped.listed.map(\.reason) == [.notADay, .unknownValue, .secondValue, .noDay, .unknownValue]
        )
    }

    @Test("what is not our table is refused")
    func refused() {
        #expect(throws: DiaryFileError.unknownFormat) { try DiaryCSVReader.read([]) }
        #expect(throws: DiaryFileError.unknownFormat) { try DiaryCSVReader.read(Array("date,x\n".utf8)) }
        let cut = Array((header + "\"2026").utf8)
        #expect(throws: DiaryFileError.damaged) { try DiaryCSVReader.read(cut) }
        let narrow = Array((header + "2026-02-03,light\n").utf8)
        #expect(throws: DiaryFileError.damaged) { try DiaryCSVReader.read(narrow) }
    }

    @Test("a byte order mark before it does not matter")
    func mark() throws {
        let document = try DiaryCSVReader.read([0xEF, 0xBB, 0xBF] + Array(header.utf8))
        #expect(document.days.isEmpty)
    }
}
