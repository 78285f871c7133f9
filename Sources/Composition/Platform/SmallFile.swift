import Glibc

/// Small files of the installation (identifier, root key place): read whole with a limit, written whole or not at all.
package enum SmallFile {
    /// Reads a file of at most `byteCountMaximum` bytes; nil when there is none.
    ///
    /// - Throws: `SystemError` with `EFBIG` when the file is longer.
    package static func read(_ path: String, byteCountMaximum: Int) throws(SystemError) -> [UInt8]? {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if number < 0, errno == ENOENT { return nil }
        guard number >= 0 else { throw SystemError("open") }
        let file = Descriptor(owning: number)
        return try readAll(file.number, byteCountMaximum: byteCountMaximum)
    }

    /// Reads a descriptor to its end.
    package static func readAll(_ number: Int32, byteCountMaximum: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let part = try readPart(number) {
            guard bytes.count + part.count <= byteCountMaximum else { throw SystemError(call: "read", code: EFBIG) }
            bytes += part
        }
        return bytes
    }

    /// Reads what a descriptor has, at most 64 KiB; nil at its end.
    package static func readPart(_ number: Int32) throws(SystemError) -> [UInt8]? {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(number, buffer.baseAddress, buffer.count)  // writes at most the buffer's count
            }
            if count == 0 { return nil }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError("read")
            }
            chunk.removeLast(chunk.count - count)
            return chunk
        }
    }

    /// Writes all bytes to a descriptor.
    package static func writeAll(_ bytes: [UInt8], to number: Int32) throws(SystemError) {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                // `offset` is below the count, so the pointer and the rest stay inside the array.
                unsafe Glibc.write(number, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError("write")
            }
            offset += count
        }
    }

    /// Makes a file of mode 0600 that did not exist: written beside its place, made durable, then linked there, so that
    /// no reader ever sees half of it.
    ///
    /// - Throws: `SystemError` with `EEXIST` when the file is there already.
    package static func create(_ path: String, _ bytes: [UInt8]) throws(SystemError) {
        let draft = "\(path).\(getpid()).new"
        let number = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError("open") }
        defer { _ = unsafe unlink(draft) }
        let file = Descriptor(owning: number)
        try writeAll(bytes, to: file.number)
        guard fsync(file.number) == 0 else { throw SystemError("fsync") }
        guard unsafe link(draft, path) == 0 else { throw SystemError("link") }
        try syncDirectory(of: path)
    }

    /// Puts a file of mode 0600 in the place of the one that is there, or where there is none: a reader sees all of one
    /// or all of the other, also after a crash.
    package static func replace(_ path: String, _ bytes: [UInt8]) throws(SystemError) {
        let draft = "\(path).\(getpid()).new"
        let number = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError("open") }
        let file = Descriptor(owning: number)
        do throws(SystemError) {
            try writeAll(bytes, to: file.number)
            guard fsync(file.number) == 0 else { throw SystemError("fsync") }
            guard unsafe rename(draft, path) == 0 else { throw SystemError("rename") }
        } catch {
            _ = unsafe unlink(draft)
            throw error
        }
        try syncDirectory(of: path)
    }

    private static func syncDirectory(of path: String) throws(SystemError) {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let number = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open") }
        let handle = Descriptor(owning: number)
        guard fsync(handle.number) == 0 else { throw SystemError("fsync") }
    }
}
