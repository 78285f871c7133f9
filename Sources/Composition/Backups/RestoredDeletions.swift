import Backup
import KeyService
import Primitives

/// What must not come back with a backup: the newest folder of deletions beside it, or in the directory of backups that
/// is configured.
///
/// - Source: docs/spec/deletion.md §7.
struct RestoredDeletions: Sendable {
    private let configuration: Configuration
    private let environment: [String: String]
    private let answer: RootKeyOperator.Answer

    init(_ configuration: Configuration, environment: [String: String], answer: RootKeyOperator.Answer) {
        self.configuration = configuration
        self.environment = environment
        self.answer = answer
    }

    /// - Returns: tombstones; none where there is no such folder: then nobody was deleted.
    /// - Throws: ``RestoreError``; a folder that does not open stops the restore.
    func read(beside folder: String, _ target: RestoreTarget) async throws(RestoreError) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var seen: Set<String> = []
        for directory in [BroughtKeys.parent(of: folder), configuration.backupDirectory].compactMap(\.self) {
            let newest: String?
            do { newest = try DeletionsFolder.newest(in: directory) } catch { throw .backup(error) }
            guard let newest, seen.insert(newest).inserted else { continue }
            found += try await open(newest, target)
        }
        return found
    }

    private func open(_ folder: String, _ target: RestoreTarget) async throws(RestoreError) -> [[UInt8]] {
        let header: BackupHeader
        do { header = try SealedBackup.readHeader(folder).header } catch { throw .backup(error) }
        let staging = DataDirectory(path: target.staging(header.id), installation: header.installation)
        try target.make(staging)
        let outcome: Result<[[UInt8]], RestoreError>
        do throws(RestoreError) { outcome = .success(try await open(folder, staging)) } catch {
            outcome = .failure(error)
        }
        do { try StagedStores.remove(staging.path) } catch { throw .backup(error) }
        return try outcome.get()
    }

    private func open(_ folder: String, _ staging: DataDirectory) async throws(RestoreError) -> [[UInt8]] {
        let keys = try await RestoreKeys.open(
            configuration,
            environment: environment,
            staging: staging,
            from: folder,
            brought: .none,
            answer: answer
        )
        let outcome: Result<[[UInt8]], RestoreError>
        do throws(BackupError) {
            let backup = try await SealedBackup.open(
                folder,
                environment: configuration.environment,
                region: configuration.region,
                keyManagement: keys.client,
                now: SystemClock.now,
                // What is restored has no log yet, and this key opens nothing of it.
                onFetch: { _ in }
            )
            // As the manifest says: a key file that was put there could bring back one that was destroyed.
            _ = try backup.keyFiles()
            outcome = .success(backup.manifest.deletions)
        } catch { outcome = .failure(.backup(error)) }
        try await keys.close()
        return try outcome.get()
    }
}
