extension Endpoint {
    /// Names of everything a request of this operation may carry and an answer may hold, at any depth.
    package var propertyNames: [String] {
        query.map(\.name) + bodyPropertyNames + responses.compactMap(\.schema).flatMap(\.allNames)
    }

    /// Names of the members that a JSON body must have.
    package var requiredBodyPropertyNames: [String] {
        switch body {
        case .json(let schema): schema.properties.filter(\.isRequired).map(\.name)
        default: []
        }
    }

    /// Names of the members of the body, at any depth; none where it is not JSON.
    package var bodyPropertyNames: [String] {
        switch body {
        case .json(let schema), .optionalJSON(let schema): schema.allNames
        case .none, .form, .multipart, .uploads, .file, .octets, .upload: []
        }
    }
}

extension ObjectSchema {
    fileprivate var allNames: [String] { properties.flatMap { [$0.name] + $0.schema.allNames } }
}

extension Schema {
    fileprivate var allNames: [String] {
        switch self {
        case .object(let schema): schema.allNames
        case .array(let element, _): element.allNames
        case .nullable(let inner): inner.allNames
        default: []
        }
    }
}
