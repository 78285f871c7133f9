/// A text and the signatures under it, none of them checked yet: the text means nothing before ``verified(by:)``.
///
/// - Source: docs/spec/transparency-log.md §5; C2SP signed-note.
package struct SignedNote: Sendable, Hashable {
    /// A hundred signatures of the largest kind in use would not fit; sixteen, which every reader must take, do twice.
    package static let byteCountMaximum = 262_144
    package static let signatureCountMaximum = 100

    /// With its last line end.
    package let text: [UInt8]
    package private(set) var signatures: [NoteSignature]

    init(text: [UInt8], signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note.
    ///
    /// - Parameter bytes: Untrusted; the length is checked first.
    /// - Throws: ``NoteError``.
    package init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= Self.byteCountMaximum else { throw .tooLong(bytes.count) }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }), String(validating: bytes, as: UTF8.self) != nil else {
            throw .notText
        }
        guard let end = Self.endOfText(bytes), bytes.last == 0x0A else { throw .noSignatures }
        let lines = bytes[(end + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines != [[]] else { throw .noSignatures }
        guard lines.count <= Self.signatureCountMaximum else { throw .tooManySignatures(lines.count) }
        text = Array(bytes[..<end])
        signatures = []
        for (number, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: line) else { throw .malformedSignature(line: number) }
            signatures.append(signature)
        }
    }

    /// Where the last empty line is: the text ends just before it.
    private static func endOfText(_ bytes: [UInt8]) -> Int? {
        var position = bytes.count - 1
        while position > 0 {
            if bytes[position] == 0x0A, bytes[position - 1] == 0x0A { return position }
            position -= 1
        }
        return nil
    }

    package var bytes: [UInt8] { signatures.reduce(text + [0x0A]) { $0 + $1.line } }

    /// The note with further signatures, such as cosignatures; one of a key that has signed already is left out.
    package func adding(_ more: [NoteSignature]) -> SignedNote {
        var note = self
        for signature in more {
            let isThere = note.signatures.contains { $0.name == signature.name && $0.keyID == signature.keyID }
            if !isThere { note.signatures.append(signature) }
        }
        return note
    }

    /// The signatures by `keys`, each checked, at most one for each key; those of unknown keys are passed over.
    ///
    /// - Throws: ``NoteError/invalidSignature(line:)`` when one claims to be of a known key and is not, and
    ///   ``NoteError/noKnownSignature``.
    package func verified(by keys: [NoteKey]) throws(NoteError) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        for (line, signature) in signatures.enumerated() {
            guard let key = keys.first(where: { $0.name == signature.name && $0.id == signature.keyID }) else {
                continue
            }
            guard !verified.contains(where: { $0.key == key }) else { continue }
            guard let time = Cosignature.check(signature, by: key, over: text) else {
                throw .invalidSignature(line: line)
            }
            verified.append(VerifiedSignature(key: key, time: time, signature: signature))
        }
        guard !verified.isEmpty else { throw .noKnownSignature }
        return verified
    }
}

/// A signature that was checked against the key it claims.
package struct VerifiedSignature: Sendable, Hashable {
    package let key: NoteKey
    /// When a witness cosigned, in seconds since 1970; 0 for a signature without a time.
    package let time: UInt64
    package let signature: NoteSignature
}
