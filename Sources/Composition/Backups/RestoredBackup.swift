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

    /// Puts the root key file in its place, locked as it was, where keeper's own backup has it and none is there.
    ///
    /// - Parameters:
    ///   - folder: of the backup.
    ///   - keys: the directory of keeper's own backup; nil to look beside the backup and where it is configured.
    ///   - configuration: names the root key, or another key service.
    ///   - environment: of this process.
    /// - Returns: the path of the file; nil where nothing was put there.
    /// - Throws: ``RestoreError``.
    package static func bringRootKey(
        of folder: String,
        keys: String?,
        _ configuration: Configuration,
        environment: [String: String]
    ) throws(RestoreError) -> String? {
        try Restoration.bringRootKey(of: folder, keys: keys, configuration, environment: environment)
    }

    /// Makes the configured data directory of a backup; see ``Restoration``.
    ///
    /// - Parameters:
    ///   - configuration: names the data directory, the root key, environment and region.
    ///   - environment: of this process.
    ///   - folder: of the backup.
    ///   - answer: what opens the root key where it is locked, see ``lock(of:_:environment:)``.
    ///   - options: see ``RestoreOptions``.
    ///   - tell: told now and then, from any thread.
    /// - Returns: what was restored.
    /// - Throws: ``RestoreError``; the data directory is then as it was.
    package static func make(
        _ configuration: Configuration,
        environment: [String: String],
        from folder: String,
        answer: RootKeyOperator.Answer,
        options: RestoreOptions = RestoreOptions(),
        tell: @escaping @Sendable (APIClient.BackupStep) -> Void
    ) async throws(RestoreError) -> RestoredBackup {
        let restoration = Restoration(configuration, environment: environment, answer: answer, options: options)
        let manifest = try await restoration.run(from: folder) { progress in
            tell(APIClient.BackupStep(part: progress.part?.rawValue, percent: progress.percent))
        }
        return RestoredBackup(id: manifest.id.text, madeAt: manifest.made.iso)
    }
}
