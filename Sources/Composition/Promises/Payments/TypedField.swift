import HTTPTypes
import JSON
import Web

/// A text of an operation that a person writes, with where it stands.
struct TypedField: Sendable {
    /// The operation and the member, for whoever has to mend it.
    let name: String
    let schema: Schema

    /// All texts of an operation's body and query, at any depth.
    static func fields(of endpoint: Endpoint) -> [TypedField] {
        let operation = "\(endpoint.method.rawValue) \(endpoint.template.text)"
        var fields: [TypedField] = []
        switch endpoint.body {
        case .json(let schema), .optionalJSON(let schema): collect(.object(schema), operation, &fields)
        case .none, .form, .multipart, .uploads, .file, .upload, .octets: break
        }
        for parameter in endpoint.query { collect(parameter.schema, operation + "?" + parameter.name, &fields) }
        return fields
    }

    private static func collect(_ schema: Schema, _ name: String, _ fields: inout [TypedField]) {
        switch schema {
        // Whatever has a shape of its own, and passphrases, of which nothing is kept.
        case .string(.text, _), .string(.line, _): fields.append(TypedField(name: name, schema: schema))
        case .string, .enumeration, .integer, .boolean, .number: break
        case .nullable(let inner): collect(inner, name, &fields)
        case .array(let element, _): collect(element, name, &fields)
        case .object(let object):
            for property in object.properties { collect(property.schema, name + "/" + property.name, &fields) }
        }
    }

    func admits(_ text: String) -> Bool {
        var faults: [Problem.Field] = []
        schema.check(.string(text), at: "", faults: &faults)
        return faults.isEmpty
    }
}
