import Crypto

/// A UUID made from a name: the same name in the same namespace always gives the same one.
///
/// It names things and protects none: SHA-1 is what the standard asks for here.
/// - Source: RFC 9562 §5.5 (version 5).
package enum NameUUID {
    package static let byteCount = 16

    package static func make(namespace: [UInt8], name: [UInt8]) -> [UInt8] {
        precondition(namespace.count == byteCount, "a namespace is a UUID")
        var hash = Insecure.SHA1()
        hash.update(data: namespace)
        hash.update(data: name)
        var bytes = Array(Array(hash.finalize()).prefix(byteCount))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }
}
