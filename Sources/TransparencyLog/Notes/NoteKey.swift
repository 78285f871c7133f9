import Primitives
package import Sealing

/// A key that notes are signed with: its holder's name, what its signatures say, and the public half.
///
/// As text (a *vkey*): `name+id+base64`, the id in eight hexadecimal digits, the base 64 of the kind and the key.
///
/// - Source: docs/spec/transparency-log.md §5; C2SP signed-note.
package struct NoteKey: Sendable, Hashable {
    /// What a signature of the key says.
    ///
    /// Raw values are assigned by C2SP.
    package enum Kind: UInt8, Sendable {
        /// Over the text of the note: how a log signs its checkpoints.
        case note = 1
        /// Over a time and the text of a checkpoint: how a witness cosigns it.
        case cosignature = 4
    }

    package let name: String
    package let kind: Kind
    package let key: SignaturePublicKey
    /// The first four bytes of SHA-256 over `name | 0A | kind | key`.
    package let id: UInt32

    /// Names a key.
    ///
    /// - Throws: ``NoteError/malformedName``.
    package init(name: String, kind: Kind, key: SignaturePublicKey) throws(NoteError) {
        guard Self.isName(name) else { throw .malformedName }
        self.name = name
        self.kind = kind
        self.key = key
        let hash = Digest.sha256(Array(name.utf8), [0x0A, kind.rawValue], key.bytes)
        id = hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads exactly what ``text`` writes.
    ///
    /// - Throws: ``NoteError``: `malformedKey`, `malformedName` or `keyIDDiffers`.
    package init(text: String) throws(NoteError) {
        let fields = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3,
            let encoded = Base64.decode(Array(fields[2].utf8)), encoded.count == 1 + SignaturePublicKey.byteCount,
            let kind = Kind(rawValue: encoded[0])
        else { throw .malformedKey }
        let key: SignaturePublicKey
        do { key = try SignaturePublicKey(bytes: Array(encoded.dropFirst())) } catch { throw .malformedKey }
        try self.init(name: String(fields[0]), kind: kind, key: key)
        guard self.text == text else { throw .keyIDDiffers }
    }

    package var text: String {
        let digits = String(id, radix: 16)
        let padded = String(repeating: "0", count: 8 - digits.count) + digits
        let encoded = Base64.encode([kind.rawValue] + key.bytes)
        return "\(name)+\(padded)+\(String(decoding: encoded, as: UTF8.self))"
    }

    /// Whether a name may stand in a signature line.
    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
    }
}
