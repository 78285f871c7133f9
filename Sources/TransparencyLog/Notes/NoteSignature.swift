import Primitives

/// One signature line of a note: `— name base64(id | signature)`.
package struct NoteSignature: Sendable, Hashable {
    /// Em dash and space, in UTF-8.
    private static let prefix: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

    package let name: String
    package let keyID: UInt32
    /// What follows the id: 64 bytes for Ed25519, with a time before them in a cosignature.
    package let bytes: [UInt8]

    init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads one line without its end; nil when it is not of this form.
    init?(line: ArraySlice<UInt8>) {
        guard line.starts(with: Self.prefix) else { return nil }
        let rest = line.dropFirst(Self.prefix.count)
        guard let space = rest.firstIndex(of: 0x20) else { return nil }
        let name = String(decoding: rest[..<space], as: UTF8.self)
        guard NoteKey.isName(name) else { return nil }
        guard let decoded = Base64.decode(rest[(space + 1)...]), decoded.count > 4 else { return nil }
        self.name = name
        self.keyID = decoded.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(decoded.dropFirst(4))
    }

    /// The line with its end.
    package var line: [UInt8] {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * $0)) }
        return Self.prefix + Array(name.utf8) + [0x20] + Base64.encode(id + bytes) + [0x0A]
    }
}
