import AuditTrail
import KeyService
import Primitives
import SQLiteStore
import Sealing
import TransparencyLog

extension AppServices {
    /// Every checkpoint is at least this many leaves larger than the one before.
    private static let logStep: UInt64 = 8

    /// Takes up the transparency log, and begins to write into it that the program started, and which binary.
    func openLog() async throws(StartError) {
        let cadence = LogCadence(
            intervalMilliseconds: Int64(configuration.logIntervalSeconds) * 1000,
            step: Self.logStep
        )
        do throws(AuditError) {
            let known = try await knownHead()
            try await audit.open(
                keys: logKeys,
                making: try await mayBegin(known) ? .fresh(origin: configuration.name + "/log") : .forbidden,
                heads: HistoryHeads(records: metadata),
                cadence: cadence,
                known: known.map { [$0] } ?? []
            )
            if known == nil { try await remember(.empty(origin: try audit.signerKey().name)) }
        } catch {
            throw .log(error)
        }
        await startLeaf.begin()
    }

    private func knownHead() async throws(AuditError) -> TreeHead? {
        do { return try await LogHead.read(from: metadata) } catch { throw .keys(error) }
    }

    private func remember(_ head: TreeHead) async throws(AuditError) {
        do { try await LogHead.write(head, to: metadata) } catch { throw .keys(error) }
    }

    /// Whether nothing of this installation says that it ever had a log.
    private func mayBegin(_ known: TreeHead?) async throws(AuditError) -> Bool {
        guard known == nil else { return false }
        do throws(SealedRecordError) {
            guard try await metadata.read(Self.settings, as: SettingsRecord.self) == nil else { return false }
        } catch {
            throw .keys(error)
        }
        do throws(StoreError) {
            let beforeAccounts = RecordKey(kind: .userAccount, name: [])
            let next = try await stores.metadata.scan(after: beforeAccounts, limit: 1).first
            guard next?.key.kind != .userAccount else { return false }
            return try await stores.log.storedLog() == StoredLog()
        } catch {
            throw .store(error)
        }
    }

    private static let settings = RecordKey(kind: .installation, name: Array("settings".utf8))

    /// Compares the settings of a server with those of its last start; the names of those that differ become an act.
    func recordSettings() async throws(StartError) {
        let current = SettingsRecord(configuration)
        do {
            let last = try await metadata.read(Self.settings, as: SettingsRecord.self)?.value
            guard last != current else { return }
            if let last {
                let act = AuditAct(.settings(current.names(otherThanIn: last)), at: SystemClock.now())
                do { try await audit.record(act) } catch { throw StartError.log(error) }
            }
            try await metadata.put(Self.settings, current, expected: nil)
        } catch let error as StartError {
            throw error
        } catch let error as SealedRecordError {
            throw .log(.keys(error))
        } catch {
            throw .internalFailure
        }
    }

    /// Publishes a checkpoint where one is due, and remembers its head and those of histories in another store: a log
    /// that was put back from a copy, or a history that was cut short, contradicts it.
    ///
    /// - Returns: the checkpoint; nil when none was due.
    func publishLogIfDue() async throws -> Checkpoint? {
        guard let checkpoint = try await audit.publishIfDue(now: SystemClock.now()) else { return nil }
        try await LogHead.write(checkpoint.head, to: metadata)
        try await audit.rememberHistories()
        return checkpoint
    }
}
