import KeyService
package import Primitives
package import Sealing
package import Vault

/// An archive that was asked for.
package struct AskedArchive: Sendable {
    package let vault: VaultID
    /// Shown once; nil in the clear.
    package let passphrase: Redacted<String>?
}

/// A copy of everything that is hers: asking for it, and taking it.
///
/// - Source: docs/spec/archives.md §2 and §5.
extension IdentityService {
    /// Begins an archive in place of the one before.
    ///
    /// - Parameters:
    ///   - isSealed: with a passphrase that is drawn here.
    ///   - language: BCP 47, of its index.
    /// - Throws: `.proofNeeded`, `.sessionLocked`, `.vault(.noConsent)`; nothing is begun then.
    package func askArchive(
        isSealed: Bool,
        language: String,
        for token: SessionToken
    ) async throws(IdentityError) -> AskedArchive {
        let (session, access) = try await sharer(token)
        guard try await hasConsent(.export, session.vault) else { throw .vault(.noConsent(.export)) }
        let passphrase = isSealed ? ArchivePassphrase.random() : nil
        let epoch: KeyEpoch
        do { epoch = try access.sharingEpoch() } catch { throw .vault(error) }
        let folder = VaultID.random()
        var header: [UInt8]?
        if let passphrase {
            let key = try Self.archiveFileKey(folder, epoch, access)
            do { header = try AgeFile.header(for: key.bytes, passphrase: passphrase.secret.bytes) } catch {
                throw .busy(retryAfterSeconds: 1)
            }
        }
        let record = ArchiveRecord(
            account: session.account,
            folder: folder,
            epoch: epoch,
            asked: now(),
            language: language,
            header: header
        )
        try await dropArchive(of: session.vault)
        try await repeating { () async throws(IdentityError) in
            let standing = try await proved(session)
            let present = try await storedArchive(session.vault)
            try await note(AccountEvent(.archiveAsked), of: session.vault, by: session.slot)
            try await write(
                [
                    .put(.archive(of: session.vault), record, expected: present?.version ?? 0),
                    .put(.archivePointer(session.vault), ArchivePointer(vault: session.vault), expected: nil),
                ],
                by: standing
            )
        }
        return AskedArchive(vault: session.vault, passphrase: passphrase.map { Redacted($0.text) })
    }

    /// The archive of a session's vault; nil where none was asked for, or its time is up.
    package func archive(for token: SessionToken) async throws(IdentityError) -> ArchiveRecord? {
        let session = try await unlockedSession(token)
        guard let record = try await storedArchive(session.vault)?.value, now() < record.expiry else { return nil }
        return record
    }

    /// Deletes the archive of a session's vault, whether it is ready or not.
    package func dropArchive(for token: SessionToken) async throws(IdentityError) {
        try await dropArchive(of: try await unlockedSession(token).vault)
    }

    /// A finished archive for its owner.
    ///
    /// - `access`: hers, for the purpose `export`.
    /// - Returns: nil where none is ready.
    package func finishedArchive(
        _ access: VaultAccess,
        for token: SessionToken
    ) async throws(IdentityError) -> OpenedArchive? {
        let session = try await unlockedSession(token)
        try requireProof(session)
        guard let record = try await storedArchive(session.vault), record.value.state == .ready,
            now() < record.value.expiry
        else { return nil }
        try await note(AccountEvent(.archiveTaken), of: session.vault, by: session.slot)
        return try opened(record, access)
    }

    // MARK: Records and keys

    func storedArchive(_ vault: VaultID) async throws(IdentityError) -> OpenRecord<ArchiveRecord>? {
        do { return try await records.read(.archive(of: vault)) } catch { throw .records(error) }
    }

    func opened(
        _ record: OpenRecord<ArchiveRecord>,
        _ access: VaultAccess
    ) throws(IdentityError) -> OpenedArchive {
        let secret = try Self.archiveSecret("files", record.value.folder, record.value.epoch, access)
        guard let key = FileKey(bytes: secret.bytes.copied()) else { throw .vault(.damaged(0)) }
        let fileKey = try Self.archiveFileKey(record.value.folder, record.value.epoch, access)
        return OpenedArchive(
            record: record.value,
            version: record.version,
            access: access,
            key: key,
            fileKey: fileKey
        )
    }

    /// The key of the sealed file.
    private static func archiveFileKey(
        _ folder: VaultID,
        _ epoch: KeyEpoch,
        _ access: VaultAccess
    ) throws(IdentityError) -> SharedSecret {
        let secret = try archiveSecret("age", folder, epoch, access)
        var bytes = Array(secret.bytes.copied().prefix(AgeFile.keyByteCount))
        return SharedSecret(SecretBytes(wiping: &bytes))
    }

    private static func archiveSecret(
        _ use: String,
        _ folder: VaultID,
        _ epoch: KeyEpoch,
        _ access: VaultAccess
    ) throws(IdentityError) -> SharedSecret {
        var message = LengthPrefixed()
        message.append(use)
        message.append(folder.bytes)
        do { return try access.sharingSecret("flowkeep/1 archive", message.bytes, epoch: epoch) } catch {
            throw .vault(error)
        }
    }

    /// Files first, then the record, then what a step under way may have written between.
    func dropArchive(of vault: VaultID) async throws(IdentityError) {
        guard let record = try await storedArchive(vault) else { return }
        try await deleteArchiveFiles(record.value.folder)
        try await write([.delete(.archive(of: vault)), .delete(.archivePointer(vault))])
        try await deleteArchiveFiles(record.value.folder)
    }

    func deleteArchiveFiles(_ folder: VaultID) async throws(IdentityError) {
        do { try await registry.surroundings.files?.deleteAll(of: folder) } catch { throw .vault(.store(error)) }
    }
}

/// An archive with what opens its files, for as long as its owner's vault is open.
package struct OpenedArchive: Sendable {
    package var record: ArchiveRecord
    let version: UInt64
    /// Hers, for the purpose `export`.
    package let access: VaultAccess
    /// Of the files in its folder.
    package let key: FileKey
    /// Of the sealed file that is handed out.
    package let fileKey: SharedSecret
}

/// What opens a sealed archive: random, shown once, kept nowhere.
///
/// - Shape: 26 characters of Crockford's base 32, in groups of five.
struct ArchivePassphrase {
    private static let byteCount = 16

    let text: String
    let secret: SharedSecret

    static func random() -> ArchivePassphrase {
        let text = Base32.encode(SecureRandom.bytes(count: byteCount)).grouped(by: 5, separator: "-")
        var bytes = Array(text.utf8)
        return ArchivePassphrase(text: text, secret: SharedSecret(SecretBytes(wiping: &bytes)))
    }
}
