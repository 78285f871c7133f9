import Backup
import Primitives
import Web

/// What was restored, in the words of the command line.
package struct RestoredBackup: Sendable {
    package let id: String
    /// RFC 3339.
    package let madeAt: String

    /// How the root key lies that a backup needs; see ``Restoration``.
    package static func lock(
        of folder: String,
        _ configuration: Configuration,
        environment: [String: String]
    ) throws(RestoreError) -> RootKeyOperator.Lock? {
        try Restoration.lock(of: folder, configuration, environment: environment)
    }

    /// Makes the configured data directory of a backup; see ``Restoration``.
    ///
    /// - Parameters:
    ///   - configuration: names the data directory, the root key, environment and region.
    ///   - environment: of this process.
    ///   - folder: of the backup.
    ///   - answer: what opens the root key where it is locked, see ``lock(of:_:environment:)``.
    ///   - tell: told now and then, from any thread.
    /// - Returns: what was restored.
    /// - Throws: ``RestoreError``; the data directory is then as it was.
    package static func make(
        _ configuration: Configuration,
        environment: [String: String],
        from folder: String,
        answer: RootKeyOperator.Answer,
        tell: @escaping @Sendable (APIClient.BackupStep) -> Void
    ) async throws(RestoreError) -> RestoredBackup {
        let restoration = Restoration(configuration, environment: environment, answer: answer)
        let manifest = try await restoration.run(from: folder) { progress in
            tell(APIClient.BackupStep(part: progress.part?.rawValue, percent: progress.percent))
        }
        return RestoredBackup(id: manifest.id.text, madeAt: manifest.made.iso)
    }
}
