package import KeyService
package import Primitives
import Sealing

/// Makes backups of one installation.
///
/// - Source: docs/spec/backup.md §3.
package struct BackupMaker: Sendable {
    /// Told before a backup is acknowledged; what it throws drops the backup.
    ///
    /// `digest` is SHA-256 of header and manifest and stands for everything in it. Becomes a leaf of the transparency
    /// log.
    package typealias Recorded = @Sendable (_ backup: BackupID, _ digest: [UInt8]) async throws -> Void

    /// Told before anything is written under the key of an epoch, with the directory without links; what it throws ends
    /// the backup.
    ///
    /// The key is in no backup, so the key service's own backup must hold it first.
    package typealias KeysKept = @Sendable (BackupEpoch, _ directory: String) async throws -> Void

    static let partialSuffix = ".partial"
    /// Header, manifest, key files, and what file systems round up.
    private static let spareByteCount = 16 << 20

    private let source: any BackupSource
    private let ring: KeyEncryptionKeyRing
    private let ledger: BackupLedger
    private let origin: BackupOrigin
    private let epochs: EpochKeys
    private let keepKeys: KeysKept
    let program: String
    let now: Now
    private let logHead: @Sendable () async throws -> [UInt8]
    private let recorded: Recorded
    let makeID: @Sendable () -> BackupID

    /// - Parameters:
    ///   - source: the stores.
    ///   - ring: lends the backup KEK, and knows which key versions there are.
    ///   - ledger: keeps which key versions each backup needs.
    ///   - origin: of the installation.
    ///   - epochs: the keys that end.
    ///   - keepKeys: see ``KeysKept``.
    ///   - program: the version of the program.
    ///   - now: the time.
    ///   - logHead: the checkpoint of the transparency log, empty where there is none; asked before the view is taken.
    ///   - makeID: draws an identifier.
    ///   - recorded: see ``Recorded``.
    package init(
        source: any BackupSource,
        ring: KeyEncryptionKeyRing,
        ledger: BackupLedger,
        origin: BackupOrigin,
        epochs: EpochKeys,
        keepKeys: @escaping KeysKept = { _, _ in },
        program: String,
        now: @escaping Now,
        logHead: @escaping @Sendable () async throws -> [UInt8] = { [] },
        makeID: @escaping @Sendable () -> BackupID,
        recorded: @escaping Recorded
    ) {
        self.source = source
        self.ring = ring
        self.ledger = ledger
        self.origin = origin
        self.epochs = epochs
        self.keepKeys = keepKeys
        self.program = program
        self.now = now
        self.logHead = logHead
        self.recorded = recorded
        self.makeID = makeID
    }

    /// Makes one backup below `target`.
    ///
    /// - Parameters:
    ///   - target: a directory of our own, closed to others; made when only it is missing.
    ///   - dataDirectory: the target must not lie in it.
    ///   - progress: told now and then, from any thread.
    /// - Returns: what was made; it is whole and durable.
    /// - Throws: ``BackupError``; nothing of the backup is left then.
    package func run(
        to target: String,
        dataDirectory: String,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws(BackupError) -> FinishedBackup {
        let data = try PrivateFolder.resolved(dataDirectory)
        let directory = try PrivateFolder.prepare(target, outside: data)
        let lock = try TargetLock(directory)
        defer { lock.release() }
        try await removeLeftovers(in: directory)
        let id = makeID()
        let name = "\(now().compactText)-\(id.text)"
        // Before the view is taken: a key that it needs must not go meanwhile.
        let before = try await needs()
        try await ledger.begin(id, at: now(), needs: before, in: directory)
        do {
            let folder = "\(directory)/\(name)\(Self.partialSuffix)"
            let work = Work(directory: directory, folder: folder, id: id, needs: before)
            let finished = try await make(work, name: name, progress)
            try PrivateFolder.rename(work.folder, to: "\(directory)/\(name)")
            try PrivateFolder.sync(directory)
            return finished
        } catch {
            let failure = BackupError(wrapping: error)
            await drop(id, "\(directory)/\(name)\(Self.partialSuffix)")
            throw failure
        }
    }

    /// Removes what there is of a backup that came to nothing.
    ///
    /// The reason to tell is the one it failed for; what cannot be removed now goes at the next run, and what the
    /// ledger keeps of it after seven days.
    private func drop(_ id: BackupID, _ folder: String) async {
        do { if PrivateFolder.isThere(folder) { try PrivateFolder.remove(folder) } } catch {}
        do { try await ledger.forget(id) } catch {}
    }

    /// What killed runs left, and deletions that were cut short.
    ///
    /// The ledger lets go of them, too: a run that was killed between the leaf and the name is in it as whole.
    private func removeLeftovers(in directory: String) async throws(BackupError) {
        for name in try PrivateFolder.names(in: directory) where name.hasSuffix(Self.partialSuffix) {
            try PrivateFolder.remove("\(directory)/\(name)")
            if let id = BackupCatalogue.id(ofFolder: name) { try await ledger.forget(id) }
        }
    }

    struct Work {
        let directory: String
        let folder: String
        let id: BackupID
        let needs: KeyNeeds
    }

    private func make(
        _ work: Work,
        name: String,
        _ progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws -> FinishedBackup {
        let head = try await logHead()
        let view = try await source.hold()
        do {
            let made = now()
            var total = 0
            for part in BackupPart.allCases { total += try await view.byteCount(of: part) }
            let meter = ProgressMeter(totalByteCount: total, progress)
            let finished = try await withTaskCancellationHandler {
                try await write(work, name: name, view: view, made: made, logHead: head, meter)
            } onCancel: {
                meter.cancel()
            }
            await view.release()
            return finished
        } catch {
            await view.release()
            throw error
        }
    }

    private func write(
        _ work: Work,
        name: String,
        view: any BackupView,
        made: Timestamp,
        logHead: [UInt8],
        _ meter: ProgressMeter
    ) async throws -> FinishedBackup {
        try PrivateFolder.make(work.folder)
        try checkRoom(work.folder, meter.totalByteCount)
        let key = BackupKey.make()
        let epoch = try await epochs.current()
        try await keepKeys(epoch, work.directory)
        let (header, headerBytes) = try await makeHeader(work, made: made, key, epoch: epoch)
        try Self.writeWhole(headerBytes, to: work.folder, as: .header)
        var files: [BackupFileName: BackupManifest.Size] = [:]
        for part in BackupPart.allCases {
            meter.begin(part)
            let writer = try writer(of: .part(part), work, key)
            try await view.copy(part) { bytes in
                try writer.append(bytes)
                try meter.advance(bytes.count)
            }
            files[.part(part)] = try writer.finish()
        }
        meter.begin(nil)
        try writeKeyFiles(try await view.keyFiles(), work.folder, &files)
        // Keys may have been made since: what was sealed under one of them is in no copy, but nothing is lost by it.
        let needs = try await needs().union(work.needs)
        let manifest = BackupManifest(
            header: header,
            finished: now(),
            program: program,
            needs: needs,
            logHead: logHead,
            files: files
        )
        let digest = try writeManifest(manifest, work, key, headerBytes)
        try PrivateFolder.sync(work.folder)
        try await ledger.finish(work.id, at: made, needs: needs, in: work.directory)
        try await recorded(work.id, digest)
        return FinishedBackup(name: name, id: work.id, made: made, byteCount: manifest.byteCount, digest: digest)
    }

    private func checkRoom(_ folder: String, _ total: Int) throws(BackupError) {
        let needed = total + Self.spareByteCount
        let available = try PrivateFolder.freeByteCount(folder)
        guard available >= needed else { throw .noRoom(needed: needed, available: available) }
    }

    /// `epoch`: nil for a folder of deletions alone.
    func makeHeader(
        _ work: Work,
        made: Timestamp,
        _ key: borrowing BackupKey,
        epoch: BackupEpoch?
    ) async throws(BackupError) -> (BackupHeader, [UInt8]) {
        let (unsealed, box): (BackupHeader.Unsealed, [UInt8])
        do throws(KeyRingError) {
            let kek = try await ring.key(.backup)
            unsealed = BackupHeader.Unsealed(
                id: work.id,
                made: made,
                origin: origin,
                customerKey: try await ring.customerKeyID(),
                wrappedKEK: try await ring.wrappedRecord(.backup, version: kek.version),
                epoch: epoch
            )
            box = key.seal(under: kek, header: unsealed)
        } catch { throw .key(error) }
        let header = BackupHeader(
            unsealed,
            sealedKey: try await EpochLock.close(box, of: unsealed, epochs.keyManagement)
        )
        return (header, header.encode())
    }

    private func writer(
        of file: BackupFileName,
        _ work: Work,
        _ key: borrowing BackupKey,
        header: [UInt8] = []
    ) throws(BackupError) -> SealedFileWriter {
        try SealedFileWriter(
            path: "\(work.folder)/\(file.path)",
            key: key.bytes,
            context: BackupKey.context(of: file, in: work.id, header: header)
        )
    }

    func writeKeyFiles(
        _ keyFiles: [BackupKeyFile],
        _ folder: String,
        _ files: inout [BackupFileName: BackupManifest.Size]
    ) throws(BackupError) {
        try PrivateFolder.make("\(folder)/\(BackupFileName.keyFolder)")
        for file in keyFiles {
            guard BackupFileName.isPlain(file.name) else { throw BackupError.store(.corrupt) }
            let name = BackupFileName.keyFile(file.name)
            try Self.writeWhole(file.bytes, to: folder, as: name)
            files[name] = BackupManifest.Size(
                byteCount: file.bytes.count,
                contentByteCount: file.bytes.count,
                digest: Digest.sha256(file.bytes)
            )
        }
        try PrivateFolder.sync("\(folder)/\(BackupFileName.keyFolder)")
    }

    /// - Returns: the digest of the backup: SHA-256 of header and manifest, which name every other file's.
    func writeManifest(
        _ manifest: BackupManifest,
        _ work: Work,
        _ key: borrowing BackupKey,
        _ header: [UInt8]
    ) throws(BackupError) -> [UInt8] {
        let writer = try writer(of: .manifest, work, key, header: header)
        try writer.append(manifest.encode())
        let size = try writer.finish()
        return BackupDigest.of(header: header, manifestDigest: size.digest)
    }

    static func writeWhole(_ bytes: [UInt8], to folder: String, as name: BackupFileName) throws(BackupError) {
        let file = try BackupFile(making: "\(folder)/\(name.path)")
        try file.write(bytes)
        try file.sync()
    }

    private func needs() async throws(BackupError) -> KeyNeeds {
        var versions: [KEKUse: Set<UInt32>] = [:]
        do {
            for use in KEKUse.allCases { versions[use] = Set(try await ring.versions(use)) }
        } catch { throw .key(error) }
        return KeyNeeds(versions)
    }
}

/// A backup that is whole.
package struct FinishedBackup: Hashable, Sendable {
    /// Its folder below the target.
    package let name: String
    package let id: BackupID
    package let made: Timestamp
    package let byteCount: Int
    /// SHA-256, see docs/spec/backup.md §5.
    package let digest: [UInt8]
}

/// What stands for a whole backup in 32 bytes.
enum BackupDigest {
    static func of(header: [UInt8], manifestDigest: [UInt8]) -> [UInt8] {
        Digest.sha256(Digest.sha256(header), manifestDigest)
    }
}

extension Timestamp {
    /// `20261121T131500Z`: sorts as time does, and is a file name everywhere.
    var compactText: String {
        let (year, month, day) = day().parts
        let seconds = Int(seconds) - Int(self.day().daysSinceEpoch) * 86_400
        func digits(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return digits(year, 4) + digits(month, 2) + digits(day, 2) + "T" + digits(seconds / 3600, 2)
            + digits(seconds / 60 % 60, 2) + digits(seconds % 60, 2) + "Z"
    }
}
