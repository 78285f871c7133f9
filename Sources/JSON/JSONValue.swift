/// A JSON text, read but not yet given a meaning.
package enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// As written: money never goes through binary fractions.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// The members of a JSON object in the order they were written.
///
/// Names are unique.
package struct JSONObject: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSONValue
    }

    package private(set) var members: [Member] = []

    package init() {}

    package subscript(name: String) -> JSONValue? { members.first { $0.name == name }?.value }

    /// The caller has checked that the name is new.
    mutating func append(_ name: String, _ value: JSONValue) { members.append(Member(name: name, value: value)) }
}
