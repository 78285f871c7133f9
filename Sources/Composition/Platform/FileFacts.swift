import Glibc

/// What the file system says of a path: type, owner and permission bits.
package struct FileFacts: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case file, directory, socket, symbolicLink, other }

    package let kind: Kind
    package let owner: UInt32
    /// The low twelve bits: read, write and execute for owner, group and others.
    package let mode: UInt32

    /// Facts of what is at `path` itself, without following a symbolic link; nil when nothing is there.
    package init?(of path: String) throws(SystemError) {
        var facts = stat()
        // `facts` lives through the call, which fills it.
        guard unsafe lstat(path, &facts) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw SystemError("lstat")
        }
        kind =
            switch facts.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFSOCK: .socket
            case S_IFLNK: .symbolicLink
            default: .other
            }
        owner = facts.st_uid
        mode = facts.st_mode & 0o7777
    }

    /// Whether group or others may do anything with it.
    package var isOpenToOthers: Bool { mode & 0o077 != 0 }
}

/// Turns a path into one without symbolic links, `.` and `..`, following what exists; nil when it does not.
func resolvedPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }  // realpath allocated it for us
    return unsafe String(cString: resolved)
}
