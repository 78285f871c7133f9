import Foundation
import Primitives

/// A file being written, open until it is synced or dropped.
///
/// Used by one call at a time.
final class IncomingFile: Sendable {
    private let descriptor: Int32

    init(path: String) throws(StoreError) {
        descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StoreError(systemError: errno) }
        // Ends with the process that holds it, however that ends; see `isAbandoned`.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            _ = close(descriptor)
            throw StoreError(systemError: errno)
        }
    }

    /// Whether the process that wrote a file is gone: nobody holds its lock.
    ///
    /// Another app that is draining may still write files of its own.
    static func isAbandoned(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { _ = close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    deinit { _ = close(descriptor) }  // what had to be kept was synced

    func append(_ chunk: [UInt8]) throws(StoreError) {
        var done = 0
        while done < chunk.count {
            // The buffer has `chunk.count - done` bytes from `done` on.
            let step = unsafe chunk.withUnsafeBytes { buffer in
                unsafe write(descriptor, buffer.baseAddress?.advanced(by: done), chunk.count - done)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw StoreError(systemError: errno) }
            done += step
        }
    }

    func sync() throws(StoreError) {
        guard fsync(descriptor) == 0 else { throw StoreError(systemError: errno) }
    }
}
