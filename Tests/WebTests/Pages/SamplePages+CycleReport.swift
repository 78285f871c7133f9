import Cycle
import Primitives

@testable import Web

extension SamplePages {
    func cycleReports() -> [(String, any Page)] {
        [("cycle-report", report()), ("cycle-report-refused", emptyReport())]
    }

    private func report() -> CycleReportPage {
        var diary = SampleDiary()
        diary.entries[today, default: DayEntry()].note = text("Slept well.")
        diary.entries[today, default: DayEntry()].weight = 58_400
        let copy = DiaryCopy(
            days: diary.days.map { DiaryCopy.Day($0.0, $0.1) },
            items: [9: .method(MethodContent(.ring, name: text("Ring"), from: today.adding(days: -90)))]
        )
        let choices = DoctorChoices(sections: Set(ReportSection.allCases), name: text("Asha R."))
        let words = ReportText(
            text: bodyText,
            units: BodyUnits(),
            symptoms: [SymptomID(.cramps): text("Cramps")],
            moods: [:]
        )
        let blocks = ReportBlocks.blocks(DoctorReport(copy, choices, today: today), words)
        return CycleReportWords(choices: choices, text: bodyText).page(blocks, sent: ("c6", text("Asha R.")))
    }

    private func emptyReport() -> CycleReportPage {
        let refused = problems("part", "What goes in", "Choose at least one.")
        return CycleReportWords(choices: DoctorChoices(sections: []), text: bodyText, problems: refused)
            .page(nil, sent: ("c6", ""))
    }
}
