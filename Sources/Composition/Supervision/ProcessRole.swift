/// The processes that `flowkeep serve` supervises, in the order in which they start.
///
/// They stop in the reverse order, so that what an app instance still needs is there while it drains.
///
/// The inspector of DESIGN.md §2 takes its place between the two: it starts after keeper and stops before it.
package enum ProcessRole: String, CaseIterable, Sendable, Hashable {
    /// The embedded key service: root key and customer keys.
    case keeper
    /// TLS, HTTP, pages and API; the keys of vaults open right now.
    case app

    /// The processes of an installation: no keeper where the key service is somebody else's.
    package static func needed(_ keyService: KeyServiceChoice) -> [ProcessRole] {
        keyService.isEmbedded ? allCases : [.app]
    }
}

/// One started process of a role.
///
/// Numbers are never used twice while the supervisor runs, unlike process ids.
package struct ChildNumber: Hashable, Sendable, Comparable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static func < (left: ChildNumber, right: ChildNumber) -> Bool { left.rawValue < right.rawValue }
}

/// How a process ended.
package enum ChildExit: Hashable, Sendable {
    case status(Int32)
    case signal(Int32)

    /// Reads what waitpid gives (Linux: low seven bits are the signal, the next byte is the exit status).
    package init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .status(waitStatus >> 8 & 0xFF) : .signal(signal)
    }
}
