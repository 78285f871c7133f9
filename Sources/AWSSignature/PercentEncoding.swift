/// Names and values as addresses and signatures write them: `%` and two capital digits for everything but letters,
/// digits and `-._~`.
///
/// - Source: RFC 3986 §2.3; AWS General Reference, “Signing AWS API requests”.
package enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// A name or value of a query.
    package static func text(_ plain: String) -> String { encoded(plain, keepsSlashes: false) }

    /// A path, whose slashes stay.
    package static func path(_ plain: String) -> String { encoded(plain, keepsSlashes: true) }

    private static func encoded(_ plain: String, keepsSlashes: Bool) -> String {
        var bytes: [UInt8] = []
        for byte in plain.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case UInt8(ascii: "/") where keepsSlashes: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
