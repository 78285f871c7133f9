import Primitives
import Sealing

/// One officer's share of a root key, as bytes and as text that can be typed.
///
/// - Shape: `format 1 (= 1) | number 1 | set 6 | share 32`, 40 bytes. As text four lines of 16 characters of
///   Crockford's base 32 and two that check the line, in groups of four; empty lines and those that begin with `#` are
///   no part of it.
/// - Source: docs/spec/key-service.md §10.
package struct RootKeyShare: Sendable {
    static let setByteCount = 6
    static let commitmentByteCount = 32
    package static let byteCount = 40
    private static let format: UInt8 = 1
    private static let headerByteCount = 2 + setByteCount
    private static let lineByteCount = 10
    private static let lineCount = 4
    private static let lineCharacterCount = 16
    private static let checkCharacterCount = 2
    private static let groupCharacterCount = 4

    /// Why a text is no share.
    package enum TextError: Error, Hashable, Sendable {
        /// This line of the four (from 1) is not as it was printed.
        case line(Int)
        /// Not four lines.
        case lineCount
        /// Each line is right, and together they are no share of this version.
        case format
    }

    /// Of which sharing it is: shares of two do not go together.
    let set: [UInt8]
    let share: SecretShare

    /// 1 and up, as printed in its first line.
    package var number: UInt8 { share.number }

    init(set: [UInt8], share: SecretShare) {
        self.set = set
        self.share = share
    }

    init?(payload bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, bytes[0] == Self.format, bytes[1] != 0 else { return nil }
        set = Array(bytes[2..<Self.headerByteCount])
        let secret = SharedSecret(SecretBytes(copying: bytes[Self.headerByteCount...]))
        share = SecretShare(number: bytes[1], secret: secret)
    }

    /// Reads what ``text(threshold:count:)`` writes, in any case, with or without its groups and comments.
    package init(text: [UInt8]) throws(TextError) {
        var payload: [UInt8] = []
        payload.reserveCapacity(Self.byteCount)
        defer { Wipe.zero(&payload) }
        var number = 0
        for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            let characters = line.filter { !" \t-".utf8.contains($0) }
            guard let first = characters.first, first != UInt8(ascii: "#") else { continue }
            number += 1
            guard number <= Self.lineCount else { throw .lineCount }
            guard characters.count == Self.lineCharacterCount + Self.checkCharacterCount,
                let bytes = Base32.decode(String(decoding: characters.prefix(Self.lineCharacterCount), as: UTF8.self)),
                let check = Self.value(characters.suffix(Self.checkCharacterCount)),
                check == Self.check(bytes, line: number)
            else { throw .line(number) }
            payload += bytes
        }
        guard number == Self.lineCount else { throw .lineCount }
        guard let share = RootKeyShare(payload: payload) else { throw .format }
        self = share
    }

    /// What is sent to keeper; the caller's to wipe.
    var payload: [UInt8] { [Self.format, number] + set + share.secret.bytes.copied() }

    /// What an officer keeps: with comments that say what it is, and for people to type where there is no file.
    package func text(threshold: Int, count: Int) -> [UInt8] {
        var payload = payload
        defer { Wipe.zero(&payload) }
        var text = """
            # Flowkeep: share \(number) of \(count) of a root key. \
            Any \(threshold) of them open it, and fewer say nothing.
            # Keep it off the server, and apart from the others. To use it: flowkeep keeper unlock

            """
        for line in 0..<Self.lineCount {
            let bytes = Array(payload[line * Self.lineByteCount..<(line + 1) * Self.lineByteCount])
            let check = Self.check(bytes, line: line + 1)
            let characters = Array(Base32.encode(bytes).uppercased())
            for start in stride(from: 0, to: characters.count, by: Self.groupCharacterCount) {
                text += String(characters[start..<start + Self.groupCharacterCount]) + "-"
            }
            let checkBytes = [UInt8(check >> 2), UInt8(truncatingIfNeeded: check << 6)]
            text += Base32.encode(checkBytes).prefix(Self.checkCharacterCount).uppercased() + "\n"
        }
        return Array(text.utf8)
    }

    /// Says which share it is and nothing of what is in it: the share has 256 random bits.
    var commitment: [UInt8] {
        var bytes = LengthPrefixed()
        bytes.append("flowkeep/1/root-key-share")
        bytes.append(set)
        bytes.append([number])
        bytes.append(share.secret.bytes.copied())
        return Digest.sha256(bytes.bytes)
    }

    /// Ten bits over a line and its place: a mistyped line is found at once, and lines in another order are, too.
    private static func check(_ bytes: [UInt8], line: Int) -> UInt16 {
        var input = LengthPrefixed()
        input.append("flowkeep/1/root-key-share-line")
        input.append([UInt8(line)])
        input.append(bytes)
        let digest = Digest.sha256(input.bytes)
        return UInt16(digest[0]) << 2 | UInt16(digest[1] >> 6)
    }

    /// Two characters of base 32 as ten bits: the third that decoding whole bytes needs is zero.
    private static func value(_ characters: some Collection<UInt8>) -> UInt16? {
        let text = String(decoding: characters, as: UTF8.self) + "00"
        // Four characters are 20 bits: two bytes and four bits of padding.
        return Base32.decode(text).map { UInt16($0[0]) << 2 | UInt16($0[1] >> 6) }
    }
}
