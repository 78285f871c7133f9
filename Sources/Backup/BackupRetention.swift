import KeyService
package import Primitives

/// Deletes backups: those whose time is up, and the one that an operator names.
///
/// - Source: docs/spec/backup.md §11.
package struct BackupRetention: Sendable {
    /// Told before a backup is deleted, with its digest; what it throws keeps the backup.
    package typealias Recorded = @Sendable (_ digest: [UInt8]) async throws -> Void

    private let catalogue: BackupCatalogue
    private let ledger: BackupLedger
    private let days: Int
    private let now: Now
    private let recorded: Recorded

    /// - Parameters:
    ///   - catalogue: the directory.
    ///   - ledger: lets go of the keys that a backup needed, when it is gone.
    ///   - days: how old a backup becomes.
    ///   - now: the time.
    ///   - recorded: see ``Recorded``.
    package init(
        catalogue: BackupCatalogue,
        ledger: BackupLedger,
        days: Int,
        now: @escaping Now,
        recorded: @escaping Recorded
    ) {
        self.catalogue = catalogue
        self.ledger = ledger
        self.days = days
        self.now = now
        self.recorded = recorded
    }

    /// Makes the ledger agree with the directory; nothing where no backup was ever made there.
    ///
    /// A disk that is not mounted shows an empty directory, which must not look as if all backups were deleted.
    package func reconcile() async throws(BackupError) {
        guard PrivateFolder.isThere("\(catalogue.directory)/\(TargetLock.name)") else { return }
        let names = try PrivateFolder.names(in: catalogue.directory)
        let present = names.filter { !$0.hasSuffix(BackupMaker.partialSuffix) }.compactMap(BackupCatalogue.id)
        try await ledger.reconcile(try PrivateFolder.resolved(catalogue.directory), present: Set(present))
    }

    /// Whether ``run(progress:)`` would delete anything.
    package func isDue() async throws(BackupError) -> Bool {
        guard let newest = try await catalogue.newest() else { return false }
        return try await !expired(besides: newest).isEmpty
    }

    /// Deletes every backup whose time is up, oldest first, once the newest one was read through and is sound.
    ///
    /// - Parameter progress: of reading the newest.
    /// - Returns: the folders that are gone.
    /// - Throws: ``BackupError``; what the newest one is found to lack, before anything is deleted.
    package func run(
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws(BackupError) -> [String] {
        guard let newest = try await catalogue.newest() else { return [] }
        let expired = try await expired(besides: newest)
        guard !expired.isEmpty else { return [] }
        // Lengths alone would let a backup go for one that does not open.
        try await catalogue.open(newest.name).read(into: NothingReceiver(), progress: progress)
        let lock = try TargetLock(catalogue.directory)
        defer { lock.release() }
        for name in expired { try await delete(name) }
        return expired
    }

    /// Deletes one backup, whole or not; one that is gone already is forgotten.
    ///
    /// - Parameters:
    ///   - name: its folder.
    ///   - mayBeNewest: whether the newest whole one may go, too.
    /// - Throws: ``BackupError/notABackup``, ``BackupError/newest``, and what keeps it from being deleted.
    package func delete(_ name: String, mayBeNewest: Bool) async throws(BackupError) {
        guard let id = BackupCatalogue.id(ofFolder: name), !name.contains("/") else { throw .notABackup }
        guard PrivateFolder.isThere("\(catalogue.directory)/\(name)") else {
            guard try await ledger.contains(id) else { throw .notABackup }
            return try await ledger.forget(id)
        }
        if !mayBeNewest, try await catalogue.newest()?.name == name { throw .newest }
        let lock = try TargetLock(catalogue.directory)
        defer { lock.release() }
        try await delete(name)
    }

    /// The leaf, then a name that says it is no backup any more, then the files.
    ///
    /// Killed in between, nothing is left that looks whole, and the next backup removes the rest.
    private func delete(_ name: String) async throws(BackupError) {
        let folder = "\(catalogue.directory)/\(name)"
        do { try await recorded(try SealedBackup.currentDigest(folder)) } catch {
            throw BackupError(wrapping: error)
        }
        var doomed = folder
        if !name.hasSuffix(BackupMaker.partialSuffix) {
            doomed += BackupMaker.partialSuffix
            try PrivateFolder.rename(folder, to: doomed)
            try PrivateFolder.sync(catalogue.directory)
        }
        try PrivateFolder.remove(doomed)
        try PrivateFolder.sync(catalogue.directory)
        if let id = BackupCatalogue.id(ofFolder: name) { try await ledger.forget(id) }
    }

    /// The folders of backups that are older than they may become and than the newest, oldest first.
    ///
    /// One whose key is gone goes, however young it is. One that is damaged goes with its time as well: what is left of
    /// it is as old. One of which nothing can be told stays.
    private func expired(besides newest: BackupCatalogue.Whole) async throws(BackupError) -> [String] {
        let limit = now().adding(seconds: -Int64(days) * 86_400)
        var expired: [String] = []
        for name in try PrivateFolder.names(in: catalogue.directory) where BackupCatalogue.isBackup(name) {
            guard !name.hasSuffix(BackupMaker.partialSuffix), name != newest.name else { continue }
            let header: BackupHeader
            do { header = try SealedBackup.readHeader("\(catalogue.directory)/\(name)").header } catch { continue }
            guard header.id == BackupCatalogue.id(ofFolder: name) else { continue }
            let isClosed = header.epoch?.isOver(at: now()) ?? false
            guard header.made < limit || isClosed, header.made < newest.manifest.made else { continue }
            do { _ = try await catalogue.whole(name) } catch {
                switch error {
                case .missing, .truncated, .altered, .keyEnded: break
                default: continue
                }
            }
            expired.append(name)
        }
        return expired
    }
}

/// Takes every part and keeps nothing: what counts is that all of it was authentic.
private struct NothingReceiver: BackupReceiver {
    private struct Part: BackupPartReceiver {
        func append(_ bytes: [UInt8]) {}
        func finish() {}
    }

    func receive(_ part: BackupPart) -> any BackupPartReceiver { Part() }
}
