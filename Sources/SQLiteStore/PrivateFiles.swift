import Foundation
import Primitives

/// Files and directories that only their owner may read, with the syncs that make a name durable.
enum PrivateFiles {
    /// Makes a directory with mode 0700, and those above it; one that is there keeps its owner and loses other access.
    static func createDirectory(_ path: String) throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StoreError(systemError: errorNumber(of: error))
        }
        guard unsafe chmod(path, 0o700) == 0 || errno == EROFS else { throw StoreError(systemError: errno) }
        try syncDirectory(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// Makes an empty file with mode 0600 unless it is there.
    static func createFile(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw StoreError(systemError: errno)
        }
        _ = close(descriptor)  // nothing was written that closing could lose
        try syncDirectory(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// Makes the content of a file durable.
    static func syncFile(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(systemError: errno) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StoreError(systemError: errno) }
    }

    /// Makes the names in a directory durable.
    static func syncDirectory(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError(systemError: errno) }
        defer { _ = close(descriptor) }
        // A file system mounted read-only has nothing to sync and says so.
        guard fsync(descriptor) == 0 || errno == EROFS || errno == EINVAL else { throw StoreError(systemError: errno) }
    }

    private static func errorNumber(of error: any Error) -> Int32 {
        let outer = error as NSError
        if let inner = outer.userInfo[NSUnderlyingErrorKey] as? NSError, inner.domain == NSPOSIXErrorDomain {
            return Int32(inner.code)
        }
        switch CocoaError.Code(rawValue: outer.code) {
        case .fileWriteOutOfSpace: return ENOSPC
        case .fileWriteNoPermission, .fileWriteVolumeReadOnly, .fileReadNoPermission: return EACCES
        default: return EIO
        }
    }
}
