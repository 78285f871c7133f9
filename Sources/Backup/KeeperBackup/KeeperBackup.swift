import KeyService
package import Primitives
import Sealing

/// Keeper's own backup: its key files, also of the keys that end and so are in no other backup.
///
/// Each file is sealed under the root key, a key that ends says so inside, and keeper drops it when its time has come,
/// from whatever copy it was put back. The digest tells damage, and protects nothing.
///
/// - Shape: `"FKKEEP" 6 | 0 | format 1 | made 8 | installation 16 | counted root key file | count 4 | files: counted
///   name, counted bytes | SHA-256 32 of all before it`; the root key file is empty unless it is locked.
/// - Source: docs/spec/backup.md §14.
package struct KeeperBackup: Hashable, Sendable {
    private static let magic: [UInt8] = Array("FKKEEP".utf8) + [0, 1]
    private static let digestByteCount = 32
    private static let fileCountMaximum = 256
    private static let fileByteCountMaximum = 1 << 20
    private static let rootKeyByteCountMaximum = 4096
    static let byteCountMaximum = 32 << 20

    package let made: Timestamp
    package let installation: StoreID
    package let files: [BackupKeyFile]
    /// The root key file where it is locked; nil where it lies open, or was not to be read.
    package let rootKey: [UInt8]?

    package init(made: Timestamp, installation: StoreID, files: [BackupKeyFile], rootKey: [UInt8]?) {
        self.made = made
        self.installation = installation
        self.files = files
        self.rootKey = rootKey
    }

    /// Whether another one holds the same, whenever it was made.
    package func holdsTheSame(as other: KeeperBackup) -> Bool {
        installation == other.installation && files == other.files && rootKey == other.rootKey
    }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.magic)
        writer.append(UInt64(bitPattern: made.milliseconds))
        writer.append(installation.bytes)
        writer.append(counted: rootKey ?? [])
        writer.append(UInt32(files.count))
        for file in files {
            writer.append(counted: file.name.utf8)
            writer.append(counted: file.bytes)
        }
        return writer.bytes + Digest.sha256(writer.bytes)
    }

    /// - Throws: ``BackupError/unknownFormat`` or ``BackupError/keeperBackupDamaged``.
    init(decoding bytes: [UInt8]) throws(BackupError) {
        let content = Array(bytes.dropLast(Self.digestByteCount))
        guard bytes.starts(with: Self.magic.dropLast()), content.count > Self.magic.count,
            bytes.suffix(Self.digestByteCount).elementsEqual(Digest.sha256(content))
        else { throw .keeperBackupDamaged }
        guard content[Self.magic.count - 1] == Self.magic.last else { throw .unknownFormat }
        var reader = ByteReader(Array(content.dropFirst(Self.magic.count)))
        do throws(TruncatedBytes) {
            made = Timestamp(milliseconds: Int64(bitPattern: try reader.read(UInt64.self)))
            guard let installation = StoreID(bytes: Array(try reader.read(count: 16))) else { throw TruncatedBytes() }
            self.installation = installation
            let rootKey = Array(try reader.readCounted(maximum: Self.rootKeyByteCountMaximum))
            self.rootKey = rootKey.isEmpty ? nil : rootKey
            let count = try reader.read(UInt32.self)
            guard count <= Self.fileCountMaximum else { throw TruncatedBytes() }
            var files: [BackupKeyFile] = []
            for _ in 0..<count {
                let name = Array(try reader.readCounted(maximum: 64))
                guard let text = String(validating: name, as: UTF8.self), BackupFileName.isPlain(text) else {
                    throw TruncatedBytes()
                }
                let bytes = Array(try reader.readCounted(maximum: Self.fileByteCountMaximum))
                files.append(BackupKeyFile(name: text, bytes: bytes))
            }
            self.files = files
            try reader.finish()
        } catch { throw .keeperBackupDamaged }
    }
}
