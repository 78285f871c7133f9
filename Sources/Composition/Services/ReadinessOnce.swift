import Logging
import Synchronization

/// Says once that this process answers.
final class ReadinessOnce: Sendable {
    private let descriptors: InheritedDescriptors
    private let detail: String
    private let logger: Logger
    private let wasAnnounced = Mutex(false)

    init(_ descriptors: InheritedDescriptors, detail: String, logger: Logger) {
        self.descriptors = descriptors
        self.detail = detail
        self.logger = logger
    }

    func announce() {
        let isFirst = wasAnnounced.withLock { wasAnnounced in
            defer { wasAnnounced = true }
            return !wasAnnounced
        }
        guard isFirst else { return }
        do {
            try Readiness.announce(detail, on: descriptors)
        } catch {
            // The supervisor is gone; the lifeline says so, too, and ends us.
            logger.warning("nobody reads that this process is ready")
        }
        ProcessHygiene.settle()
    }
}
