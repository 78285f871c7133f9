import Identity
import Jobs
import Logging
import Payments
import Primitives
import ServiceLifecycle
import Vault
import Web

/// Runs the queue of jobs for as long as the app serves.
struct JobService: Service {
    let runner: JobRunner

    func run() async throws {
        await withGracefulShutdownHandler {
            await runner.run()
        } onGracefulShutdown: {
            runner.stop()
        }
    }
}

extension AppServices {
    /// What this installation does in the background; `logger` hears of it, by kinds and reasons only.
    ///
    /// - `archives`: makes copies of everything that people asked for.
    func jobRunner(archives: ArchiveMaker, logger: Logger) -> JobRunner {
        let rotation = rotation
        return JobRunner(
            jobs,
            JobRunner.Surroundings(
                pause: { try await Task.sleep(for: $0) },
                isOpen: { [registry] in registry.isOpen($0) },
                report: { Self.log($0, logger) }
            ),
            handlers: [
                KeyCheckHandler(rotation: rotation, jobs: jobs), KeyRewrapHandler(rotation: rotation),
                BackupHandler(desk: backups), DrillHandler(desk: backups), EpochHandler(desk: backups),
                DeletionHandler(services: self), AggregateHandler(desk: identity.aggregates),
                ArchiveHandler(maker: archives), ArchiveSweep(identity: identity, jobs: jobs),
            ] + (second.map { [SecondHandler(desk: $0)] } ?? [])
                + (payments.map { [PaymentSweep(ledger: $0.ledger)] } ?? []),
            // Begun when a directory is first named, so that the first backup does not wait for the second look.
            schedules: [
                KeyJobs.schedule, DeletionHandler.schedule, AggregateHandler.schedule, EpochHandler.schedule,
                ArchiveSweep.schedule,
            ]
                + (configuration.backupDirectory == nil ? [] : [BackupHandler.schedule, DrillHandler.schedule])
                + (second == nil ? [] : [SecondHandler.schedule])
                + (payments == nil ? [] : [PaymentSweep.schedule])
        )
    }

    private static func log(_ event: JobEvent, _ logger: Logger) {
        func line(_ level: Logger.Level, _ message: Logger.Message, _ kind: JobKind, _ reason: String? = nil) {
            var metadata: Logger.Metadata = ["kind": .string(kind.name)]
            if let reason { metadata["reason"] = .string(reason) }
            logger.log(level: level, message, metadata: metadata)
        }
        switch event {
        case .done(let kind): line(.debug, "a job is done", kind)
        case .putBack(let kind), .waiting(let kind): line(.debug, "a job goes on later", kind)
        case .failed(let kind): line(.warning, "a job failed and is tried again", kind)
        case .lost(let kind): line(.warning, "a job was taken over by another instance", kind)
        case .dead(let kind, let failure): line(.error, "a job was given up", kind, failure.name)
        case .storeFailed(let error): logger.warning("the queue of jobs does not answer: \(error)")
        }
    }
}
