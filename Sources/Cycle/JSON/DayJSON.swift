package import JSON

/// A day's entry as JSON: what the API answers and an export keeps.
///
/// - Source: docs/spec/cycle-json.md §2.
package enum DayJSON {
    /// Writes an object of the fields that are recorded.
    package static func write(_ entry: DayEntry, to writer: inout JSONWriter) {
        writer.object { writeMembers(of: entry, to: &$0) }
    }

    /// The same into an object that is open.
    package static func writeMembers(of entry: DayEntry, to writer: inout JSONWriter) {
        for field in DayField.allCases { DayFieldWriter.write(field, of: entry, to: &writer) }
    }

    /// - Throws: ``DiaryJSONError``; ranges and counts are ``DayEntry/check(on:today:)``'s.
    package static func entry(_ value: JSONValue, at pointer: String = "") throws(DiaryJSONError) -> DayEntry {
        try entry(JSONFields(value, at: pointer, only: DayField.allCases.map(\.codeName)))
    }

    /// The same of an object that has further members, which its caller reads.
    package static func entry(_ fields: JSONFields) throws(DiaryJSONError) -> DayEntry {
        var entry = DayEntry()
        for field in DayField.allCases { try DayFieldReader(fields).read(field, into: &entry) }
        return entry
    }

    /// An entry with a patch merged into it: `null` removes, what is not named stays.
    ///
    /// - Source: RFC 7396.
    /// - Throws: ``DiaryJSONError`` where what comes out is no entry.
    package static func entry(_ entry: DayEntry, patchedBy patch: JSONValue) throws(DiaryJSONError) -> DayEntry {
        guard case .object(let patch) = patch else { throw DiaryJSONError("", .wrongType) }
        var writer = JSONWriter()
        write(entry, to: &writer)
        guard case .object(let target) = try parsed(writer) else { throw DiaryJSONError("", .wrongType) }
        var merged = JSONWriter()
        MergePatch.write(target, patchedBy: patch, to: &merged)
        return try Self.entry(try parsed(merged))
    }

    private static func parsed(_ writer: JSONWriter) throws(DiaryJSONError) -> JSONValue {
        do {
            return try JSONParser.parse(writer.bytes)
        } catch {
            // What we wrote we can read: only a patch that is too deep for any entry comes here.
            throw DiaryJSONError("", .notPossible)
        }
    }
}
