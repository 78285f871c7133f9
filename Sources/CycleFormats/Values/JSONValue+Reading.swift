import JSON

extension JSONValue {
    var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    /// A text, or a number as it was written.
    var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .null, .boolean, .array, .object: nil
        }
    }

    /// A number, also one written as a text.
    var number: Double? { text.flatMap { WrittenValue.number($0) } }

    /// True or false, also written as a text or as 1 and 0.
    var flag: Bool? { if case .boolean(let flag) = self { flag } else { text.flatMap { WrittenValue.flag($0) } } }
}
