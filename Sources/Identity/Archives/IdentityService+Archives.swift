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
    ///   - token: of a session with the vault open.
    /// - Returns: what she is shown once.
    /// - Throws: `.proofNeeded`, `.sessionLocked`, `.vault(.noConsent)`; nothing is begun then.
    package func askArchive(
        isSealed: Bool,
        language: String,
        for token: SessionToken
    ) async throws(IdentityError) -> AskedArchive {
        let (session, access) = try await sharer(token)
        guard try await hasConsent(.export, session.vault) else { throw .vault(.noConsent(.export)) }
        _ = try await proved(session)
        if let seconds = archiveLimit.attempt(session.account.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
        let passphrase = isSealed ? ArchivePassphrase.random() : nil
        let record = try newArchive(session, access, language, passphrase)
        try await note(AccountEvent(.archiveAsked), of: session.vault, by: session.slot)
        try await repeating { () async throws(IdentityError) in
            let standing = try await proved(session)
            let present = try await storedArchive(session.vault)
            try await write(
                [
                    .put(.archive(of: session.vault), record, expected: present?.version ?? 0),
                    .put(.archivePointer(session.vault), ArchivePointer(vault: session.vault), expected: nil),
                ],
                by: standing
            )
        }
        // What the one before left is named by no point of this one: its first step deletes it.
        return AskedArchive(vault: session.vault, passphrase: passphrase.map { Redacted($0.text) })
    }

    private func newArchive(
        _ session: Session,
        _ access: VaultAccess,
        _ language: String,
        _ passphrase: ArchivePassphrase?
    ) throws(IdentityError) -> ArchiveRecord {
        let epoch: KeyEpoch
        do { epoch = try access.sharingEpoch() } catch { throw .vault(error) }
        var record = ArchiveRecord(account: session.account, epoch: epoch, asked: now(), language: language)
        guard let passphrase else { return record }
        let key = try Self.archiveFileKey(record, access)
        do { record.header = try AgeFile.header(for: key.bytes, passphrase: passphrase.secret.bytes) } catch {
            throw .busy(retryAfterSeconds: 1)
        }
        return record
    }

    /// The archive of a session's vault; nil where none was asked for, or its time is up.
    package func archive(for token: SessionToken) async throws(IdentityError) -> ArchiveRecord? {
        let session = try await unlockedSession(token)
        guard let record = try await storedArchive(session.vault)?.value, record.state != .dropped,
            now() < record.expiry
        else { return nil }
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
        let secret = try Self.archiveSecret("files", record.value, access)
        guard let key = FileKey(bytes: secret.bytes.copied()) else { throw .vault(.damaged(0)) }
        let fileKey = try Self.archiveFileKey(record.value, access)
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
        _ record: ArchiveRecord,
        _ access: VaultAccess
    ) throws(IdentityError) -> SharedSecret {
        var bytes = Array(try archiveSecret("age", record, access).bytes.copied().prefix(AgeFile.keyByteCount))
        return SharedSecret(SecretBytes(wiping: &bytes))
    }

    private static func archiveSecret(
        _ use: String,
        _ record: ArchiveRecord,
        _ access: VaultAccess
    ) throws(IdentityError) -> SharedSecret {
        var message = LengthPrefixed()
        message.append(use)
        message.append(record.id)
        do { return try access.sharingSecret("flowkeep/1 archive", message.bytes, epoch: record.epoch) } catch {
            throw .vault(error)
        }
    }

    /// Deletes an archive's files, and says so in its record: a step that is under way writes no more of it, and what
    /// it left is looked for once more.
    func dropArchive(of vault: VaultID) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            guard let present = try await storedArchive(vault), present.value.state != .dropped else { return }
            var record = present.value
            record.state = .dropped
            record.worked = now()
            record.point = nil
            try await write([.put(present.key, record, expected: present.version)])
        }
        try await deleteArchiveFiles(of: vault)
    }

    /// Of every archive that the vault had.
    func deleteArchiveFiles(of vault: VaultID) async throws(IdentityError) {
        do { try await registry.surroundings.files?.deleteAll(of: ArchiveRecord.folder(of: vault)) } catch {
            throw .vault(.store(error))
        }
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

    /// Where its files lie, as if it were a vault.
    package var folder: VaultID { ArchiveRecord.folder(of: access.vaultID) }
}

/// What opens a sealed archive: 128 random bits, shown once, kept nowhere.
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
