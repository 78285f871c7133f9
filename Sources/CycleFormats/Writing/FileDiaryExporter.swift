package import Cycle

/// Writes a diary in every format Flowkeep knows.
///
/// - Source: docs/spec/diary-export.md.
package struct FileDiaryExporter: DiaryExporter {
    package init() {}

    package func bytes(
        of diary: DiaryCopy,
        as format: DiaryExportFormat,
        options: DiaryExportOptions
    ) -> [UInt8] {
        switch format {
        case .csv: DiaryCSVWriter.bytes(diary)
        case .json: DiaryJSONWriter.bytes(diary)
        case .fhir:
            FHIRWriter.bytes(
                diary,
                fields: options.fields,
                ids: StableID(diary: options.namespace),
                time: options.time
            )
        }
    }

    package func calendar(_ events: [CalendarEvent], title: String, options: DiaryExportOptions) -> [UInt8] {
        CalendarWriter.bytes(events, title: title, ids: StableID(diary: options.namespace), time: options.time)
    }

    package func omissions(of diary: DiaryCopy, in format: DiaryExportFormat) -> [DiaryOmission] {
        guard format != .json else { return [] }
        return DiaryOmission.allCases.filter { Self.isLeftOut($0, of: diary, in: format) }
    }

    private static func isLeftOut(_ part: DiaryOmission, of diary: DiaryCopy, in format: DiaryExportFormat) -> Bool {
        switch part {
        case .settings: diary.settings != DiarySettings()
        case .methods: diary.items.values.contains { $0.kind == .method }
        case .medicines: diary.items.values.contains { $0.kind == .medicine }
        case .appointments: diary.items.values.contains { $0.kind == .appointment }
        case .modes: !diary.modes.isEmpty
        case .marks: !diary.marks.isEmpty
        // A table names built-in symptoms as Flowkeep does.
        case .renamed: format == .csv && diary.feelings.contains { $0.key.isBuiltIn && $0.value.name != nil }
        case .factorEffects: format == .fhir && diary.days.contains { $0.entry.factors != nil }
        }
    }
}
