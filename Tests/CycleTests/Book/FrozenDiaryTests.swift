import Foundation
import Primitives
import TestSupport
import Testing
import Vault

@testable import Cycle

/// Frozen with schema 1: if these fail, diaries already on disk no longer open.
@Suite("Diary: frozen bytes")
struct FrozenDiaryTests {
    private static let day = CalendarDay.test("2026-11-20")

    private static func vector(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.deletingLastPathComponent().appending(path: "Vectors/\(name)")
        return try #require(Hex.decode(try String(contentsOf: file, encoding: .utf8)))
    }

    /// Every field of a day.
    private static func entry() throws -> DayEntry {
        var entry = DayEntry()
        entry.bleeding = BleedingEntry(
            Bleeding(.light, mark: .start, isExcluded: true),
            clots: .small,
            products: [.pad: 3, .cup: 1]
        )
        entry.temperature = TemperatureReading(
            try #require(BodyTemperature(hundredths: 3662)),
            minuteOfDay: 400,
            method: .oral,
            isExcluded: true,
            reason: .fever
        )
        entry.mucus = CervicalMucus(feeling: .wet, texture: .creamy)
        entry.cervix = Cervix(opening: .medium, firmness: .soft, position: .high, isExcluded: true)
        entry.lhTests = [LHTest(.positive, minuteOfDay: 850), LHTest(.negative)]
        entry.pregnancyTests = [PregnancyTest(.unclear)]
        entry.symptoms = [SymptomID(.cramps): .moderate, try #require(SymptomID(rawValue: 9 << 24)): .mild]
        entry.moods = [MoodID(.calm): .strong]
        entry.sex = [
            SexEntry(.withPartner, protection: [.condom, .pill], minuteOfDay: 1300), SexEntry(.alone),
            SexEntry(.withPartner, protection: []),
        ]
        entry.desire = .medium
        entry.intakes = [IntakeEntry(9 << 24 | 3, .late, hundredths: 150, minuteOfDay: 425)]
        entry.weight = 61_500
        entry.sleep = SleepEntry(minutes: 455, quality: 4)
        entry.energy = 3
        entry.factors = [Factor(.alcohol, effect: .reading), Factor(.surgery, effect: .cycle)]
        entry.note = "Slept well."
        return entry
    }

    /// Every kind of change.
    private static func changes() throws -> [CycleChange] {
        let method = MethodContent(
            .ring,
            name: "Ring",
            from: day,
            to: day.adding(days: 90),
            minuteOfDay: 480,
            renewals: [day.adding(days: 28)]
        )
        let medicine = MedicineContent(
            name: "Iron",
            from: day,
            unit: "mg",
            minutesOfDay: [480, 1200],
            note: "With food."
        )
        let visit = AppointmentContent(day: day, minuteOfDay: 600, title: "Visit", note: "Blood test", reminderDays: 2)
        let feed = CalendarFeedContent(
            name: "Phone",
            title: "Note",
            contents: .all,
            secret: [UInt8](0..<32)
        )
        return [
            .day(day, DayPatch(try entry())), .day(day.adding(days: -1), DayPatch(removed: [.note, .bleeding])),
            .setMode(ModeChange(from: day, .pregnancy, dueDay: day.adding(days: 200))),
            .setMode(ModeChange(from: day.adding(days: 210), .postpartum, isBreastfeeding: true)),
            .removeMode(day), .setMark(CycleMark(start: day, isExcluded: true, completeness: .whole, note: "Flu.")),
            .removeMark(day), .setFeeling(.symptom, nil, FeelingDefinition(name: "Jaw ache", position: 7)),
            .setFeeling(.mood, 1, FeelingDefinition(isHidden: true)), .removeFeeling(FeelingKey(.mood, 1)),
            .putItem(nil, .method(method)), .putItem(nil, .medicine(medicine)),
            .putItem(ChangeID(rawValue: 9 << 24), .appointment(visit)), .putItem(nil, .feed(feed)),
            .removeItem(ChangeID(rawValue: 9 << 24)),
            .setSettings(
                DiarySettings(
                    secondSign: .cervix,
                    hiddenFields: [.sex, .desire],
                    temperatureUnit: .fahrenheit,
                    weightUnit: .pounds,
                    arePredictionsPaused: true
                )
            ),
            .markUndo(batchStart: 5), .imported(DiaryImportNote(format: 7, days: 12, fields: 30)), .eraseHistory,
        ]
    }

    @Test("the vector of changes decodes, and encodes to the same bytes")
    func changesVector() throws {
        let frozen = try Self.vector("cycle-changes-v1.hex")
        let bytes = try CycleTracker.encode(try Self.changes()[...])
        #expect(bytes == frozen, "\(Hex.encode(bytes))")
        #expect(try CycleTracker.decode(frozen[...], schema: 1) == Self.changes())
    }

    @Test("the vector of a snapshot restores, and is written with the same bytes")
    func snapshotVector() throws {
        var book = CycleBook()
        let time = Timestamp(seconds: 1_795_000_000)
        for (ordinal, change) in try Self.changes().enumerated() {
            // What the last of them takes away would leave little to compare.
            if case .eraseHistory = change { continue }
            try book.apply(change, id: ChangeID(batchStart: 9, ordinal: ordinal), at: time)
        }
        let frozen = try Self.vector("cycle-snapshot-v1.hex")
        let bytes = try CycleTracker.snapshot(of: book, now: time)
        #expect(bytes == frozen, "\(Hex.encode(bytes))")
        #expect(try CycleTracker.restore(frozen) == book)
    }
}
