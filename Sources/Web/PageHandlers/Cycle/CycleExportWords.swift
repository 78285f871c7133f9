import Cycle

/// What each file of the diary holds, in words.
struct CycleExportWords {
    static let calendarCode = "ics"

    let words: Words

    func format(_ format: DiaryExportFormat, _ omissions: [DiaryOmission]) -> CycleExportPage.Format {
        CycleExportPage.Format(
            code: format.rawValue,
            name: name(format),
            ending: "." + format.fileExtension,
            sentence: sentence(format),
            omissions: omissions.map(omission),
            isWhole: omissions.isEmpty
        )
    }

    func calendar() -> CycleExportPage.Format {
        CycleExportPage.Format(
            code: Self.calendarCode,
            name: words("Calendar"),
            ending: ".ics",
            sentence: words("Past periods, next days of methods and appointments, for a calendar program."),
            omissions: [words("Everything else that you wrote on days, and every estimate")],
            isWhole: false
        )
    }

    func titles() -> CalendarTitles {
        CalendarTitles(calendar: words("Diary"), period: words("Period"), renewal: words("Renew"))
    }

    private func name(_ format: DiaryExportFormat) -> String {
        switch format {
        case .csv: words("Table")
        case .json: "JSON"
        case .fhir: "FHIR R4"
        }
    }

    private func sentence(_ format: DiaryExportFormat) -> String {
        switch format {
        case .csv: words("Each day a line, for spreadsheets. Flowkeep reads it back.")
        case .json: words("All of the diary, to keep. Flowkeep reads it back as it was.")
        case .fhir: words("What you logged, as observations that programs of clinics read.")
        }
    }

    private func omission(_ omission: DiaryOmission) -> String {
        switch omission {
        case .settings: words("Settings of the diary")
        case .methods: words("Methods and when they were renewed")
        case .medicines: words("Medicines as such")
        case .appointments: words("Appointments")
        case .modes: words("What the diary was for, and from when")
        case .marks: words("Which cycles you left out, and what you answered")
        case .renamed: words("Names you gave to built-in symptoms and moods")
        case .factorEffects: words("What a disturbance leaves out")
        }
    }
}
