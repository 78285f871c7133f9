package import KeyService
package import Primitives
import Sealing

/// A backup whose key was had and whose manifest is authentic; its files are read on demand.
package final class SealedBackup: Sendable {
    package let header: BackupHeader
    package let manifest: BackupManifest
    /// See ``FinishedBackup/digest``.
    package let digest: [UInt8]
    private let folder: String
    private let key: SharedSecret

    /// Opens a backup.
    ///
    /// - Parameters:
    ///   - folder: of the backup.
    ///   - environment: what it must belong to.
    ///   - region: likewise.
    ///   - keyManagement: a key service that has the customer key of the installation that made it.
    ///   - now: the time.
    ///   - onFetch: writes the use of the key service down; where it throws, the backup stays closed.
    /// - Returns: the backup; nothing but its manifest has been read.
    /// - Throws: ``BackupError`` that names what is wrong.
    package static func open(
        _ folder: String,
        environment: String,
        region: String,
        keyManagement: any KeyManagement,
        now: @escaping Now,
        onFetch: @escaping KeyEncryptionKeyRing.FetchRecorder
    ) async throws(BackupError) -> SealedBackup {
        let (header, bytes) = try readHeader(folder)
        guard header.environment == environment else { throw .otherEnvironment }
        guard header.region == region else { throw .otherRegion }
        if let epoch = header.epoch, epoch.isOver(at: now()) { throw .keyEnded(epoch.usableUntil) }
        let kek: KeyEncryptionKey
        do throws(KeyRingError) {
            let (ring, version) = try await KeyEncryptionKeyRing.carrying(
                header.wrappedKEK,
                .backup,
                keyManagement: keyManagement,
                environment: environment,
                region: region,
                now: now,
                onFetch: onFetch
            )
            kek = try await ring.key(.backup, version: version)
        } catch { throw .key(error) }
        let box = try await EpochLock.open(header, keyManagement)
        let key = try BackupKey.open(box, header, with: kek)
        return try SealedBackup(folder: folder, header: header, headerBytes: bytes, key: key)
    }

    /// Reads what needs no key.
    ///
    /// - Throws: ``BackupError/partial``, ``BackupError/notABackup`` or what is wrong with the header.
    package static func readHeader(_ folder: String) throws(BackupError) -> (header: BackupHeader, bytes: [UInt8]) {
        let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        guard !path.hasSuffix(BackupMaker.partialSuffix) else { throw .partial }
        do { return try BackupHeader.read(in: path) } catch .missing(.header) {
            let hasParts = PrivateFolder.isThere("\(path)/\(BackupFileName.manifest.path)")
            throw hasParts ? .missing(.header) : .notABackup
        }
    }

    /// The digest of the backup as it lies there now, see ``FinishedBackup/digest``; what is missing counts as empty.
    ///
    /// Needs no key, and says nothing of whether the backup is whole: it tells whether it is still the one that was
    /// opened before.
    package static func currentDigest(_ folder: String) throws(BackupError) -> [UInt8] {
        func bytes(_ name: BackupFileName, atMost maximum: Int) throws(BackupError) -> [UInt8] {
            do {
                return try BackupFile(reading: "\(folder)/\(name.path)", as: name).read(maximum)
            } catch .missing { return [] }
        }
        let manifest = try bytes(.manifest, atMost: manifestByteCountMaximum)
        let header = try bytes(.header, atMost: BackupHeader.byteCountMaximum)
        return BackupDigest.of(header: header, manifestDigest: Digest.sha256(manifest))
    }

    private init(
        folder: String,
        header: BackupHeader,
        headerBytes: [UInt8],
        key: consuming BackupKey
    ) throws(BackupError) {
        let path = "\(folder)/\(BackupFileName.manifest.path)"
        let reader = SealedFileReader(
            path: path,
            name: .manifest,
            context: BackupKey.context(of: .manifest, in: header.id, header: headerBytes),
            expected: nil
        )
        var content: [UInt8] = []
        let size: BackupManifest.Size
        do {
            size = try reader.read(with: key.bytes) { piece in
                guard content.count + piece.count <= FieldReader.byteCountMaximum else {
                    throw BackupError.altered(.manifest, chunk: nil)
                }
                content += piece
            }
        } catch { throw BackupError(wrapping: error) }
        do { manifest = try BackupManifest(decoding: content) } catch { throw .altered(.manifest, chunk: nil) }
        guard manifest.id == header.id, manifest.made == header.made, manifest.origin == header.unsealed.origin else {
            throw .altered(.header, chunk: nil)
        }
        // Nothing but a folder of deletions opens without the key of an epoch.
        guard manifest.hasParts == (header.epoch != nil) else { throw .altered(.header, chunk: nil) }
        digest = BackupDigest.of(header: headerBytes, manifestDigest: size.digest)
        self.header = header
        self.folder = folder
        self.key = SharedSecret(key.takeBytes())
    }

    /// Whether every file is there in its length.
    ///
    /// Says nothing of the content; for lists and for a look now and then.
    package func checkSizes() throws(BackupError) { try Self.checkSizes(of: manifest, in: folder) }

    static func checkSizes(of manifest: BackupManifest, in folder: String) throws(BackupError) {
        for (name, size) in manifest.files {
            let byteCount = try BackupFile(reading: "\(folder)/\(name.path)", as: name).byteCount()
            guard byteCount >= size.byteCount else { throw .truncated(name) }
            guard byteCount == size.byteCount else { throw .altered(name, chunk: nil) }
        }
    }

    /// Reads everything: opens every chunk of every part, and hands the content on.
    ///
    /// - Parameters:
    ///   - receiver: gets the parts in their order.
    ///   - progress: told now and then, from any thread.
    /// - Throws: ``BackupError`` with the first file that is not as it was written, or what `receiver` throws.
    package func read(
        into receiver: any BackupReceiver,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws(BackupError) {
        guard manifest.hasParts else { throw .notABackup }
        try checkSizes()
        let total = BackupPart.allCases.reduce(0) { $0 + (manifest.files[.part($1)]?.contentByteCount ?? 0) }
        let meter = ProgressMeter(totalByteCount: total, progress)
        _ = try keyFiles()
        for part in BackupPart.allCases {
            meter.begin(part)
            do {
                try await withTaskCancellationHandler {
                    try await Blocking.run { try self.read(part, into: receiver, meter) }
                } onCancel: {
                    meter.cancel()
                }
            } catch { throw BackupError(wrapping: error) }
        }
        meter.begin(nil)
    }

    private func read(_ part: BackupPart, into receiver: any BackupReceiver, _ meter: ProgressMeter) throws {
        let name = BackupFileName.part(part)
        guard let size = manifest.files[name] else { throw BackupError.missing(name) }
        let reader = SealedFileReader(
            path: "\(folder)/\(name.path)",
            name: name,
            context: BackupKey.context(of: name, in: header.id),
            expected: size
        )
        let target = try receiver.receive(part)
        _ = try reader.read(with: key.bytes) { piece in
            try target.append(piece)
            try meter.advance(piece.count)
        }
        try target.finish()
    }

    /// The files of the key service, each as the manifest says, and no other beside them.
    package func keyFiles() throws(BackupError) -> [BackupKeyFile] { try Self.keyFiles(of: manifest, in: folder) }

    static func keyFiles(of manifest: BackupManifest, in folder: String) throws(BackupError) -> [BackupKeyFile] {
        try checkNames(of: manifest, in: folder)
        var files: [BackupKeyFile] = []
        for (name, size) in manifest.files {
            guard case .keyFile(let plain) = name else { continue }
            let bytes = try BackupFile(reading: "\(folder)/\(name.path)", as: name).read(size.byteCount + 1)
            guard bytes.count >= size.byteCount else { throw .truncated(name) }
            guard bytes.count == size.byteCount, Digest.sha256(bytes) == size.digest else {
                throw .altered(name, chunk: nil)
            }
            files.append(BackupKeyFile(name: plain, bytes: bytes))
        }
        return files
    }

    /// A key file that was put beside the others could bring a key back that was destroyed, or names for other keys.
    private static func checkNames(of manifest: BackupManifest, in folder: String) throws(BackupError) {
        let path = "\(folder)/\(BackupFileName.keyFolder)"
        guard PrivateFolder.isThere(path) else { return }
        for name in try PrivateFolder.names(in: path) {
            // A name that no backup has may hold anything, and is not repeated.
            let file = BackupFileName.keyFile(BackupFileName.isPlain(name) ? name : "?")
            guard manifest.files[file] != nil else { throw .unlisted(file) }
        }
    }

    /// The files of the key service in a backup that cannot be opened yet, since opening it takes them.
    ///
    /// Good for opening the backup and for nothing else: they are sealed under the root key, which says that they are
    /// keys of its, and not that they are of this backup. What is put in place are those of ``keyFiles()``.
    package static func unverifiedKeyFiles(_ folder: String) throws(BackupError) -> [BackupKeyFile] {
        let path = "\(folder)/\(BackupFileName.keyFolder)"
        guard PrivateFolder.isThere(path) else { return [] }
        var files: [BackupKeyFile] = []
        for name in try PrivateFolder.names(in: path) where BackupFileName.isPlain(name) {
            let bytes = try BackupFile(reading: "\(path)/\(name)", as: .keyFile(name)).read(keyFileByteCountMaximum)
            files.append(BackupKeyFile(name: name, bytes: bytes))
        }
        return files
    }

    /// More than any file of the key service has.
    private static let keyFileByteCountMaximum = 4 << 20
    /// Sealed, with room for more key files than there can be.
    private static let manifestByteCountMaximum = 2 << 20
}
