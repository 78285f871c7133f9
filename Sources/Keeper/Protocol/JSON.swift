/// A JSON value (RFC 8259) as the KMS protocol needs it.
indirect enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As written; nothing here computes with numbers of the other side.
    case number(String)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

/// Why bytes are not JSON that this program accepts.
enum JSONError: Error, Hashable {
    case syntax
    /// A key twice in one object: two readers could each see another value.
    case duplicateKey
    case tooDeep
    case notUTF8
}
