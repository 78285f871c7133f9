import Backup
import Glibc

/// A directory of ours alone, for what is fetched.
enum SecondScratch {
    /// Fine where it is there already and nobody else may enter it.
    static func make(_ path: String) throws(BackupError) {
        // unsafe: the structure lives through the call, which fills at most its size.
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system(errno) }
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else { throw .system(errno) }
        guard facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid(), facts.st_mode & 0o077 == 0 else {
            throw .targetNotPrivate
        }
    }
}
