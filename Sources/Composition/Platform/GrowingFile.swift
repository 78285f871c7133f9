import Glibc

/// A file of mode 0600 that is written in pieces beside its place, and is in its place when it is whole or not at all.
package final class GrowingFile: Sendable {
    private let path: String
    private let draft: String
    private let file: Descriptor
    private let replaces: Bool

    /// `replaces`: whether a file of that path goes.
    ///
    /// - Throws: `SystemError` with `EEXIST` when there is one and it stays.
    package init(_ path: String, replaces: Bool) throws(SystemError) {
        self.path = path
        self.replaces = replaces
        draft = "\(path).\(getpid()).new"
        if !replaces, unsafe access(path, F_OK) == 0 { throw SystemError(call: "open", code: EEXIST) }
        let number = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError("open") }
        file = Descriptor(owning: number)
    }

    /// What was not finished goes.
    deinit { _ = unsafe unlink(draft) }

    package func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
        try SmallFile.writeAll(Array(bytes), to: file.number)
    }

    /// Makes what was written durable and puts it in its place.
    package func finish() throws(SystemError) {
        guard fsync(file.number) == 0 else { throw SystemError("fsync") }
        if replaces {
            guard unsafe rename(draft, path) == 0 else { throw SystemError("rename") }
        } else {
            guard unsafe link(draft, path) == 0 else { throw SystemError("link") }
        }
    }
}
