import Primitives

/// A SHA-256 as the store writes it: base 64.
enum Checksum {
    static func text(_ digest: [UInt8]) -> String { String(decoding: Base64.encode(digest), as: UTF8.self) }
}
