/// Why bytes are not CBOR as authenticators must write it.
package enum CBORError: Error, Hashable, Sendable, CaseIterable {
    /// The bytes end before the value does.
    case truncated
    /// Something follows the value.
    case trailingBytes
    /// More bytes than anything of ours needs.
    case tooLarge
    /// Maps and arrays inside each other, more than four deep.
    case tooDeep
    /// A number or a length that takes more bytes than it has to.
    case notShortest
    /// A length that is only known when the end comes.
    case indefiniteLength
    /// A tag, a floating-point number, `undefined`, a simple value, or one of the heads that CBOR keeps for later.
    case unsupported
    /// An integer that does not fit into 64 bits with a sign.
    case integerRange
    /// A text that is not UTF-8.
    case notUTF8
    /// A name in a map that is neither an integer nor a text.
    case nameType
    /// A map whose names do not stand in the one order there is.
    case nameOrder
    /// A name that a map has twice.
    case duplicateName
}
