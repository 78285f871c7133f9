import CPlatform
import Glibc

/// What every process of ours does first: no core file, no ptrace by others of the same user, files for us alone, and a
/// heap that stays small.
package enum ProcessHygiene {
    /// malloc otherwise keeps up to eight arenas per core, each with reserves of its own.
    private static let arenaCount: Int32 = 2

    /// Twice what opening a vault of ten years takes at once; an idle process gives it back every few seconds.
    private static let keptByteCount = 32 << 20

    /// Call before threads start.
    package static func apply() {
        fk_limit_arenas(arenaCount)
        fk_keep_heap(keptByteCount)
        _ = umask(0o077)
        // Fails on no kernel since Linux 2.3; a container that forbids it still has the file modes.
        _ = fk_harden_process()
        // A client that went away must be an error of the write, not the end of the process.
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Gives back what only the start needed; call once, when the process answers.
    ///
    /// Finding conformances at the start reads through most of the program, which the work after it never runs.
    static func settle() {
        fk_trim_heap()
        fk_release_code()
    }
}
