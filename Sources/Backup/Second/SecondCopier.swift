package import Primitives
import Sealing

/// Copies folders of backups to the second place: whole or to be gone on with, never half and taken for whole.
///
/// - Source: docs/spec/backup-second.md §3.
package struct SecondCopier: Sendable {
    /// How far a copy has come.
    package struct Progress: Hashable, Sendable {
        package let doneByteCount: Int
        package let totalByteCount: Int

        package init(doneByteCount: Int, totalByteCount: Int) {
            self.doneByteCount = doneByteCount
            self.totalByteCount = totalByteCount
        }

        /// 0 to 100.
        package var percent: Int {
            totalByteCount == 0 ? 0 : min(100, Int(Double(doneByteCount) / Double(totalByteCount) * 100))
        }
    }

    private static let pieceByteCount = 1 << 20

    private let place: any SecondPlace

    package init(place: any SecondPlace) { self.place = place }

    /// Folders of a directory that could be copied: backups and deletions that are finished, oldest first.
    package static func folders(in directory: String) throws(BackupError) -> [String] {
        guard PrivateFolder.isThere(directory) else { return [] }
        return try PrivateFolder.names(in: directory).filter { isOurs($0) }
    }

    /// Whether a name is that of a backup's folder, or of deletions, and of a finished one.
    package static func isOurs(_ name: String) -> Bool {
        let plain = isDeletions(name) ? String(name.dropFirst(DeletionsFolder.prefix.count)) : name
        // Names come from the place, too: nothing in them leads elsewhere.
        let isPlain = plain.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
        }
        return isPlain && BackupCatalogue.id(ofFolder: plain) != nil
    }

    package static func isDeletions(_ name: String) -> Bool { name.hasPrefix(DeletionsFolder.prefix) }

    /// Copies one folder, the file that says so last.
    ///
    /// - Parameters:
    ///   - name: of the folder.
    ///   - directory: where it lies.
    ///   - manifest: what the backup says of itself, as it was opened; nil for deletions.
    ///   - retainUntil: until when the place is to keep it.
    ///   - progress: told now and then.
    /// - Throws: ``SecondPlaceError``; what was copied stays, and the next copy goes on from it.
    package func copy(
        _ name: String,
        in directory: String,
        manifest: BackupManifest?,
        retainUntil: Timestamp,
        progress: @escaping @Sendable (Progress) -> Void
    ) async throws(SecondPlaceError) {
        let files = try await Self.files(of: name, in: directory, manifest)
        let meter = CopyMeter(files.reduce(0) { $0 + $1.byteCount }, progress)
        for file in files {
            if Task.isCancelled { throw .cancelled }
            try await place.put(file, in: name, retainUntil: retainUntil) { meter.advance($0) }
        }
        let marker = SecondMarker(files).bytes
        let file = SecondFile(
            path: SecondMarker.name,
            byteCount: marker.count,
            digest: Digest.sha256(marker)
        ) { offset, count throws(SecondPlaceError) in Array(marker.dropFirst(offset).prefix(count)) }
        try await place.put(file, in: name, retainUntil: retainUntil) { _ in }
    }

    /// What lies in a folder, each with its hash as it is there now: parts first, then what names them.
    private static func files(
        of name: String,
        in directory: String,
        _ manifest: BackupManifest?
    ) async throws(SecondPlaceError) -> [SecondFile] {
        let folder = "\(directory)/\(name)"
        let names: [BackupFileName]
        do throws(BackupError) {
            names = try paths(in: folder).sorted { rank($0) < rank($1) }
        } catch { throw .source }
        guard names.contains(.header), names.contains(.manifest) else { throw .source }
        if let manifest { guard Set(manifest.files.keys).isSubset(of: names) else { throw .source } }
        var files: [SecondFile] = []
        for name in names {
            if Task.isCancelled { throw .cancelled }
            let path = "\(folder)/\(name.path)"
            let (byteCount, digest): (Int, [UInt8])
            do { (byteCount, digest) = try await Blocking.run { try measured(path, name) } } catch { throw .source }
            if let said = manifest?.files[name] {
                guard said.byteCount == byteCount, said.digest == digest else { throw .source }
            }
            files.append(
                SecondFile(path: name.path, byteCount: byteCount, digest: digest) {
                    offset,
                    count throws(SecondPlaceError) in
                    do {
                        return try await Blocking.run { try piece(path, name, offset, count) }
                    } catch { throw .source }
                }
            )
        }
        return files
    }

    private static func paths(in folder: String) throws(BackupError) -> [BackupFileName] {
        var found: [String] = []
        for name in try PrivateFolder.names(in: folder) {
            guard name == BackupFileName.keyFolder else {
                found.append(name)
                continue
            }
            found += try PrivateFolder.names(in: "\(folder)/\(name)").map { "\(name)/\($0)" }
        }
        // What is not of a backup is not copied: the name of another file may say anything.
        return found.compactMap { BackupFileName(copied: $0) }
    }

    private static func rank(_ name: BackupFileName) -> String {
        switch name {
        case .manifest: "2"
        case .header: "1"
        default: "0" + name.path
        }
    }

    private static func measured(_ path: String, _ name: BackupFileName) throws -> (Int, [UInt8]) {
        let file = try BackupFile(reading: path, as: name)
        var digest = RunningDigest()
        var byteCount = 0
        while true {
            let bytes = try file.read(pieceByteCount)
            if bytes.isEmpty { return (byteCount, digest.value()) }
            digest.update(bytes)
            byteCount += bytes.count
        }
    }

    private static func piece(_ path: String, _ name: BackupFileName, _ offset: Int, _ count: Int) throws -> [UInt8] {
        let file = try BackupFile(reading: path, as: name)
        try file.seek(to: offset)
        return try file.read(count)
    }
}
