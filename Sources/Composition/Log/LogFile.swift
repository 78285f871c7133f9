import Glibc
import TransparencyLog

/// A file of the transparency log that somebody wants checked: a proof file, a receipt, a checkpoint or a consistency
/// file.
package struct LogFile: Sendable {
    /// Which kind it is, known by its first bytes.
    enum Kind: Sendable {
        case proof
        case receipt
        case consistency
        case checkpoint
    }

    /// No file of these formats is longer (docs/spec/transparency-log.md §5 and §9); one byte more shows that it is.
    private static let byteCountMaximum = 262_145

    /// As the person named it.
    package let name: String
    let content: Result<[UInt8], LogFileError>
    /// Whether it is a failure when its checkpoint cannot be compared with the newest.
    let mustCompare: Bool
    private let expected: Kind?

    /// Takes bytes as they are.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        content = .success(bytes)
        mustCompare = false
        expected = nil
    }

    private init(path: String, mustCompare: Bool, expected: Kind?) {
        name = path
        self.mustCompare = mustCompare
        self.expected = expected
        do throws(SystemError) {
            let bytes = try SmallFile.read(path, byteCountMaximum: Self.byteCountMaximum)
            content = bytes.map { .success($0) } ?? .failure(.missing)
        } catch {
            content = .failure(error.code == EFBIG ? .proof(.tooLong(Self.byteCountMaximum)) : .unreadable(error))
        }
    }

    /// Reads a file of any of the kinds.
    package static func read(_ path: String) -> LogFile { LogFile(path: path, mustCompare: false, expected: nil) }

    /// Reads a proof file or a checkpoint whose tree must be shown to be of one history with the others.
    package static func toCompare(_ path: String) -> LogFile { LogFile(path: path, mustCompare: true, expected: nil) }

    /// Reads what must be a consistency file.
    package static func consistency(_ path: String) -> LogFile {
        LogFile(path: path, mustCompare: false, expected: .consistency)
    }

    func kind(of bytes: [UInt8]) -> Kind {
        if let expected { return expected }
        if bytes.starts(with: Array("c2sp.org/tlog-proof@".utf8)) { return .proof }
        if bytes.starts(with: Array("flowkeep.dev/deletion-receipt@".utf8)) { return .receipt }
        return bytes.starts(with: Array("old ".utf8)) ? .consistency : .checkpoint
    }
}
