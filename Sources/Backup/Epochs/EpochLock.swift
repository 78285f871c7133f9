import KeyService
import Primitives
import Sealing

/// The outer of the two locks around the key of a backup: the key of its epoch.
///
/// The inner one is the backup KEK. Who has one of the two keys has a closed box.
/// - Source: docs/spec/backup.md §4.
enum EpochLock {
    private static let use = "epoch"

    /// Closes a box; without an epoch it stays as it is.
    static func close(
        _ box: [UInt8],
        of header: BackupHeader.Unsealed,
        _ keyManagement: any KeyManagement
    ) async throws(BackupError) -> [UInt8] {
        guard let epoch = header.epoch else { return box }
        do {
            return try await keyManagement.encrypt(box, keyID: epoch.keyID, context: context(header))
        } catch { throw .key(.keyService(error)) }
    }

    /// - Throws: ``BackupError/epochKeyMissing``; ``BackupError/altered(_:chunk:)`` where the key is there and the
    ///   header is not as it was.
    static func open(
        _ header: BackupHeader,
        _ keyManagement: any KeyManagement
    ) async throws(BackupError) -> [UInt8] {
        guard let epoch = header.epoch else { return header.sealedKey }
        do {
            return try await keyManagement.decrypt(header.sealedKey, context: context(header.unsealed))
        } catch .invalidCiphertext {
            // A service that has the key says the same of a header that was altered.
            throw try await isThere(epoch, keyManagement) ? .altered(.header, chunk: nil) : .epochKeyMissing
        } catch .notFound {
            throw .epochKeyMissing
        } catch { throw .key(.keyService(error)) }
    }

    private static func isThere(
        _ epoch: BackupEpoch,
        _ keyManagement: any KeyManagement
    ) async throws(BackupError) -> Bool {
        do {
            _ = try await keyManagement.describeKey(epoch.keyID)
            return true
        } catch .notFound { return false } catch { throw .key(.keyService(error)) }
    }

    /// Binds it to everything that the header says.
    private static func context(_ header: BackupHeader.Unsealed) -> EncryptionContext {
        let origin = header.origin
        return EncryptionContext(
            store: KEKUse.backup.name,
            use: use,
            environment: origin.environment,
            region: origin.region
        )
        .adding("backup", header.id.text)
        .adding("header", hexadecimal(Digest.sha256(BackupHeader.place(of: header))))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
