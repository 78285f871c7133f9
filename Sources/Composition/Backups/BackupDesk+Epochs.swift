import Backup
import KeyService
import Primitives

/// The keys that backups end with.
extension BackupDesk {
    /// The keys of epochs, as the key service of this installation has them.
    nonisolated var epochKeys: EpochKeys {
        EpochKeys(
            keyManagement: surroundings.keyManagement,
            records: surroundings.metadata,
            installation: surroundings.directory.installation,
            plan: surroundings.configuration.keyService.isEmbedded ? .keeper : .elsewhere,
            now: surroundings.now,
            recorded: surroundings.auditor.ended
        )
    }

    /// Ends the keys whose time is over, and makes current what lies beside the backups.
    nonisolated func settleEpochs() async throws(BackupError) {
        _ = try await epochKeys.settle()
        try surroundings.keptKeys.refresh()
        if let target = target(nil) { try await writeCheckpoint(beside: target) }
    }

    /// Puts the newest published checkpoint beside the backups, where some were made.
    nonisolated func writeCheckpoint(beside target: String) async throws(BackupError) {
        let known = try PublishedCheckpointFile.read("\(target)/\(PublishedCheckpointFile.name)")
        let newest: [UInt8]?
        do { newest = try await surroundings.auditor.newest(known) } catch { throw BackupError(wrapping: error) }
        if let newest { try PublishedCheckpointFile.write(newest, in: target) }
    }
}
