import Synchronization

/// Adds up what was copied, and tells it.
final class CopyMeter: Sendable {
    private let totalByteCount: Int
    private let progress: @Sendable (SecondCopier.Progress) -> Void
    private let done = Mutex(0)

    init(_ totalByteCount: Int, _ progress: @escaping @Sendable (SecondCopier.Progress) -> Void) {
        self.totalByteCount = totalByteCount
        self.progress = progress
    }

    func advance(_ byteCount: Int) {
        let done = done.withLock { done in
            done += byteCount
            return done
        }
        progress(SecondCopier.Progress(doneByteCount: done, totalByteCount: totalByteCount))
    }
}
