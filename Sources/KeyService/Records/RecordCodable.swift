/// A value that is stored as a record's plaintext.
///
/// `init(decoding:)` accepts what any released version of `encode()` wrote.
package protocol RecordCodable: Sendable {
    init(decoding bytes: [UInt8]) throws(RecordDecodingError)

    func encode() -> [UInt8]
}

/// Why a record's bytes are not what they should be.
///
/// Carries tags of the format, never contents.
package enum RecordDecodingError: Error, Hashable, Sendable {
    /// A field runs past the end, or the record is longer than any may be.
    case byteCount
    /// Tags do not ascend, or are 0.
    case order
    /// More fields than any record has.
    case tooManyFields
    case missing(UInt16)
    /// A field that occurs once occurs twice.
    case repeated(UInt16)
    /// A number or id of the wrong width.
    case width(UInt16)
    /// Not UTF-8.
    case text(UInt16)
    /// A value outside its closed list.
    case value(UInt16)
}
