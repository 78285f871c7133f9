import AuditTrail
import Egress
import KeyService
import Logging
import SQLiteStore
import ServiceLifecycle
import TransparencyLog

/// Publishes the log's checkpoints at their cadence, and has witnesses cosign them beside it.
struct LogService: Service {
    /// Far shorter than any cadence: a checkpoint is late by no more than this.
    private static let pause = Duration.milliseconds(500)
    /// A witness may be slow; nobody waits for it.
    private static let witnessTimeout = Duration.seconds(10)

    private let services: AppServices
    private let witnesses: LogWitnesses
    private let logger: Logger

    /// - Throws: ``StartError/configuration(_:)`` for a witness whose key is none.
    init(services: AppServices, logger: Logger) throws(StartError) {
        self.services = services
        self.logger = logger
        let (audit, egress) = (services.audit, services.egress)
        do {
            witnesses = try LogWitnesses(
                services.configuration.witnesses,
                tiles: services.stores.log,
                logger: Diagnostics.logger("witnesses"),
                memory: Self.memory(services.metadata, audit, logger),
                add: { lines, key, checkpoint in await Self.add(lines, key, checkpoint, to: audit, logger) },
                post: { url, body, answerByteCountMaximum in
                    let request = EgressRequest(
                        .post,
                        url,
                        body: body,
                        timeout: Self.witnessTimeout,
                        answerByteCountMaximum: answerByteCountMaximum
                    )
                    let answer = try await egress.send(request)
                    return (answer.status, answer.body)
                }
            )
        } catch {
            throw .configuration(.witnessAddress)
        }
    }

    func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { await witnesses.run() }
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    await publish()
                    do {
                        try await Task.sleep(for: Self.pause)
                    } catch {
                        return  // cancelled: shutting down
                    }
                }
            }
        }
    }

    private func publish() async {
        do {
            guard let checkpoint = try await services.publishLogIfDue() else { return }
            witnesses.published(checkpoint)
        } catch {
            logger.error("the transparency log could not be published", metadata: ["reason": .string("\(error)")])
        }
    }

    /// Which witnesses have cosigned is kept in another store than the log: it must outlast a log that is lost.
    private static func memory(
        _ metadata: SealedRecords,
        _ audit: AuditTrail,
        _ logger: Logger
    ) -> LogWitnesses.Memory {
        LogWitnesses.Memory(
            recall: {
                do {
                    return try await CosigningWitnesses.read(of: try audit.signerKey().name, from: metadata)
                } catch {
                    logger.warning("the witnesses of before cannot be read", metadata: ["reason": .string("\(error)")])
                    return nil
                }
            },
            remember: { keys in
                do {
                    try await CosigningWitnesses.write(keys, of: try audit.signerKey().name, to: metadata)
                } catch {
                    logger.warning("a witness could not be remembered", metadata: ["reason": .string("\(error)")])
                }
            }
        )
    }

    /// A cosignature of a checkpoint that is not the published one any more is of no use.
    private static func add(
        _ lines: [NoteSignature],
        _ key: NoteKey,
        _ checkpoint: Checkpoint,
        to audit: AuditTrail,
        _ logger: Logger
    ) async {
        do {
            guard try await audit.checkpoint()?.head == checkpoint.head else { return }
            try await audit.add(lines, by: [key])
        } catch {
            logger.warning("a cosignature could not be kept", metadata: ["reason": .string("\(error)")])
        }
    }
}
