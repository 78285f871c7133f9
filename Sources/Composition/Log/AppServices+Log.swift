import AuditTrail
import KeyService
import Primitives
import Sealing
import TransparencyLog

extension AppServices {
    /// Every checkpoint is at least this many leaves larger than the one before.
    private static let logStep: UInt64 = 8

    /// Takes up the transparency log, and writes into it that the program started, and which binary.
    func openLog() async throws(StartError) {
        let known: TreeHead?
        do {
            known = try await LogHead.read(from: metadata)
        } catch {
            throw .log(.keys(error))
        }
        let cadence = LogCadence(
            intervalMilliseconds: Int64(configuration.logIntervalSeconds) * 1000,
            step: Self.logStep
        )
        do {
            try await audit.open(
                keys: logKeys,
                origin: configuration.name + "/log",
                cadence: cadence,
                known: known.map { [$0] } ?? []
            )
        } catch {
            throw .log(error)
        }
        let binary: [UInt8]
        do { binary = try OwnBinary.digest() } catch { throw .system(error) }
        do { try await audit.record(.start(binary: binary, at: SystemClock.now())) } catch { throw .log(error) }
    }

    /// Compares the settings of a server with those of its last start; the names of those that differ become an act.
    func recordSettings() async throws(StartError) {
        let place = RecordKey(kind: .installation, name: Array("settings".utf8))
        let current = SettingsRecord(configuration)
        do {
            let last = try await metadata.read(place, as: SettingsRecord.self)?.value
            guard last != current else { return }
            if let last {
                let act = AuditAct(.settings(current.names(otherThanIn: last)), at: SystemClock.now())
                do { try await audit.record(act) } catch { throw StartError.log(error) }
            }
            try await metadata.put(place, current, expected: nil)
        } catch let error as StartError {
            throw error
        } catch let error as SealedRecordError {
            throw .log(.keys(error))
        } catch {
            throw .internalFailure
        }
    }

    /// Publishes a checkpoint where one is due, and remembers its head in another store: a log that was put back from a
    /// copy contradicts it.
    ///
    /// - Returns: the checkpoint; nil when none was due.
    func publishLogIfDue() async throws -> Checkpoint? {
        guard let checkpoint = try await audit.publishIfDue(now: SystemClock.now()) else { return nil }
        try await LogHead.write(checkpoint.head, to: metadata)
        return checkpoint
    }
}
