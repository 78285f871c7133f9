package import Backup
import Glibc
import Keeper
import KeyService
import Primitives
import Synchronization

/// Makes a data directory of a backup: whole and checked, or not at all.
///
/// - Source: docs/spec/backup.md §8.
package struct Restoration: Sendable {
    private let configuration: Configuration
    private let environment: [String: String]
    private let answer: RootKeyOperator.Answer
    private let options: RestoreOptions

    /// - Parameters:
    ///   - configuration: names the data directory to be made, the root key or the key service, environment and region.
    ///   - environment: of this process, for the root key's default place and for credentials.
    ///   - answer: what opens a root key that is locked, see ``lock(of:_:environment:)``.
    ///   - options: see ``RestoreOptions``.
    package init(
        _ configuration: Configuration,
        environment: [String: String],
        answer: RootKeyOperator.Answer = .nothing,
        options: RestoreOptions = RestoreOptions()
    ) {
        self.configuration = configuration
        self.environment = environment
        self.answer = answer
        self.options = options
    }

    /// How the root key lies that a backup needs; nil where it needs none, or there is no file.
    ///
    /// - Parameters:
    ///   - folder: of the backup, which need not be whole.
    ///   - configuration: names the root key, or another key service.
    ///   - environment: of this process.
    /// - Returns: the lock.
    /// - Throws: ``RestoreError``.
    package static func lock(
        of folder: String,
        _ configuration: Configuration,
        environment: [String: String]
    ) throws(RestoreError) -> RootKeyOperator.Lock? {
        guard configuration.keyService.isEmbedded else { return nil }
        let header: BackupHeader
        do { header = try SealedBackup.readHeader(folder).header } catch { throw .backup(error) }
        let rootKey: String
        do {
            rootKey = try RootKeyPlace.path(
                configured: configuration.rootKeyFile,
                environment: environment,
                directory: DataDirectory(path: folder, installation: header.installation)
            )
        } catch .rootKeyInsideData { throw .rootKeyInBackup } catch { throw .configuration(error) }
        let place = RootKeyChange.Place(
            rootKeyFile: rootKey,
            keysDirectory: folder,
            dataDirectory: folder
        )
        do { return try RootKeyChange.protection(place).map(RootKeyOperator.Lock.init) } catch {
            throw error == .rootKeyInsideDataDirectory ? .rootKeyInBackup : .keeper(error)
        }
    }

    /// Restores.
    ///
    /// - Parameters:
    ///   - folder: of the backup.
    ///   - progress: told now and then, from any thread.
    /// - Returns: what the backup says of itself.
    /// - Throws: ``RestoreError``; the data directory is then as it was.
    package func run(
        from folder: String,
        progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(RestoreError) -> BackupManifest {
        let header: BackupHeader
        do { header = try SealedBackup.readHeader(folder).header } catch { throw .backup(error) }
        // Before anything is made: these need no key to be told.
        guard header.environment == configuration.environment else { throw .backup(.otherEnvironment) }
        guard header.region == configuration.region else { throw .backup(.otherRegion) }
        let target = try RestoreTarget(configuration.data)
        try target.removeAbandoned()
        let staging = DataDirectory(path: target.staging(header.id), installation: header.installation)
        try target.make(staging)
        do {
            let lock = try Self.lock(staging)
            let deletions = try await RestoredDeletions(
                configuration,
                environment: environment,
                answer: answer
            ).read(beside: folder, target)
            let manifest = try await fill(staging, from: folder, deletions, progress)
            try target.put(staging)
            // What lies in a used directory for good; the lock itself ends here.
            _ = lock.number
            return manifest
        } catch {
            // The reason to tell is the first one; what is left goes at the next restore to this place.
            do { try StagedStores.remove(staging.path) } catch {}
            throw error
        }
    }

    private static func lock(_ staging: DataDirectory) throws(RestoreError) -> DirectoryLock {
        do { return try DirectoryLock(staging) } catch .inUse { throw .inUse } catch .system(let error) {
            throw .system(error)
        } catch { throw .inUse }
    }

    private func fill(
        _ staging: DataDirectory,
        from folder: String,
        _ deletions: [[UInt8]],
        _ progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(RestoreError) -> BackupManifest {
        do throws(SystemError) {
            try SmallFile.create(staging.path + "/installation", Array((staging.installation.text + "\n").utf8))
        } catch { throw .system(error) }
        let brought = try BroughtKeys.find(
            configuration,
            named: options.keys,
            beside: folder,
            installation: staging.installation
        )
        let keys = try await RestoreKeys.open(
            configuration,
            environment: environment,
            staging: staging,
            from: folder,
            brought: brought,
            answer: answer
        )
        let outcome: Result<SealedBackup, RestoreError>
        do throws(RestoreError) {
            outcome = .success(try await fill(staging, from: folder, keys, deletions, progress))
        } catch { outcome = .failure(error) }
        do { try await keys.close() } catch { throw outcome.failure ?? error }
        let backup = try outcome.get()
        do throws(BackupError) {
            // Keeper has used the files that lay in the backup; in place are those that the manifest names, and of the
            // keys that end those that keeper opened and whose time has not come.
            try KeeperFiles.replace(
                in: staging.keeper,
                with: try backup.keyFiles() + KeeperFiles.ending(staging.keeper)
            )
            try StagedStores.sync(staging.path)
        } catch { throw .backup(error) }
        return backup.manifest
    }

    private func fill(
        _ staging: DataDirectory,
        from folder: String,
        _ keys: RestoreKeys,
        _ deletions: [[UInt8]],
        _ progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws(RestoreError) -> SealedBackup {
        let fetches = Mutex<[KeyFetch]>([])
        let backup: SealedBackup
        do throws(BackupError) {
            backup = try await SealedBackup.open(
                folder,
                environment: configuration.environment,
                region: configuration.region,
                keyManagement: keys.client,
                now: SystemClock.now,
                // There is no log yet to write them into; they become leaves of the restored one.
                onFetch: { fetch in fetches.withLock { $0.append(fetch) } }
            )
            let origin = backup.manifest.origin
            let receiver = StoreBackupReceiver(
                directory: staging.path,
                environment: origin.environment,
                region: origin.region,
                keepsFiles: true
            )
            try checkRoom(staging, backup.manifest)
            try await backup.read(into: receiver, progress: progress)
            try await StagedStores.check(staging.path, environment: origin.environment, region: origin.region)
        } catch { throw .backup(error) }
        try await RestoredLog.succeed(
            in: staging,
            configuration,
            keys: keys,
            backup: backup,
            fetches: fetches.withLock(\.self),
            deletions: deletions,
            published: try options.notes(beside: folder, configuration)
        )
        return backup
    }

    private func checkRoom(_ staging: DataDirectory, _ manifest: BackupManifest) throws(BackupError) {
        var facts = statvfs()
        guard unsafe statvfs(staging.path, &facts) == 0 else { throw .system(errno) }
        let available = Int(clamping: UInt64(facts.f_bavail)).multipliedReportingOverflow(by: Int(facts.f_frsize))
        let needed = manifest.files.values.reduce(Self.spareByteCount) { $0 + $1.contentByteCount }
        guard available.overflow || available.partialValue >= needed else {
            throw .noRoom(needed: needed, available: available.partialValue)
        }
    }

    /// Indexes and what pages do not fill.
    private static let spareByteCount = 64 << 20
}

extension Result {
    fileprivate var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}

/// The place that is restored to, and the one beside it where the work is done.
struct RestoreTarget: Sendable {
    private static let mark = ".restoring-"

    /// Its parent without links, and its name.
    let path: String
    private let parent: String
    private let name: String

    /// - Throws: ``RestoreError/dataNotEmpty`` when anything lies there.
    init(_ given: String) throws(RestoreError) {
        let trimmed = given.count > 1 && given.hasSuffix("/") ? String(given.dropLast()) : given
        let slash = trimmed.lastIndex(of: "/")
        let name = slash.map { String(trimmed[trimmed.index(after: $0)...]) } ?? trimmed
        let above = slash.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? "."
        guard let parent = resolvedPath(above), !name.isEmpty, name != ".", name != ".." else { throw .noParent }
        self.parent = parent
        self.name = name
        path = parent + "/" + name
        do throws(SystemError) {
            guard let facts = try FileFacts(of: path) else { return }
            guard facts.kind == .directory, try Folder.names(in: path).isEmpty else {
                throw SystemError(call: "", code: 0)
            }
        } catch { throw error.code == 0 ? .dataNotEmpty : .system(error) }
    }

    func staging(_ backup: BackupID) -> String { path + Self.mark + backup.text }

    /// Deletes what killed restores to this place left.
    func removeAbandoned() throws(RestoreError) {
        do throws(SystemError) {
            for found in try Folder.names(in: parent) where found.hasPrefix(name + Self.mark) {
                let abandoned = DataDirectory(path: parent + "/" + found, installation: StoreID(high: 0, low: 0))
                do { _ = try DirectoryLock(abandoned) } catch .inUse { throw SystemError(call: "", code: EAGAIN) } catch
                {
                    continue  // not one of ours, or going at this moment
                }
                do { try StagedStores.remove(abandoned.path) } catch { throw SystemError(call: "unlink", code: EIO) }
            }
        } catch { throw error.code == EAGAIN ? .inUse : .system(error) }
    }

    func make(_ staging: DataDirectory) throws(RestoreError) {
        for folder in [staging.path, staging.keeper, staging.run] {
            guard unsafe mkdir(folder, 0o700) == 0 else {
                throw errno == EEXIST ? .inUse : .system(SystemError("mkdir"))
            }
        }
    }

    /// Puts the finished directory in its place, in one step, and makes that durable.
    func put(_ staging: DataDirectory) throws(RestoreError) {
        guard unsafe rename(staging.path, path) == 0 else {
            throw errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR
                ? .dataNotEmpty : .system(SystemError("rename"))
        }
        do { try StagedStores.sync(parent) } catch { throw .backup(error) }
    }
}

/// Names in a directory.
enum Folder {
    static func names(in path: String) throws(SystemError) -> [String] {
        guard let directory = unsafe opendir(path) else { throw SystemError("opendir") }
        defer { _ = unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            // d_name is terminated and lies inside the entry, which lives until the next call.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
