import Cycle
import Primitives

@testable import Web

extension SamplePages {
    func cycleFiles() -> [(String, any Page)] {
        [
            ("cycle-import", CycleImportPage(limitMegabytes: 20, earlier: earlierDiaries())),
            (
                "cycle-import-refused",
                CycleImportPage(
                    limitMegabytes: 20,
                    earlier: [],
                    problems: problems("file", "File", "This is an archive. Unpack it and choose the file inside.")
                )
            ),
            ("cycle-import-check", importCheck(isNew: true)), ("cycle-import-known", importCheck(isNew: false)),
            (
                "cycle-import-done",
                CycleImportDonePage(
                    heading: text("412 days added"),
                    format: text("Flo"),
                    lines: [.init(label: "Entries", value: text("1,204")), .init(label: "Left out", value: "3")],
                    undoPath: "/cycle/import/" + text("i1") + "/undo",
                    undoNote: nil
                )
            ),
            ("cycle-export", export(isEmpty: false)), ("cycle-export-empty", export(isEmpty: true)),
            ("cycle-import-consent", CycleImportPage(needsConsent: true, limitMegabytes: 20, earlier: [])),
        ]
    }

    private func earlierDiaries() -> [CycleImportPage.Earlier] {
        [
            .init(
                day: text("2 Nov"),
                format: text("Clue"),
                summary: text("61 days, 212 entries"),
                undoPath: "/cycle/import/" + text("i1") + "/undo",
                undoNote: nil
            ),
            .init(day: "3 Jan", format: "drip", summary: "9 days, 20 entries", undoPath: nil, undoNote: "Undo ended"),
        ]
    }

    private func importCheck(isNew: Bool) -> CycleImportCheckPage {
        CycleImportCheckPage(
            lead: text("Flo, 3 January 2024 to 19 November 2026. Nothing has been saved yet."),
            figures: [
                .init(label: "Days", value: text("412"), tone: ""),
                .init(label: "New entries", value: isNew ? "1,204" : "0", tone: "c-neem"),
                .init(label: "There already", value: "36", tone: ""),
                .init(label: "Left out", value: "3", tone: "c-turmeric"),
            ],
            fields: [.init(label: "Flow", value: text("160 days")), .init(label: "Symptoms", value: "212 days")],
            hasFields: isNew,
            extras: [text("Becomes a symptom of your own: jaw ache")],
            hasExtras: isNew,
            conflicts: isNew
                ? [
                    .init(
                        name: "c.2026-11-04.bleeding",
                        label: text("Flow"),
                        day: text("4 Nov"),
                        mine: text("medium"),
                        file: text("heavy")
                    ),
                    .init(
                        name: "c.2026-10-19.temperature",
                        label: "Temperature",
                        day: "19 Oct",
                        mine: "36.62 °C",
                        file: "36.45 °C, left out"
                    ),
                ] : [],
            hasConflicts: isNew,
            conflictSentence: text("2 entries differ from what you wrote."),
            moreConflicts: isNew ? text("14 more are not shown.") : nil,
            takesFile: false,
            skipped: [
                .init(
                    what: text("Water"),
                    place: text("event 12"),
                    why: text("Flowkeep keeps no such thing."),
                    count: "3"
                )
            ],
            hasSkipped: true,
            skippedSentence: text("3 entries do not become part of the diary."),
            commitPath: "/cycle/import/" + text("i1") + "/commit",
            discardPath: "/cycle/import/" + text("i1") + "/discard",
            button: text("Save 1,204 entries"),
            changesNothing: !isNew
        )
    }

    private func export(isEmpty: Bool) -> CycleExportPage {
        CycleExportPage(
            isEmpty: isEmpty,
            formats: [
                .init(
                    code: "json",
                    name: text("JSON"),
                    ending: ".json",
                    sentence: text("Everything, to keep and to bring back."),
                    omissions: [],
                    isWhole: true
                ),
                .init(
                    code: "ics",
                    name: "Calendar",
                    ending: ".ics",
                    sentence: "Past periods as events.",
                    omissions: [text("Symptoms, notes and all else")],
                    isWhole: false
                ),
            ]
        )
    }
}
