import CPlatform
import Glibc
import Primitives

/// The file operations of backups: everything for its owner alone, and durable when it says so.
///
/// Invariant of the `unsafe` calls: a `String` handed to C is a terminated copy that lives for the call, and buffers
/// are as long as the count beside them says.
enum PrivateFolder {
    static func make(_ path: String) throws(BackupError) {
        guard unsafe mkdir(path, 0o700) == 0 else { throw .system(errno) }
    }

    /// Checks that a directory is ours alone and outside another; makes it when only it is missing.
    ///
    /// - Returns: its path without links.
    static func prepare(_ given: String, outside data: String) throws(BackupError) -> String {
        let path = given.count > 1 && given.hasSuffix("/") ? String(given.dropLast()) : given
        if !isThere(path) {
            // Where it would lie is looked at first: nothing is made in the data directory.
            let slash = path.lastIndex(of: "/")
            let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            try check(try resolved(parent), outside: data)
            guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system(errno) }
        }
        let resolved = try resolved(path)
        try check(resolved, outside: data)
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { throw .system(errno) }
        guard facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid(), facts.st_mode & 0o077 == 0 else {
            throw .targetNotPrivate
        }
        return resolved
    }

    private static func check(_ path: String, outside data: String) throws(BackupError) {
        guard path != data, !path.hasPrefix(data + "/") else { throw .targetInsideData }
    }

    static func resolved(_ path: String) throws(BackupError) -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw .system(errno) }
        defer { unsafe free(resolved) }  // realpath allocated it for us
        return unsafe String(cString: resolved)
    }

    static func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Bytes that this user may still write to the file system.
    static func freeByteCount(_ path: String) throws(BackupError) -> Int {
        var facts = statvfs()
        guard unsafe statvfs(path, &facts) == 0 else { throw .system(errno) }
        return Int(
            clamping: UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize)).partialValue
        )
    }

    /// The names in a directory, in the order of their bytes.
    static func names(in path: String) throws(BackupError) -> [String] {
        guard let directory = unsafe opendir(path) else { throw .system(errno) }
        defer { _ = unsafe closedir(directory) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(directory) {
            // d_name is terminated and lies inside the entry, which lives until the next call.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Deletes a folder of a backup: files, and folders with files.
    static func remove(_ path: String) throws(BackupError) {
        for name in try names(in: path) {
            let inner = "\(path)/\(name)"
            if unsafe unlink(inner) == 0 { continue }
            guard errno == EISDIR || errno == EPERM else { throw .system(errno) }
            try remove(inner)
        }
        guard unsafe rmdir(path) == 0 else { throw .system(errno) }
    }

    static func sync(_ path: String) throws(BackupError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(errno) }
    }

    static func rename(_ path: String, to other: String) throws(BackupError) {
        guard unsafe Glibc.rename(path, other) == 0 else { throw .system(errno) }
    }
}

/// The right to write backups to a directory, one process at a time; the kernel releases it with the process.
final class TargetLock: Sendable {
    static let name = "lock"
    private let descriptor: Int32

    init(_ directory: String) throws(BackupError) {
        descriptor = unsafe fk_open_locked("\(directory)/\(Self.name)")
        guard descriptor >= 0 else { throw errno == EAGAIN || errno == EACCES ? .targetInUse : .system(errno) }
    }

    /// Called once, when the work is done: the lock does not end earlier because nobody looks at it.
    func release() { _ = close(descriptor) }
}

/// A file being written or read, closed with its owner.
struct BackupFile: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Makes a file that must not be there.
    init(making path: String) throws(BackupError) {
        descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(errno) }
    }

    init(reading path: String, as name: BackupFileName) throws(BackupError) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing(name) : .system(errno) }
    }

    /// Opens a file whose bytes are to go.
    init(overwriting path: String) throws(BackupError) {
        descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .system(errno) }
    }

    deinit { _ = close(descriptor) }  // what had to be kept was synced

    /// Overwrites all of it, durably.
    borrowing func zero() throws(BackupError) {
        try write([UInt8](repeating: 0, count: try byteCount()))
        try sync()
    }

    func byteCount() throws(BackupError) -> Int {
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0 else { throw .system(errno) }
        return Int(facts.st_size)
    }

    func write(_ bytes: [UInt8]) throws(BackupError) {
        var done = 0
        while done < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw errno == ENOSPC || errno == EDQUOT ? .store(.full) : .system(errno) }
            done += step
        }
    }

    /// The next bytes, fewer than asked for only at the end of the file.
    func read(_ count: Int) throws(BackupError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let step = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: done), count - done)
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw .system(errno) }
            if step == 0 { break }
            done += step
        }
        if done < count { bytes.removeLast(count - done) }
        return bytes
    }

    func seek(to offset: Int) throws(BackupError) {
        guard lseek(descriptor, off_t(offset), SEEK_SET) == off_t(offset) else { throw .system(errno) }
    }

    func sync() throws(BackupError) {
        guard fsync(descriptor) == 0 else { throw .system(errno) }
    }
}
