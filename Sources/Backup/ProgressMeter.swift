import Synchronization

/// Counts what is done, tells it now and then, and stops the work when its task is cancelled.
final class ProgressMeter: Sendable {
    /// Telling costs a message to somebody who draws; every few megabytes is often enough.
    private static let stepByteCount = 4 << 20

    private struct State {
        var progress = BackupProgress()
        var told = 0
        var isCancelled = false
    }

    private let state: Mutex<State>
    private let tell: @Sendable (BackupProgress) -> Void
    let totalByteCount: Int

    init(totalByteCount: Int, _ tell: @escaping @Sendable (BackupProgress) -> Void) {
        var first = State()
        first.progress.totalByteCount = totalByteCount
        state = Mutex(first)
        self.tell = tell
        self.totalByteCount = totalByteCount
    }

    func begin(_ part: BackupPart?) {
        let progress = state.withLock { state in
            state.progress.part = part
            return state.progress
        }
        tell(progress)
    }

    func advance(_ byteCount: Int) throws(BackupError) {
        let (progress, isCancelled): (BackupProgress?, Bool) = state.withLock { state in
            state.progress.doneByteCount += byteCount
            guard state.progress.doneByteCount - state.told >= Self.stepByteCount else {
                return (nil, state.isCancelled)
            }
            state.told = state.progress.doneByteCount
            return (state.progress, state.isCancelled)
        }
        guard !isCancelled else { throw .cancelled }
        if let progress { tell(progress) }
    }

    func cancel() { state.withLock { $0.isCancelled = true } }
}
