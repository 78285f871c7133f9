package import Cycle
import JSON
import Primitives

/// Writes all of a diary as one JSON object, one record on a line.
///
/// - Source: docs/spec/diary-export.md §4.
package enum DiaryJSONWriter {
    static let format = "flowkeep-cycle"
    static let version = 1

    package static func bytes(_ diary: DiaryCopy) -> [UInt8] {
        var output = Array("{\"format\":\"\(format)\",\"version\":\(version),\n\"settings\":".utf8)
        output += record { DiaryPartsJSON.write(diary.settings, to: &$0) }
        for kind in FeelingKind.allCases {
            let definitions = diary.feelings.filter { $0.key.kind == kind }
                .sorted { ($0.value.position, $0.key) < ($1.value.position, $1.key) }
            append(kind == .symptom ? "symptoms" : "moods", definitions, to: &output) { definition, writer in
                DiaryPartsJSON.write(definition.key, definition.value, to: &writer)
            }
        }
        for (name, kind) in [
            ("methods", CycleItemKind.method), ("medicines", .medicine), ("appointments", .appointment),
        ] {
            let items = diary.items.filter { $0.value.kind == kind }.sorted { $0.key < $1.key }
            append(name, items, to: &output) { item, writer in
                writer.object {
                    $0.member("id", DiaryIDText.text(item.key))
                    CycleItemJSON.writeMembers(of: item.value, to: &$0)
                }
            }
        }
        append("modes", diary.modes, to: &output) { DiaryPartsJSON.write($0, to: &$1) }
        append("marks", diary.marks, to: &output) { DiaryPartsJSON.write($0, to: &$1) }
        append("days", diary.days, to: &output) { day, writer in
            writer.object {
                $0.member("date", day.day.iso)
                DayJSON.writeMembers(of: day.entry, to: &$0)
            }
        }
        output += Array("}\n".utf8)
        return output
    }

    private static func record(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        body(&writer)
        return writer.bytes
    }

    private static func append<Element>(
        _ name: String,
        _ elements: [Element],
        to output: inout [UInt8],
        _ body: (Element, inout JSONWriter) -> Void
    ) {
        output += Array(",\n\"\(name)\":[".utf8)
        for (place, element) in elements.enumerated() {
            output += Array((place == 0 ? "\n" : ",\n").utf8)
            output += record { body(element, &$0) }
        }
        output += Array((elements.isEmpty ? "]" : "\n]").utf8)
    }
}
