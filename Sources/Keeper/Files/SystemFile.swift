import Glibc

/// The few file operations whose order and durability keeper depends on.
enum SystemFile {
    /// A descriptor that closes itself.
    struct Descriptor: ~Copyable {
        let number: Int32

        init(_ number: Int32) { self.number = number }

        deinit { close(number) }
    }

    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(KeeperError) -> Descriptor {
        while true {
            let number = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
            if number >= 0 { return Descriptor(number) }
            guard errno == EINTR else { throw .system(errno) }
        }
    }

    static func status(_ descriptor: borrowing Descriptor) throws(KeeperError) -> stat {
        var status = stat()
        guard unsafe fstat(descriptor.number, &status) == 0 else { throw .system(errno) }
        return status
    }

    /// The whole file; nil when it is longer than `limit`.
    static func read(_ descriptor: borrowing Descriptor, limit: Int) throws(KeeperError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            // unsafe: the buffer covers what is left of the array and is used within the call.
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor.number, buffer.baseAddress.map { unsafe $0 + count }, buffer.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .system(errno) }
            if got == 0 { return Array(bytes[..<count]) }
            count += got
        }
        return nil
    }

    /// Writes all bytes and waits until they are on the disk.
    static func writeDurably(_ bytes: [UInt8], to descriptor: borrowing Descriptor) throws(KeeperError) {
        var count = 0
        while count < bytes.count {
            // unsafe: as above.
            let put = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor.number,
                    buffer.baseAddress.map { unsafe $0 + count },
                    buffer.count - count
                )
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw .system(errno) }
            count += put
        }
        guard fsync(descriptor.number) == 0 else { throw .system(errno) }
    }

    /// Makes a file that must not exist, whole or not at all.
    ///
    /// The bytes go to a temporary file beside it, which is then linked to the name: a crash leaves either no file or
    /// the whole one, and a file that appeared meanwhile is never replaced.
    static func create(_ path: String, _ bytes: [UInt8]) throws(KeeperError) {
        let temporary = try writeTemporary(path, bytes)
        let linked = unsafe link(temporary, path)
        let failure = errno
        unsafe unlink(temporary)
        guard linked == 0 else { throw .system(failure) }
        try syncDirectory(parent(of: path))
    }

    /// Puts a file in the place of another, or of none.
    ///
    /// A crash leaves the old file or the new one, each whole.
    static func replace(_ path: String, _ bytes: [UInt8]) throws(KeeperError) {
        let temporary = try writeTemporary(path, bytes)
        guard unsafe rename(temporary, path) == 0 else {
            let failure = errno
            unsafe unlink(temporary)
            throw .system(failure)
        }
        try syncDirectory(parent(of: path))
    }

    /// Removes a file that holds a secret, and overwrites its bytes first.
    ///
    /// It is renamed before, so that a crash leaves it whole, or under a name that ``removeTemporaries(in:)`` clears.
    /// (Where the file system or the disk writes elsewhere, old bytes may stay; they are sealed.)
    static func destroy(_ path: String) throws(KeeperError) {
        let temporary = path + temporarySuffix
        guard unsafe rename(path, temporary) == 0 else { throw .system(errno) }
        try syncDirectory(parent(of: path))
        try erase(temporary)
    }

    /// Removes what crashes left.
    static func removeTemporaries(in directory: String) throws(KeeperError) {
        for name in try names(in: directory) where name.hasSuffix(temporarySuffix) {
            try erase(directory + "/" + name)
        }
    }

    private static func erase(_ path: String) throws(KeeperError) {
        do {
            let file = try open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK)
            let status = try status(file)
            // `create` links before it unlinks: a file with two names is a key that is in use under the other one.
            if status.st_nlink == 1, status.st_mode & S_IFMT == S_IFREG {
                let count = min(Int(status.st_size), CustomerKeyFile.byteCountMaximum)
                try writeDurably([UInt8](repeating: 0, count: count), to: file)
            }
        } catch .system(ELOOP) {
            // A link is removed and not followed.
        }
        guard unsafe unlink(path) == 0 else { throw .system(errno) }
        try syncDirectory(parent(of: path))
    }

    /// Writes the bytes beside `path` and gives the name.
    private static func writeTemporary(_ path: String, _ bytes: [UInt8]) throws(KeeperError) -> String {
        let temporary = path + temporarySuffix
        unsafe unlink(temporary)  // what a crash left behind
        do throws(KeeperError) {
            let file = try open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
            guard fchmod(file.number, 0o600) == 0 else { throw .system(errno) }
            try writeDurably(bytes, to: file)
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        return temporary
    }

    /// Ends the name of a file that is not whole yet.
    static let temporarySuffix = ".new"

    static func syncDirectory(_ path: String) throws(KeeperError) {
        let directory = try open(path, O_RDONLY | O_DIRECTORY)
        guard fsync(directory.number) == 0 else { throw .system(errno) }
    }

    /// Makes a directory only we may enter; fine when it is there.
    static func makeDirectory(_ path: String) throws(KeeperError) {
        if unsafe mkdir(path, 0o700) == 0 { return try syncDirectory(parent(of: path)) }
        guard errno == EEXIST else { throw .system(errno) }
    }

    static func names(in directory: String) throws(KeeperError) -> [String] {
        guard let stream = unsafe opendir(directory) else { throw .system(errno) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        // unsafe: readdir's entry is valid until the next call on the same stream, and is copied before that.
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func lastComponent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The path without links and dots.
    ///
    /// - Throws: ``KeeperError/system(_:)`` when it does not exist.
    static func resolved(_ path: String) throws(KeeperError) -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw .system(errno) }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
