package import Primitives

/// The files that a diary leaves in.
///
/// - Source: docs/spec/diary-export.md.
package enum DiaryExportFormat: String, Hashable, Sendable, CaseIterable {
    /// Days as a table.
    case csv
    /// Everything, to be read back.
    case json
    /// What was logged, as observations of FHIR R4.
    case fhir

    package var fileExtension: String { self == .csv ? "csv" : "json" }

    package var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        case .fhir: "application/fhir+json"
        }
    }

    /// Names of files say nothing of what is in them but the kind.
    package var fileName: String {
        switch self {
        case .csv: "diary.csv"
        case .json: "diary.json"
        case .fhir: "diary.fhir.json"
        }
    }
}

/// What files need beside the diary.
package struct DiaryExportOptions: Hashable, Sendable {
    /// 16 random bytes of the diary, from which the names of what leaves are made.
    package var namespace: [UInt8]
    /// When it is made.
    package var time: Timestamp
    /// Of FHIR: what is to leave.
    package var fields: Set<DayField>

    package init(namespace: [UInt8], time: Timestamp, fields: Set<DayField> = Set(DayField.allCases)) {
        self.namespace = namespace
        self.time = time
        self.fields = fields
    }
}

/// Writes diaries into files.
///
/// One conforming type exists, in CycleFormats; a protocol because the API and the pages must not know formats.
package protocol DiaryExporter: Sendable {
    func bytes(of diary: DiaryCopy, as format: DiaryExportFormat, options: DiaryExportOptions) -> [UInt8]

    /// An iCalendar.
    func calendar(_ events: [CalendarEvent], title: String, options: DiaryExportOptions) -> [UInt8]

    /// What of a diary a format leaves out, for the page to say so; nothing where it takes all.
    func omissions(of diary: DiaryCopy, in format: DiaryExportFormat) -> [DiaryOmission]
}

/// Something of a diary that a format has no place for.
package enum DiaryOmission: Hashable, Sendable, CaseIterable {
    case settings, methods, medicines, appointments, modes, marks, renamed, factorEffects
}
