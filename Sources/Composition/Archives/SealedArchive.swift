import Glibc
import Primitives
import Sealing

/// Opens a sealed archive on any machine: no server, no account, no key but the passphrase.
///
/// - Source: docs/spec/archives.md §5.
package struct SealedArchive: ~Copyable {
    /// Why it does not open.
    package enum Fault: Error, Hashable, Sendable {
        case system(SystemError)
        /// No file of the age format that a passphrase opens.
        case notSealed
        /// Another passphrase, or an altered start.
        case wrongPassphrase
        /// Altered, or cut off, behind so many bytes of its content.
        case damaged(Int)
    }

    private let file: Descriptor
    private var opener: AgeOpener
    private var opened = 0
    /// Read and not opened yet.
    private var ahead: [UInt8]

    /// - Parameters:
    ///   - path: of the sealed file.
    ///   - passphrase: as it was typed; capitals, blanks and what looks alike in ours do not matter.
    /// - Throws: ``Fault``.
    package init(_ path: String, passphrase: [UInt8]) throws(Fault) {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw .system(SystemError("open")) }
        let descriptor = Descriptor(owning: number)
        let head = try Self.read(number, AgeOpener.headByteCountMaximum)
        let opener = try Self.opener(head, passphrase)
        ahead = Array(head.dropFirst(opener.preambleByteCount))
        self.opener = opener
        file = descriptor
    }

    /// Writes what is in it, piece by piece.
    package mutating func write(_ body: (ArraySlice<UInt8>) throws(SystemError) -> Void) throws(Fault) {
        var isLast = false
        while !isLast {
            // One byte more than a chunk says that it is not the last.
            let wanted = AgeFile.sealedChunkByteCount + 1 - ahead.count
            ahead += try Self.read(file.number, wanted)
            isLast = ahead.count <= AgeFile.sealedChunkByteCount
            let sealed = Array(ahead.prefix(AgeFile.sealedChunkByteCount))
            ahead.removeFirst(sealed.count)
            let chunk: [UInt8]
            do { chunk = try opener.open(sealed, isLast: isLast) } catch { throw .damaged(opened) }
            opened += chunk.count
            do { try body(chunk[...]) } catch { throw .system(error) }
        }
    }

    private static func opener(_ head: [UInt8], _ passphrase: [UInt8]) throws(Fault) -> AgeOpener {
        let plain = plain(passphrase)
        do throws(SealingError) {
            return try AgeOpener(head: head, passphrase: SecretBytes(copying: passphrase))
        } catch {
            guard error == .doesNotOpen else { throw .notSealed }
            guard plain != passphrase else { throw .wrongPassphrase }
        }
        do { return try AgeOpener(head: head, passphrase: SecretBytes(copying: plain)) } catch {
            throw .wrongPassphrase
        }
    }

    /// Ours as we print it: from what somebody typed off paper.
    static func plain(_ typed: [UInt8]) -> [UInt8] {
        let text = String(decoding: typed, as: UTF8.self).lowercased().filter { $0.isLetter || $0.isNumber }
        let alike: [Character: Character] = ["o": "0", "i": "1", "l": "1"]
        return Array(String(text.map { alike[$0] ?? $0 }).grouped(by: 5, separator: "-").utf8)
    }

    /// As many bytes as there are, up to `count`.
    private static func read(_ number: Int32, _ count: Int) throws(Fault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            // The buffer has room for what is asked for.
            let found = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(number, buffer.baseAddress?.advanced(by: filled), count - filled)
            }
            if found < 0 {
                guard errno == EINTR else { throw .system(SystemError("read")) }
            } else if found == 0 {
                break
            } else {
                filled += found
            }
        }
        return Array(bytes.prefix(filled))
    }
}
