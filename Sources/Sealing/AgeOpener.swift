/// Opens an age file that was sealed with a passphrase, chunk by chunk, in order.
///
/// - Source: C2SP `age`, version 1; docs/spec/archives.md §5.
package struct AgeOpener: ~Copyable, Sendable {
    /// So many bytes of the start are enough to find the preamble in.
    package static let headByteCountMaximum = AgeFile.headerByteCountMaximum + AgeFile.nonceByteCount

    /// Of header and random bytes: the chunks begin there.
    package let preambleByteCount: Int
    private let key: SecretBytes
    private var number: UInt64 = 0

    /// Reads the start of a file.
    ///
    /// - Parameters:
    ///   - head: the first ``headByteCountMaximum`` bytes, or the whole of a shorter file.
    ///   - passphrase: as it was typed.
    /// - Throws: ``SealingError/malformed`` for what is no such file, or asks for more work than is done for one;
    ///   ``SealingError/doesNotOpen`` for another passphrase or an altered header.
    package init(head: [UInt8], passphrase: borrowing SecretBytes) throws(SealingError) {
        let header = try Header(head)
        let wrapping = try AgeFile.wrappingKey(passphrase, salt: header.salt, workFactor: header.workFactor)
        let zeros = [UInt8](repeating: 0, count: AEAD.nonceByteCount)
        var opened = try AgeFile.open(header.wrapped, key: wrapping, nonce: zeros)
        let fileKey = SecretBytes(wiping: &opened)
        guard ConstantTime.equal(header.mac, AgeFile.mac(of: header.authenticated, under: fileKey)) else {
            throw .doesNotOpen
        }
        let end = header.byteCount + AgeFile.nonceByteCount
        guard head.count >= end else { throw .malformed }
        preambleByteCount = end
        key = AgeFile.payloadKey(fileKey, nonce: Array(head[header.byteCount..<end]))
    }

    /// The content of a small file that is in memory whole.
    ///
    /// - Throws: as ``init(head:passphrase:)`` and ``open(_:isLast:)``.
    package static func content(
        of file: [UInt8],
        passphrase: borrowing SecretBytes
    ) throws(SealingError) -> [UInt8] {
        var opener = try AgeOpener(head: Array(file.prefix(headByteCountMaximum)), passphrase: passphrase)
        var (rest, content) = (file[opener.preambleByteCount...], [UInt8]())
        repeat {
            let chunk = Array(rest.prefix(AgeFile.sealedChunkByteCount))
            rest = rest.dropFirst(chunk.count)
            content += try opener.open(chunk, isLast: rest.isEmpty)
        } while !rest.isEmpty
        return content
    }

    /// The next chunk.
    ///
    /// - Throws: ``SealingError/doesNotOpen`` for one that was altered or moved, or behind which the file was cut off.
    package mutating func open(_ sealed: [UInt8], isLast: Bool) throws(SealingError) -> [UInt8] {
        guard isLast || sealed.count == AgeFile.sealedChunkByteCount else { throw .doesNotOpen }
        // Only an empty file ends with an empty chunk.
        guard sealed.count > AgeFile.tagByteCount || number == 0 else { throw .doesNotOpen }
        let chunk = try AgeFile.open(sealed, key: key, nonce: ChunkedBox.nonce(number, isLast: isLast))
        number += 1
        return chunk
    }
}

extension AgeOpener {
    /// The lines that a file begins with.
    private struct Header {
        private static let macMark = "---"

        let salt: [UInt8]
        let workFactor: Int
        let wrapped: [UInt8]
        let mac: [UInt8]
        /// What the MAC is over.
        let authenticated: [UInt8]
        let byteCount: Int

        init(_ head: [UInt8]) throws(SealingError) {
            var lines: [Substring] = []
            var end = 0
            for _ in 0..<4 {
                let rest = head[end...].prefix(AgeFile.headerByteCountMaximum)
                guard let feed = rest.firstIndex(of: UInt8(ascii: "\n")),
                    let line = String(validating: head[end..<feed], as: Unicode.ASCII.self)
                else { throw .malformed }
                lines.append(line[...])
                end = feed + 1
            }
            let stanza = lines[1].split(separator: " ", omittingEmptySubsequences: false)
            let last = lines[3].split(separator: " ", omittingEmptySubsequences: false)
            guard lines[0] == AgeFile.version, stanza.count == 4, stanza[0] == "->", stanza[1] == "scrypt",
                last.count == 2, last[0] == Self.macMark,
                let salt = AgeFile.bytes(base64: stanza[2]), salt.count == AgeFile.saltByteCount,
                let factor = Int(stanza[3]), (1...AgeFile.workFactorMaximum).contains(factor),
                String(factor) == stanza[3],
                let wrapped = AgeFile.bytes(base64: lines[2]),
                wrapped.count == AgeFile.keyByteCount + AgeFile.tagByteCount,
                let mac = AgeFile.bytes(base64: last[1])
            else { throw .malformed }
            self.salt = salt
            workFactor = factor
            self.wrapped = wrapped
            self.mac = mac
            byteCount = end
            authenticated = Array(head[..<(end - lines[3].utf8.count - 1 + Self.macMark.utf8.count)])
        }
    }
}
