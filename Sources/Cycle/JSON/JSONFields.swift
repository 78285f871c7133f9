package import JSON
package import Primitives

/// The members of a JSON object, taken out one by one and strictly.
package struct JSONFields {
    private let object: JSONObject
    package let pointer: String

    /// - `names`: Every member that is known here.
    /// - Throws: ``DiaryJSONError`` where it is no object, or has another member.
    package init(_ value: JSONValue, at pointer: String, only names: [String]) throws(DiaryJSONError) {
        guard case .object(let object) = value else { throw DiaryJSONError(pointer, .wrongType) }
        guard object.members.allSatisfy({ names.contains($0.name) }) else {
            throw DiaryJSONError(pointer, .unknownMember)
        }
        self.object = object
        self.pointer = pointer
    }

    package subscript(name: String) -> JSONValue? { object[name] }

    package var names: [String] { object.members.map(\.name) }

    package func error(_ name: String, _ reason: DiaryJSONError.Reason) -> DiaryJSONError {
        DiaryJSONError(path(name), reason)
    }

    package func path(_ name: String) -> String { "\(pointer)/\(name)" }

    package func required<Value>(_ name: String, _ value: Value?) throws(DiaryJSONError) -> Value {
        guard let value else { throw error(name, .missing) }
        return value
    }

    package func text(_ name: String) throws(DiaryJSONError) -> String? {
        switch object[name] {
        case nil: return nil
        case .string(let text)?: return text
        default: throw error(name, .wrongType)
        }
    }

    /// Written as a whole number, without fraction or exponent.
    package func integer(_ name: String) throws(DiaryJSONError) -> Int? {
        switch object[name] {
        case nil: return nil
        case .number(let text)?:
            guard let value = Int(text) else { throw error(name, .notPossible) }
            return value
        default: throw error(name, .wrongType)
        }
    }

    /// Absent is no.
    package func flag(_ name: String) throws(DiaryJSONError) -> Bool {
        switch object[name] {
        case nil: return false
        case .boolean(let value)?: return value
        default: throw error(name, .wrongType)
        }
    }

    package func code<Code: NamedCode>(
        _ name: String,
        _: Code.Type = Code.self
    ) throws(DiaryJSONError) -> Code? {
        guard let text = try text(name) else { return nil }
        guard let code = Code(codeName: text) else { throw error(name, .unknownName) }
        return code
    }

    package func parsed<Value>(
        _ name: String,
        _ read: (String) -> Value?
    ) throws(DiaryJSONError) -> Value? {
        guard let text = try text(name) else { return nil }
        guard let value = read(text) else { throw error(name, .notPossible) }
        return value
    }

    package func day(_ name: String) throws(DiaryJSONError) -> CalendarDay? {
        try parsed(name) { CalendarDay(iso: $0) }
    }

    /// `06:40` as minutes since midnight.
    package func minute(_ name: String) throws(DiaryJSONError) -> Int? { try parsed(name, TimeText.minute) }

    /// A decimal string with at most two decimals, in hundredths.
    package func hundredths(_ name: String) throws(DiaryJSONError) -> Int? {
        try parsed(name, HundredthsText.hundredths)
    }

    /// Nil where there is none; each element with its pointer.
    package func list<Element>(
        _ name: String,
        _ element: (JSONValue, String) throws(DiaryJSONError) -> Element
    ) throws(DiaryJSONError) -> [Element]? {
        switch object[name] {
        case nil: return nil
        case .array(let values)?:
            var elements: [Element] = []
            for (place, value) in values.enumerated() { elements.append(try element(value, "\(path(name))/\(place)")) }
            return elements
        default: throw error(name, .wrongType)
        }
    }
}
