import CPlatform
import Identity
import KeyService
import Logging
import Primitives
import ServiceLifecycle
import Staff
import Vault

/// The housekeeping of an app instance, in one slow loop: keys whose time is up, idle sessions, compaction, memory.
struct MaintenanceService: Service {
    /// Often enough that an idle lock is never late by more than this.
    private static let pause = Duration.seconds(5)

    let services: AppServices
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: Self.pause)
                } catch {
                    return  // cancelled: shutting down
                }
                await round()
            }
        }
    }

    private func round() async {
        services.ring.wipeExpired()
        do {
            try await services.identity.sweepSessions()
        } catch {
            // Sessions stay as they are until the next round; each request checks its own in any case.
            logger.warning("idle sessions could not be swept")
        }
        do {
            try await services.identity.sweepTokens()
        } catch {
            // One whose time is up is refused in any case.
            logger.warning("ended tokens could not be swept")
        }
        do {
            try await services.identity.sweepRequests()
        } catch {
            // What was answered long ago is kept until tomorrow.
            logger.warning("old requests could not be swept")
        }
        do {
            try await services.staff.sweepSessions()
        } catch {
            // Each request looks at its own session in any case.
            logger.warning("idle sessions of the staff could not be swept")
        }
        do {
            try await services.access.settle()
        } catch {
            // What is over is refused in any case; what is due opens at the next round.
            logger.warning("access of the staff could not be settled")
        }
        do {
            try await services.settleBreaches()
        } catch {
            // Who has to be told is told at the next round.
            logger.warning("a breach could not be worked on")
        }
        _ = await services.registry.maintain(at: SystemClock.now())
        fk_trim_heap()
    }
}
