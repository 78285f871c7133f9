package import KeyService
package import Primitives

/// The backups below one directory.
package struct BackupCatalogue: Sendable {
    /// One backup, and what is known of it without reading it through.
    package struct Entry: Hashable, Sendable {
        /// Its folder below the directory.
        package let name: String
        /// Nil where the header cannot be read.
        package let id: BackupID?
        package let made: Timestamp?
        /// Bytes of its files; nil when the manifest does not open.
        package let byteCount: Int?
        /// Nil for one that is whole: the manifest opens, and every file has its length.
        package let fault: BackupError?
    }

    private let directory: String
    private let environment: String
    private let region: String
    private let keyManagement: any KeyManagement
    private let now: Now

    /// - Parameters:
    ///   - directory: where backups lie.
    ///   - environment: of this installation.
    ///   - region: likewise.
    ///   - keyManagement: opens manifests.
    ///   - now: the time.
    package init(
        directory: String,
        environment: String,
        region: String,
        keyManagement: any KeyManagement,
        now: @escaping Now
    ) {
        self.directory = directory
        self.environment = environment
        self.region = region
        self.keyManagement = keyManagement
        self.now = now
    }

    /// All backups, oldest first, those that were cut off included.
    ///
    /// - Throws: ``BackupError/notABackup`` when there is no such directory.
    package func entries() async throws(BackupError) -> [Entry] {
        guard PrivateFolder.isThere(directory) else { throw .notABackup }
        var entries: [Entry] = []
        for name in try PrivateFolder.names(in: directory) where Self.isBackup(name) {
            entries.append(await entry(name))
        }
        return entries
    }

    /// The newest whole backup, with its manifest; nil when there is none.
    package func newest() async throws(BackupError) -> (name: String, backup: SealedBackup)? {
        guard PrivateFolder.isThere(directory) else { return nil }
        for name in try PrivateFolder.names(in: directory).reversed() where Self.isBackup(name) {
            do {
                let backup = try await open(name)
                try backup.checkSizes()
                return (name, backup)
            } catch .key(let error) {
                throw .key(error)  // of none can be told whether it is whole
            } catch { continue }
        }
        return nil
    }

    /// Opens one of them, by its folder.
    package func open(_ name: String) async throws(BackupError) -> SealedBackup {
        try await SealedBackup.open(
            "\(directory)/\(name)",
            environment: environment,
            region: region,
            keyManagement: keyManagement,
            now: now
        )
    }

    private func entry(_ name: String) async -> Entry {
        var header: BackupHeader?
        do {
            header = try SealedBackup.readHeader("\(directory)/\(name)").header
            let backup = try await open(name)
            try backup.checkSizes()
            return Entry(
                name: name,
                id: backup.manifest.id,
                made: backup.manifest.made,
                byteCount: backup.manifest.byteCount,
                fault: nil
            )
        } catch {
            return Entry(name: name, id: header?.id, made: header?.made, byteCount: nil, fault: error)
        }
    }

    /// `20261121T131500Z-` and an identifier, with or without what marks a partial one.
    private static func isBackup(_ name: String) -> Bool {
        let plain =
            name.hasSuffix(BackupMaker.partialSuffix) ? String(name.dropLast(BackupMaker.partialSuffix.count)) : name
        let parts = plain.split(separator: "-", maxSplits: 1)
        return parts.count == 2 && parts[0].utf8.count == 16 && BackupID(text: parts[1]) != nil
    }
}
