package import JSON
import Primitives

/// What a diary holds beside its days, as JSON.
///
/// - Source: docs/spec/cycle-json.md §7.
package enum DiaryPartsJSON {
    package static func write(_ mode: ModeChange, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("from", mode.from.iso)
            writer.member("mode", mode.mode.codeName)
            writer.member("dueDate", optional: mode.dueDay?.iso)
            if let isBreastfeeding = mode.isBreastfeeding { writer.member("breastfeeding", isBreastfeeding) }
        }
    }

    package static func mode(_ value: JSONValue, at pointer: String) throws(DiaryJSONError) -> ModeChange {
        let fields = try JSONFields(value, at: pointer, only: ["from", "mode", "dueDate", "breastfeeding"])
        return ModeChange(
            from: try fields.required("from", fields.day("from")),
            try fields.required("mode", fields.code("mode")),
            dueDay: try fields.day("dueDate"),
            isBreastfeeding: fields["breastfeeding"] == nil ? nil : try fields.flag("breastfeeding")
        )
    }

    package static func write(_ mark: CycleMark, to writer: inout JSONWriter) {
        writer.object {
            $0.member("start", mark.start.iso)
            $0.member("excluded", mark.isExcluded)
            $0.member("completeness", mark.completeness.codeName)
            $0.member("note", optional: mark.note)
        }
    }

    package static func mark(_ value: JSONValue, at pointer: String) throws(DiaryJSONError) -> CycleMark {
        let fields = try JSONFields(value, at: pointer, only: ["start", "excluded", "completeness", "note"])
        return CycleMark(
            start: try fields.required("start", fields.day("start")),
            isExcluded: try fields.flag("excluded"),
            completeness: try fields.code("completeness") ?? .unknown,
            note: try fields.text("note")
        )
    }

    package static func write(_ settings: DiarySettings, to writer: inout JSONWriter) {
        writer.object {
            $0.member("secondSign", optional: settings.secondSign?.codeName)
            let hidden = settings.hiddenFields.sorted { $0.rawValue < $1.rawValue }
            $0.memberArray("hiddenFields", hidden) { $0.string($1.codeName) }
            $0.member("temperatureUnit", settings.temperatureUnit.codeName)
            $0.member("weightUnit", settings.weightUnit.codeName)
            $0.member("predictionsPaused", settings.arePredictionsPaused)
        }
    }

    package static func settings(_ value: JSONValue, at pointer: String) throws(DiaryJSONError) -> DiarySettings {
        let names = ["secondSign", "hiddenFields", "temperatureUnit", "weightUnit", "predictionsPaused"]
        let fields = try JSONFields(value, at: pointer, only: names)
        let hidden = try fields.list("hiddenFields") { value, pointer throws(DiaryJSONError) in
            guard case .string(let text) = value else { throw DiaryJSONError(pointer, .wrongType) }
            guard let field = DayField(codeName: text) else { throw DiaryJSONError(pointer, .unknownName) }
            return field
        }
        return DiarySettings(
            secondSign: try fields.code("secondSign"),
            hiddenFields: Set(hidden ?? []),
            temperatureUnit: try fields.code("temperatureUnit") ?? .celsius,
            weightUnit: try fields.code("weightUnit") ?? .kilograms,
            arePredictionsPaused: try fields.flag("predictionsPaused")
        )
    }

    package static func write(_ key: FeelingKey, _ definition: FeelingDefinition, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", key.text)
            $0.member("name", optional: definition.name)
            $0.member("hidden", definition.isHidden)
            $0.member("position", definition.position)
        }
    }

    package static func feeling(
        _ kind: FeelingKind,
        _ value: JSONValue,
        at pointer: String
    ) throws(DiaryJSONError) -> (key: FeelingKey, definition: FeelingDefinition) {
        let fields = try JSONFields(value, at: pointer, only: ["id", "name", "hidden", "position"])
        let text = try fields.required("id", fields.text("id"))
        guard let key = FeelingKey(kind, text: text) else { throw fields.error("id", .unknownName) }
        let definition = FeelingDefinition(
            name: try fields.text("name"),
            isHidden: try fields.flag("hidden"),
            position: try fields.integer("position") ?? 0
        )
        return (key, definition)
    }
}

extension FeelingKey {
    /// The name of a built-in one; the id of one that a person made.
    package var text: String {
        switch kind {
        case .symptom: SymptomID(rawValue: id)?.text ?? DiaryIDText.text(id)
        case .mood: MoodID(rawValue: id)?.text ?? DiaryIDText.text(id)
        }
    }

    /// Nil for a text that names nothing of its kind.
    package init?(_ kind: FeelingKind, text: String) {
        let id =
            switch kind {
            case .symptom: SymptomID(text: text)?.rawValue
            case .mood: MoodID(text: text)?.rawValue
            }
        guard let id else { return nil }
        self.init(kind, id)
    }
}
