import Cycle
import JSON
import Primitives
import Testing

@testable import CycleFormats

@Suite("A diary as FHIR")
struct FHIRTests {
    private let ids = StableID(diary: Array(0..<16))
    private let time = Timestamp(milliseconds: 1_800_000_000_000)

    private func bytes(_ diary: DiaryCopy, _ fields: Set<DayField> = Set(DayField.allCases)) -> [UInt8] {
        FHIRWriter.bytes(diary, fields: fields, ids: ids, time: time)
    }

    private func diary(_ fill: (inout DayEntry) -> Void) throws -> DiaryCopy {
        var entry = DayEntry()
        fill(&entry)
        return DiaryCopy(days: [DiaryCopy.Day(try #require(CalendarDay(iso: "2026-11-20")), entry)])
    }

    private func text(_ diary: DiaryCopy) -> String { String(decoding: bytes(diary), as: UTF8.self) }

    @Test("any diary is a bundle without fault", arguments: UInt64(1)...15)
    func structure(_ seed: UInt64) throws {
        var random = RandomDiary(seed: seed)
        let diary = random.next(days: 30)
        let structure = try FHIRStructure(bytes(diary))
        #expect(structure.faults.isEmpty)
        #expect(structure.observations.count >= diary.days.count)
        #expect(structure.urls.count == structure.observations.count + 1)
    }

    @Test("the structure that is asked for can be missed")
    func structureTest() throws {
        var diary = text(try diary { $0.energy = 3 })
        #expect(try FHIRStructure(Array(diary.utf8)).faults.isEmpty)
        diary = diary.replacing("urn:uuid:" + ids.uuid("patient") + "\"}", with: "urn:uuid:x\"}")
        #expect(try FHIRStructure(Array(diary.utf8)).faults == ["a reference to nothing"])
        diary = diary.replacing("\"final\"", with: "\"\"")
        #expect(try FHIRStructure(Array(diary.utf8)).faults.count == 3)
    }

    @Test("an empty diary is a patient and nothing else")
    func empty() throws {
        let structure = try FHIRStructure(bytes(DiaryCopy(days: [])))
        #expect(structure.faults.isEmpty && structure.observations.isEmpty)
    }

    @Test("only what was logged, and only what she lets go")
    func fields() throws {
        let diary = try diary { entry in
            entry.energy = 3
            entry.note = "mine"
            entry.sex = [SexEntry(.alone)]
        }
        #expect(try FHIRStructure(bytes(diary)).observations.count == 3)
        let chosen = bytes(diary, [.energy, .weight])
        #expect(try FHIRStructure(chosen).observations.count == 1)
        #expect(!String(decoding: chosen, as: UTF8.self).contains("mine"))
    }

    @Test("codes of public lists stand where they exist")
    func codes() throws {
        let text = text(
            try diary { entry in
                entry.bleeding = BleedingEntry(Bleeding(.medium, mark: .start))
                entry.temperature = BodyTemperature(hundredths: 3660).map {
                    TemperatureReading($0, minuteOfDay: 400, method: .axillary)
                }
                entry.weight = 61_050
                entry.pregnancyTests = [PregnancyTest(.negative)]
                entry.symptoms = [SymptomID(.headache): .strong]
            }
        )
        for code in ["8310-5", "8328-7", "8665-2", "29463-7", "2106-3", "25064002", "24484000", "260385009"] {
            #expect(text.contains("\"code\":\"\(code)\""), "\(code)")
        }
        #expect(text.contains("\"value\":36.60,\"unit\":\"°C\""))
        #expect(text.contains("\"value\":61.050,\"unit\":\"kg\""))
        #expect(text.contains("Time of day: 06:40"))
    }

    @Test("the same diary has the same names, another diary others")
    func names() throws {
        var random = RandomDiary(seed: 3)
        let diary = random.next(days: 20)
        #expect(bytes(diary) == bytes(diary))
        let all = try FHIRStructure(bytes(diary)).urls
        let fewer = DiaryCopy(days: Array(diary.days.dropLast(5)), feelings: diary.feelings, items: diary.items)
        // Of the days that stay only starts of cycles can change.
        let kept = try FHIRStructure(bytes(fewer, [.energy, .symptoms, .lhTests])).urls
        #expect(kept.isSubset(of: all))
        let others = FHIRWriter.bytes(diary, ids: StableID(diary: Array(repeating: 7, count: 16)), time: time)
        #expect(try FHIRStructure(others).urls.isDisjoint(with: all))
    }

    /// RFC 9562 appendix A.4.
    @Test("a name is a UUID of version 5")
    func version5() {
        let dns: [UInt8] = [
            0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
        ]
        #expect(StableID(diary: dns).uuid("www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }
}
