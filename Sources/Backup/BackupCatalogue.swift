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

    /// A backup whose manifest opened, and whose files have their lengths.
    package struct Whole: Hashable, Sendable {
        /// Its folder below the directory.
        package let name: String
        package let header: BackupHeader
        package let manifest: BackupManifest
        /// See ``FinishedBackup/digest``.
        package let digest: [UInt8]
    }

    /// How far the clocks of one machine may differ; what is dated further ahead says nothing of its age.
    private static let aheadSecondsMaximum: Int64 = 300

    package let directory: String
    private let environment: String
    private let region: String
    private let keyManagement: any KeyManagement
    private let opened: OpenedBackups
    private let now: Now
    private let onFetch: KeyEncryptionKeyRing.FetchRecorder

    /// - Parameters:
    ///   - directory: where backups lie.
    ///   - environment: of this installation.
    ///   - region: likewise.
    ///   - keyManagement: opens manifests.
    ///   - opened: those that need not be opened again for a look.
    ///   - now: the time.
    ///   - onFetch: writes every use of the key service down, see ``KeyEncryptionKeyRing``.
    package init(
        directory: String,
        environment: String,
        region: String,
        keyManagement: any KeyManagement,
        opened: OpenedBackups = OpenedBackups(),
        now: @escaping Now,
        onFetch: @escaping KeyEncryptionKeyRing.FetchRecorder
    ) {
        self.directory = directory
        self.environment = environment
        self.region = region
        self.keyManagement = keyManagement
        self.opened = opened
        self.now = now
        self.onFetch = onFetch
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

    /// The newest whole backup; nil when there is none.
    ///
    /// One that is dated ahead of the clock is passed over: it would stand for today's for as long as it is ahead.
    package func newest() async throws(BackupError) -> Whole? {
        guard PrivateFolder.isThere(directory) else { return nil }
        for name in try PrivateFolder.names(in: directory).reversed() where Self.isBackup(name) {
            do {
                let backup = try await whole(name)
                if isDated(backup.manifest.made) { return backup }
            } catch .key(let error) {
                throw .key(error)  // of none can be told whether it is whole
            } catch { continue }
        }
        return nil
    }

    /// Whether a time is one that can have been, by this clock.
    func isDated(_ time: Timestamp) -> Bool { time <= now().adding(seconds: Self.aheadSecondsMaximum) }

    /// What one of them says, by its folder, if it is whole.
    package func whole(_ name: String) async throws(BackupError) -> Whole {
        let folder = "\(directory)/\(name)"
        // A backup that is not one, or cut off, is told as that.
        let header = try SealedBackup.readHeader(folder).header
        if let epoch = header.epoch, epoch.isOver(at: now()) { throw .keyEnded(epoch.usableUntil) }
        let digest = try SealedBackup.currentDigest(folder)
        let manifest: BackupManifest
        if let known = opened.manifest(digest, at: now()) {
            manifest = known
        } else {
            manifest = try await open(name).manifest
        }
        try SealedBackup.checkSizes(of: manifest, in: folder)
        return Whole(name: name, header: header, manifest: manifest, digest: digest)
    }

    /// The files of the key service in a backup, each as the manifest says.
    package func keyFiles(of backup: Whole) throws(BackupError) -> [BackupKeyFile] {
        try SealedBackup.keyFiles(of: backup.manifest, in: "\(directory)/\(backup.name)")
    }

    /// Opens one of them, by its folder.
    package func open(_ name: String) async throws(BackupError) -> SealedBackup {
        let backup = try await SealedBackup.open(
            "\(directory)/\(name)",
            environment: environment,
            region: region,
            keyManagement: keyManagement,
            now: now,
            onFetch: onFetch
        )
        opened.remember(backup, at: now())
        return backup
    }

    private func entry(_ name: String) async -> Entry {
        var header: BackupHeader?
        do {
            header = try SealedBackup.readHeader("\(directory)/\(name)").header
            let backup = try await whole(name)
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

    static func isBackup(_ name: String) -> Bool { id(ofFolder: name) != nil }

    /// Of `20261121T131500Z-` and an identifier, with or without what marks a partial one.
    package static func id(ofFolder name: String) -> BackupID? {
        let isPartial = name.hasSuffix(BackupMaker.partialSuffix)
        let plain = isPartial ? String(name.dropLast(BackupMaker.partialSuffix.count)) : name
        let parts = plain.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.count == 16 else { return nil }
        return BackupID(text: parts[1])
    }
}
