import AuditTrail
import Logging
import ServiceLifecycle

/// Publishes the log's checkpoints at their cadence.
struct LogService: Service {
    /// Far shorter than any cadence: a checkpoint is late by no more than this.
    private static let pause = Duration.milliseconds(500)

    let services: AppServices
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await services.publishLogIfDue()
                } catch {
                    logger.error(
                        "the transparency log could not be published",
                        metadata: ["reason": .string("\(error)")]
                    )
                }
                do {
                    try await Task.sleep(for: Self.pause)
                } catch {
                    return  // cancelled: shutting down
                }
            }
        }
    }
}
