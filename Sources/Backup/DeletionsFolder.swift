import KeyService
import Primitives
import Sealing

/// What a restore must not bring back: a folder beside the backups with every deletion that some of them may still
/// hold.
///
/// Made like a backup without parts: header, manifest, and the key service's files of that moment, so that it opens
/// with the root key alone, also where keys were rotated after the backup beside it was made.
///
/// - Source: docs/spec/deletion.md §7.
package struct DeletionsFolder: Sendable {
    static let prefix = "deletions-"

    private let maker: BackupMaker

    package init(maker: BackupMaker) { self.maker = maker }

    /// Puts a new folder in the place of those that are there, where backups were made.
    ///
    /// Where none ever was, nobody can come back by one; or a disk is not mounted, and then nothing must be made in its
    /// place.
    /// - Parameters:
    ///   - deletions: all of them; none removes the folder.
    ///   - keyFiles: of the key service, as they are now.
    ///   - target: where backups lie.
    ///   - dataDirectory: the target must not lie in it.
    /// - Returns: whether the directory is one where backups were made.
    /// - Throws: ``BackupError``; what was there before stays then.
    package func write(
        _ deletions: [[UInt8]],
        keyFiles: [BackupKeyFile],
        to target: String,
        dataDirectory: String
    ) async throws(BackupError) -> Bool {
        guard PrivateFolder.isThere("\(target)/\(TargetLock.name)") else { return false }
        let data = try PrivateFolder.resolved(dataDirectory)
        let directory = try PrivateFolder.prepare(target, outside: data)
        let lock = try TargetLock(directory)
        defer { lock.release() }
        let old = try Self.names(in: directory)
        if !deletions.isEmpty {
            let name = try await maker.makeDeletions(deletions, keyFiles: keyFiles, in: directory)
            try PrivateFolder.rename("\(directory)/\(name)\(BackupMaker.partialSuffix)", to: "\(directory)/\(name)")
            try PrivateFolder.sync(directory)
        }
        // Renamed first: one that is half removed must not be found.
        for name in old {
            let gone = "\(directory)/\(name)\(BackupMaker.partialSuffix)"
            try PrivateFolder.rename("\(directory)/\(name)", to: gone)
            try PrivateFolder.remove(gone)
        }
        try PrivateFolder.sync(directory)
        return true
    }

    /// The newest below a directory, by its whole path; nil where there is none.
    package static func newest(in directory: String) throws(BackupError) -> String? {
        guard PrivateFolder.isThere(directory) else { return nil }
        return try names(in: directory).last.map { "\(directory)/\($0)" }
    }

    /// Oldest first.
    private static func names(in directory: String) throws(BackupError) -> [String] {
        try PrivateFolder.names(in: directory).filter {
            $0.hasPrefix(prefix) && !$0.hasSuffix(BackupMaker.partialSuffix)
        }
    }
}

extension BackupMaker {
    /// - Returns: the folder's name, without what marks it as unfinished.
    fileprivate func makeDeletions(
        _ deletions: [[UInt8]],
        keyFiles: [BackupKeyFile],
        in directory: String
    ) async throws(BackupError) -> String {
        let id = makeID()
        let name = "\(DeletionsFolder.prefix)\(now().compactText)-\(id.text)"
        let work = Work(
            directory: directory,
            folder: "\(directory)/\(name)\(Self.partialSuffix)",
            id: id,
            needs: .init()
        )
        if PrivateFolder.isThere(work.folder) { try PrivateFolder.remove(work.folder) }
        try PrivateFolder.make(work.folder)
        do {
            let key = BackupKey.make()
            let (header, headerBytes) = try await makeHeader(work, made: now(), key, epoch: nil)
            try Self.writeWhole(headerBytes, to: work.folder, as: .header)
            var files: [BackupFileName: BackupManifest.Size] = [:]
            try writeKeyFiles(keyFiles, work.folder, &files)
            let manifest = BackupManifest(
                header: header,
                finished: now(),
                program: program,
                needs: work.needs,
                logHead: [],
                files: files,
                deletions: deletions
            )
            _ = try writeManifest(manifest, work, key, headerBytes)
            try PrivateFolder.sync(work.folder)
            return name
        } catch {
            // The reason to tell is this one; what cannot be removed goes at the next backup.
            do { try PrivateFolder.remove(work.folder) } catch {}
            throw BackupError(wrapping: error)
        }
    }
}
