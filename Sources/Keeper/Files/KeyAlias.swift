import KeyService
import Primitives

/// A name that stands for a customer key and can be pointed at another.
struct KeyAlias: Hashable, Sendable {
    static let prefix = "alias/"
    private static let reservedPrefix = "alias/aws/"
    private static let byteCountMaximum = 256

    let name: String
    let target: CustomerKeyID
    let created: Timestamp
    let updated: Timestamp

    /// - Throws: ``KMSException/validation``, or ``KMSException/invalidAliasName`` for AWS's own names.
    static func check(_ name: String) throws(KMSException) {
        let bytes = name.utf8
        guard name.hasPrefix(prefix), bytes.count > prefix.utf8.count, bytes.count <= byteCountMaximum,
            bytes.allSatisfy(isAllowed)
        else { throw .validation }
        guard !name.hasPrefix(reservedPrefix) else { throw .invalidAliasName }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
