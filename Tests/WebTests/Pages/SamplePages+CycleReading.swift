import Cycle
import Primitives

@testable import Web

/// The pages of the diary that are read: history, report, settings, import and export.
extension SamplePages {
    func cycleReading() -> [(String, any Page)] {
        [
            ("cycle-history", history(SampleDiary())), ("cycle-history-few", history(SampleDiary(cycles: 2))),
            ("cycle-history-left-out", history(leftOut())), ("cycle-history-empty", history(noDiary())),
            ("cycle-history-earlier", history(SampleDiary(), cycle: CalendarDay(iso: "2026-08-09"))),
        ] + cycleSettings() + cycleReports() + cycleFiles()
    }

    private func noDiary() -> SampleDiary {
        var diary = SampleDiary(cycles: 0)
        diary.entries = [:]
        return diary
    }

    private func leftOut() -> SampleDiary {
        var diary = SampleDiary()
        let starts = CycleList(diary.facts).cycles.map(\.start)
        diary.marks = [
            CycleMark(start: starts[3], isExcluded: true), CycleMark(start: starts[5], completeness: .incomplete),
            CycleMark(start: starts[8], completeness: .whole),
        ]
        return diary
    }

    private func history(_ diary: SampleDiary, cycle: CalendarDay? = nil) -> CycleHistoryPage {
        let facts = diary.facts
        let source = CycleHistorySource(
            facts: facts,
            list: CycleList(facts),
            days: diary.days,
            symptomName: { text($0.builtIn?.label ?? "") },
            moodName: { text($0.builtIn?.label ?? "") },
            chosen: cycle
        )
        return CycleHistoryWords(source: source, text: BodyText(words: .english, today: today)).page()
    }
}
