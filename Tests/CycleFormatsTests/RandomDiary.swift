import Cycle
import CycleSimulation
import Primitives

/// Diaries nobody wrote, each of them one that could be.
struct RandomDiary {
    private var entries: RandomEntries
    private var chance: Chance

    /// Names that files trip over; one of the moods is named as a built-in one is.
    static let feelings: [FeelingKey: FeelingDefinition] = [
        FeelingKey(.symptom, 9 << 24): FeelingDefinition(name: "jaw ache", position: 3),
        FeelingKey(.symptom, 9 << 24 | 1): FeelingDefinition(name: "=cmd; \\a: b", isHidden: true, position: 4),
        FeelingKey(.symptom, 2): FeelingDefinition(name: "Kopfweh"),
        FeelingKey(.symptom, 4): FeelingDefinition(isHidden: true),
        FeelingKey(.mood, 10 << 24): FeelingDefinition(name: "calm", position: 1),
    ]
    static let items: [UInt64: CycleItem] = [
        9 << 24 | 3: .method(
            MethodContent(.pill, name: "Pill; 28: day", from: day(0), to: day(400), minuteOfDay: 400)
        ),
        11 << 24: .medicine(
            MedicineContent(name: "@Iron", from: day(3), unit: "mg", minutesOfDay: [400, 1200], note: "x\ny")
        ),
        12 << 24: .medicine(MedicineContent(name: "Vitamin D", from: day(9))),
        13 << 24: .appointment(
            AppointmentContent(
                day: day(700),
                minuteOfDay: 605,
                title: "Dr. Müller; room 3",
                note: "ask",
                reminderDays: 2
            )
        ),
        13 << 24 | 1: .appointment(AppointmentContent(day: day(800), title: "check")),
        14 << 24: .method(MethodContent(.ring, name: "Ring", from: day(20), renewals: [day(48), day(76)])),
    ]
    static let taken: [UInt64] = [9 << 24 | 3, 11 << 24, 12 << 24]

    private static func day(_ number: Int) -> CalendarDay { CalendarDay(daysSinceEpoch: Int32(18_000 + number)) }

    init(seed: UInt64) {
        chance = Chance(seed: seed &* 31)
        entries = RandomEntries(
            seed: seed,
            customSymptoms: [9 << 24, 9 << 24 | 1],
            customMoods: [10 << 24],
            items: Self.taken
        )
    }

    /// Of as many days, with gaps.
    mutating func next(days count: Int) -> DiaryCopy {
        var day = Self.day(chance.below(2000))
        let first = day
        var days: [DiaryCopy.Day] = []
        for _ in 0..<count {
            days.append(DiaryCopy.Day(day, entries.next()))
            day = day.adding(days: 1 + (chance.below(4) == 0 ? chance.below(40) : 0))
        }
        return DiaryCopy(
            days: days,
            feelings: Self.feelings,
            items: Self.items,
            modes: [
                ModeChange(from: first, .avoiding),
                ModeChange(from: first.adding(days: 90), .pregnancy, dueDay: first.adding(days: 370)),
                ModeChange(from: first.adding(days: 370), .postpartum, isBreastfeeding: chance.below(2) == 0),
            ],
            marks: [
                CycleMark(start: first, isExcluded: true, note: "travel"),
                CycleMark(start: first.adding(days: 30), completeness: .whole),
            ],
            settings: DiarySettings(
                secondSign: .cervix,
                hiddenFields: [.sex, .weight],
                temperatureUnit: .fahrenheit,
                arePredictionsPaused: true
            )
        )
    }
}
