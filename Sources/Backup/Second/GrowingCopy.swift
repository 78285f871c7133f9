import CPlatform
import Glibc
import Sealing

/// A file that grows by what is missing of it: of ours alone, and never shortened while it is right.
///
/// Invariant of the `unsafe` calls: as ``PrivateFolder``.
struct GrowingCopy: ~Copyable, Sendable {
    private static let pieceByteCount = 1 << 20

    private let descriptor: Int32

    /// - `isAnew`: begins with nothing, whatever was there.
    init(_ path: String, as name: BackupFileName?, isAnew: Bool) throws(BackupError) {
        let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | (isAnew ? O_TRUNC : 0)
        descriptor = unsafe open(path, flags, 0o600)
        guard descriptor >= 0 else { throw .system(errno) }
    }

    deinit { _ = close(descriptor) }

    func byteCount() throws(BackupError) -> Int {
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0 else { throw .system(errno) }
        return Int(facts.st_size)
    }

    /// Reads what is there.
    ///
    /// - Returns: how much that is; more than `maximum` counts as nothing that could be gone on with, and is cleared.
    func measure(into digest: inout RunningDigest, atMost maximum: Int) throws(BackupError) -> Int {
        guard try byteCount() <= maximum else {
            try clear()
            return 0
        }
        var offset = 0
        while true {
            let bytes = try read(offset, Self.pieceByteCount)
            if bytes.isEmpty { return offset }
            digest.update(bytes)
            offset += bytes.count
        }
    }

    func read(_ offset: Int, _ count: Int) throws(BackupError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let step = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw .system(errno) }
            if step == 0 { break }
            done += step
        }
        bytes.removeLast(count - done)
        return bytes
    }

    func append(_ bytes: [UInt8]) throws(BackupError) {
        var done = 0
        while done < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { buffer in
                unsafe write(descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw .system(errno) }
            done += step
        }
    }

    func clear() throws(BackupError) {
        guard ftruncate(descriptor, 0) == 0 else { throw .system(errno) }
    }

    func sync() throws(BackupError) {
        guard fsync(descriptor) == 0 else { throw .system(errno) }
    }
}
