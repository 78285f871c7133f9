import Crypto

/// Names for what leaves the diary: the same thing has the same name in every export, and no name says what it names.
///
/// - Shape: a UUID of version 5 (RFC 9562 §5.5), small letters.
package struct StableID: Sendable {
    private let namespace: [UInt8]

    /// - `diary`: 16 random bytes of the diary; with others, all names are others.
    package init(diary: [UInt8]) {
        precondition(diary.count == 16, "a namespace is a UUID")
        namespace = diary
    }

    /// - `name`: our own words and ids; what is named by the same text is the same thing.
    package func uuid(_ name: String) -> String {
        // SHA-1 because version 5 is: the name is no secret and nothing is sealed by it.
        var bytes = Array(Insecure.SHA1.hash(data: namespace + Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
