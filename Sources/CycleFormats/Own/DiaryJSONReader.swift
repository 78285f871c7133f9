package import Cycle
package import JSON
import Primitives

/// Reads what ``DiaryJSONWriter`` writes, without loss.
///
/// A record that is not as it should be is listed and left out; the others stand.
///
/// - Source: docs/spec/diary-export.md §4.
package struct DiaryJSONReader {
    /// The whole diary, with the ids it had where it was written.
    package struct Result: Hashable, Sendable {
        package let diary: DiaryCopy
        package let skipped: SkippedEntries
        package let entryCount: Int
    }

    private var skipped = SkippedEntries()
    private var count = 0

    private init() {}

    /// Whether an object with these members is ours.
    package static func isOurs(_ object: JSONObject) -> Bool { object["format"] == .string(DiaryJSONWriter.format) }

    /// - `bytes`: untrusted; at most ``DiaryImportLimits/fileByteCount``.
    package static func read(_ bytes: [UInt8]) throws(DiaryFileError) -> Result {
        guard bytes.count <= DiaryImportLimits.fileByteCount else { throw .tooLarge }
        guard case .object(let object) = try parsed(bytes) else { throw .unknownFormat }
        return try read(object)
    }

    /// The same of an object that was read already.
    package static func read(_ object: JSONObject) throws(DiaryFileError) -> Result {
        guard isOurs(object), object["version"] == .number("\(DiaryJSONWriter.version)") else {
            throw .unknownFormat
        }
        var reader = DiaryJSONReader()
        let diary = reader.diary(object)
        // No diary of ours has more, and each is compared with the others.
        guard diary.modes.count <= CyclePlan.modeMaximum, diary.marks.count <= CyclePlan.markMaximum else {
            throw .tooManyValues
        }
        return Result(diary: diary, skipped: reader.skipped, entryCount: reader.count)
    }

    private static func parsed(_ bytes: [UInt8]) throws(DiaryFileError) -> JSONValue {
        do throws(JSONParser.Failure) {
            return try JSONParser.parse(bytes)
        } catch {
            switch error {
            case .malformed, .duplicateName: throw .damaged
            case .notUTF8: throw .notText
            case .tooDeep: throw .tooDeep
            }
        }
    }

    private mutating func diary(_ object: JSONObject) -> DiaryCopy {
        var feelings: [FeelingKey: FeelingDefinition] = [:]
        for (name, kind) in [("symptoms", FeelingKind.symptom), ("moods", .mood)] {
            let read = list(object, name) { value, pointer throws(DiaryJSONError) in
                try DiaryPartsJSON.feeling(kind, value, at: pointer)
            }
            for (key, definition) in read { feelings[key] = definition }
        }
        var items: [UInt64: CycleItem] = [:]
        for (name, read) in Self.itemReaders {
            for (id, item) in list(object, name, read) { items[id] = item }
        }
        let settings = self.settings(object["settings"])
        return DiaryCopy(
            days: days(object),
            feelings: feelings,
            items: items,
            modes: list(object, "modes", DiaryPartsJSON.mode),
            marks: list(object, "marks", DiaryPartsJSON.mark),
            settings: settings
        )
    }

    private mutating func days(_ object: JSONObject) -> [DiaryCopy.Day] {
        let names = ["date"] + DayField.allCases.map(\.codeName)
        let days = list(object, "days") { value, pointer throws(DiaryJSONError) in
            let fields = try JSONFields(value, at: pointer, only: names)
            return DiaryCopy.Day(try fields.required("date", fields.day("date")), try DayJSON.entry(fields))
        }
        guard days.count > DiaryImportLimits.dayCount else { return days }
        skipped.append(.tooManyDays, at: FilePlace(.entry, DiaryImportLimits.dayCount + 1))
        return Array(days.prefix(DiaryImportLimits.dayCount))
    }

    private mutating func settings(_ value: JSONValue?) -> DiarySettings {
        guard let value else { return DiarySettings() }
        do throws(DiaryJSONError) {
            return try DiaryPartsJSON.settings(value, at: "/settings")
        } catch {
            skipped.append(.malformed, at: FilePlace(.entry, 1), excerpt: error.pointer)
            return DiarySettings()
        }
    }

    private typealias ItemReader =
        @Sendable (JSONValue, String) throws(DiaryJSONError) -> (id: UInt64, item: CycleItem)

    private static let itemReaders: [(name: String, read: ItemReader)] = [
        (
            "methods",
            { value, pointer throws(DiaryJSONError) in
                let fields = try JSONFields(value, at: pointer, only: ["id"] + CycleItemJSON.methodNames)
                return (try id(fields), .method(try CycleItemJSON.method(fields)))
            }
        ),
        (
            "medicines",
            { value, pointer throws(DiaryJSONError) in
                let fields = try JSONFields(value, at: pointer, only: ["id"] + CycleItemJSON.medicineNames)
                return (try id(fields), .medicine(try CycleItemJSON.medicine(fields)))
            }
        ),
        (
            "appointments",
            { value, pointer throws(DiaryJSONError) in
                let fields = try JSONFields(value, at: pointer, only: ["id"] + CycleItemJSON.appointmentNames)
                return (try id(fields), .appointment(try CycleItemJSON.appointment(fields)))
            }
        ),
    ]

    private static func id(_ fields: JSONFields) throws(DiaryJSONError) -> UInt64 {
        try fields.required("id", fields.parsed("id", DiaryIDText.id))
    }

    /// The elements of a list that are as they should be.
    private mutating func list<Element>(
        _ object: JSONObject,
        _ name: String,
        _ read: (JSONValue, String) throws(DiaryJSONError) -> Element
    ) -> [Element] {
        guard case .array(let values)? = object[name] else { return [] }
        var elements: [Element] = []
        for (place, value) in values.enumerated() {
            count += 1
            do throws(DiaryJSONError) {
                elements.append(try read(value, "/\(name)/\(place)"))
            } catch {
                skipped.append(.malformed, at: FilePlace(.entry, count), excerpt: error.pointer)
            }
        }
        return elements
    }
}
