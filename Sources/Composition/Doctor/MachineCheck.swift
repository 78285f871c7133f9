import Glibc

/// What the machine itself makes safer or less safe.
enum MachineCheck {
    static func findings() -> [Finding] { [swap(), tracing(), lockableMemory()] }

    private static func swap() -> Finding {
        guard let text = read("/proc/swaps") else { return .ok("swap", "This machine tells nothing of swap.") }
        let isOn = text.split(separator: "\n").count > 1
        return isOn
            ? .warning("swap", "Swap is on: parts of open vaults may reach the disk; encrypt it or turn it off.")
            : .ok("swap", "Swap is off.")
    }

    private static func tracing() -> Finding {
        guard let text = read("/proc/sys/kernel/yama/ptrace_scope") else {
            return .warning(
                "tracing",
                "The kernel has no Yama: other programs of your user are kept out by our own marks only."
            )
        }
        return text.first == "0"
            ? .warning("tracing", "Programs may trace each other; run `sysctl kernel.yama.ptrace_scope=1`.")
            : .ok("tracing", "Programs of one user may not trace each other.")
    }

    private static func lockableMemory() -> Finding {
        /// Keys of a busy server fit in far less.
        let wanted: rlim_t = 4 * 1_048_576
        /// RLIMIT_MEMLOCK (asm-generic/resource.h), which Swift does not see.
        let lockLimit: UInt32 = 8
        var limit = rlimit()
        // `limit` lives through the call, which fills it.
        guard unsafe getrlimit(__rlimit_resource_t(lockLimit), &limit) == 0, limit.rlim_cur < wanted else {
            return .ok("locked-memory", "Key memory can be kept out of swap.")
        }
        return .warning("locked-memory", "Little memory can be locked; raise it with `ulimit -l 4096` or LimitMEMLOCK.")
    }

    private static func read(_ path: String) -> String? {
        do {
            return try SmallFile.read(path, byteCountMaximum: 65_536).map { String(decoding: $0, as: UTF8.self) }
        } catch {
            return nil
        }
    }
}
