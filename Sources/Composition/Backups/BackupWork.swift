import Backup
import Synchronization

/// A backup being made or checked, as whoever waits for it sees it.
final class BackupWork: Sendable {
    enum State: Sendable {
        case running(BackupProgress)
        case made(FinishedBackup)
        case checked(CheckedBackup)
        /// These folders were deleted, since their time was up.
        case tidied([String])
        /// A restore was tried, whatever came of it.
        case drilled(DrillReport)
        case failed(BackupError)
    }

    /// Counts from 1 in each process.
    let number: Int
    private let current = Mutex(State.running(BackupProgress()))

    init(number: Int) { self.number = number }

    var state: State { current.withLock(\.self) }

    var isRunning: Bool { if case .running = state { true } else { false } }

    func advance(_ progress: BackupProgress) { current.withLock { $0 = .running(progress) } }

    func end(_ state: State) { current.withLock { $0 = state } }
}

/// A backup that was read through and is whole.
struct CheckedBackup: Sendable {
    let name: String
    let manifest: BackupManifest
}
