package import JSON

/// The shape of a JSON value: checks requests, and is printed as JSON Schema 2020-12 in the OpenAPI document.
///
/// Objects are closed: a member that is not declared is refused, so a misspelt one is never silently ignored.
package indirect enum Schema: Sendable {
    case string(TextFormat, length: ClosedRange<Int>)
    case enumeration([String])
    case integer(ClosedRange<Int>)
    case boolean
    /// A number that may have decimals; for answers only, since money never goes through binary fractions.
    case number
    /// Null, which takes something away, or a value.
    case nullable(Schema)
    case array(Schema, count: ClosedRange<Int>)
    case object(ObjectSchema)

    /// Text of one line and at most 200 characters: names of things.
    package static let name = Schema.string(.line, length: 1...200)
    package static let id = Schema.string(.id, length: 1...64)
    package static let day = Schema.string(.day, length: 10...10)
    package static let decimal = Schema.string(.decimal, length: 1...25)
    package static let currency = Schema.string(.currency, length: 3...3)

    /// Adds to `faults` what is wrong with `value`; nothing when it fits.
    package func check(_ value: JSONValue, at pointer: String, faults: inout [Problem.Field]) {
        guard faults.count < 20 else { return }  // enough to mend a request by; a hostile one gets no endless answer
        switch (self, value) {
        case (.string(let format, let length), .string(let text)):
            check(text, format: format, length: length, at: pointer, faults: &faults)
        case (.enumeration(let values), .string(let text)):
            if !values.contains(text) {
                faults.append(.init(pointer, "It must be one of: " + values.joined(separator: ", ") + "."))
            }
        case (.integer(let range), .number(let text)):
            if Int(text).map(range.contains) != true {
                faults.append(
                    .init(pointer, "It must be a whole number from \(range.lowerBound) to \(range.upperBound).")
                )
            }
        case (.boolean, .boolean), (.number, .number), (.nullable, .null): break
        case (.nullable(let schema), _): schema.check(value, at: pointer, faults: &faults)
        case (.array(let element, let count), .array(let values)):
            guard count.contains(values.count) else {
                faults.append(.init(pointer, "It must have \(count.lowerBound) to \(count.upperBound) elements."))
                return
            }
            for (index, value) in values.enumerated() {
                element.check(value, at: "\(pointer)/\(index)", faults: &faults)
            }
        case (.object(let schema), .object(let object)):
            schema.check(object, at: pointer, faults: &faults)
        default:
            faults.append(.init(pointer, "It must be \(kind)."))
        }
    }

    /// The same for a value that came as text: a query parameter.
    package func check(text: String, at name: String, faults: inout [Problem.Field]) {
        switch self {
        case .integer: check(.number(text), at: name, faults: &faults)
        case .boolean:
            if text != "true" && text != "false" { faults.append(.init(name, "It must be true or false.")) }
        case .string, .enumeration: check(.string(text), at: name, faults: &faults)
        case .array, .object, .number, .nullable: faults.append(.init(name, "It must be \(kind)."))
        }
    }

    private func check(
        _ text: String,
        format: TextFormat,
        length: ClosedRange<Int>,
        at pointer: String,
        faults: inout [Problem.Field]
    ) {
        let count = text.unicodeScalars.count
        if !length.contains(count) {
            let wanted = "It must have \(length.lowerBound) to \(length.upperBound) characters."
            faults.append(.init(pointer, count == 0 ? "It must not be empty." : wanted))
        } else if let fault = format.fault(in: text) {
            faults.append(.init(pointer, fault))
        }
    }

    private var kind: String {
        switch self {
        case .string, .enumeration: "a string"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .number: "a number"
        case .nullable(let schema): schema.kind + " or null"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// The members of an object.
package struct ObjectSchema: Sendable {
    package struct Property: Sendable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool
        package let summary: String?

        package static func required(_ name: String, _ schema: Schema, _ summary: String? = nil) -> Property {
            Property(name: name, schema: schema, isRequired: true, summary: summary)
        }

        package static func optional(_ name: String, _ schema: Schema, _ summary: String? = nil) -> Property {
            Property(name: name, schema: schema, isRequired: false, summary: summary)
        }
    }

    /// The name under `components/schemas`; nil to print it in place.
    package let name: String?
    package let properties: [Property]

    package init(_ name: String? = nil, _ properties: [Property]) {
        self.name = name
        self.properties = properties
    }

    package func check(_ object: JSONObject, at pointer: String, faults: inout [Problem.Field]) {
        for property in properties {
            if let value = object[property.name] {
                property.schema.check(value, at: "\(pointer)/\(property.name)", faults: &faults)
            } else if property.isRequired {
                faults.append(.init("\(pointer)/\(property.name)", "It is missing."))
            }
        }
        for member in object.members where !properties.contains(where: { $0.name == member.name }) {
            // The unknown name is the client's text and is not repeated.
            faults.append(.init(pointer.isEmpty ? "/" : pointer, "It has a member that is not known here."))
            break
        }
    }
}
