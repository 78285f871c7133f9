import KeyService
import Primitives
import Sealing

/// The key of one backup: drawn for it, sealed under the backup KEK, used for nothing else.
struct BackupKey: ~Copyable {
    /// Files are sealed under the only version there is.
    static let version: UInt32 = 1
    private static let byteCount = 32

    let bytes: SecretBytes

    /// Gives the key away.
    consuming func takeBytes() -> SecretBytes { bytes }

    static func make() -> BackupKey { BackupKey(bytes: SecretBytes.random(count: byteCount)) }

    func seal(under kek: KeyEncryptionKey, header: BackupHeader.Unsealed) -> [UInt8] {
        var plaintext: [UInt8] = []
        plaintext.reserveCapacity(Self.byteCount)  // never moves, so no copy of it is left behind
        bytes.withBytes { span in
            for offset in span.byteOffsets {
                // Offsets of the span itself, so each load stays inside it.
                plaintext.append(unsafe span.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
            }
        }
        defer { Wipe.zero(&plaintext) }
        return SealedBox.seal(plaintext, under: kek.bytes, keyVersion: kek.version, context: Self.context(header))
    }

    /// Opens the inner lock; `box` is what the outer one gave, see ``EpochLock``.
    static func open(
        _ box: [UInt8],
        _ header: BackupHeader,
        with kek: KeyEncryptionKey
    ) throws(BackupError) -> BackupKey {
        do {
            let bytes = try SealedBox.openSecret(box, with: kek.bytes, context: context(header.unsealed))
            guard bytes.count == byteCount else { throw SealingError.malformed }
            return BackupKey(bytes: bytes)
        } catch {
            // The KEK came from the same header and is right: what it was bound to is not what it was.
            throw .altered(.header, chunk: nil)
        }
    }

    private static func context(_ header: BackupHeader.Unsealed) -> SealingContext {
        SealingContext(.backupKey, place: BackupHeader.place(of: header))
    }

    /// The place of a file: a file of another backup, or under another name, does not open.
    static func context(of file: BackupFileName, in backup: BackupID, header: [UInt8] = []) -> SealingContext {
        var place = LengthPrefixed()
        place.append(backup.bytes)
        place.append(file.path)
        place.append(header.isEmpty ? [] : Digest.sha256(header))
        return SealingContext(.backupFile, place: place.bytes)
    }
}
