import KeyService
package import Primitives
import Sealing

package enum BackupTag: Sendable {}
package typealias BackupID = ID<BackupTag>

/// What can be read of a backup without a key: which one it is, and how to get its key.
///
/// - Shape: `"FKBACK" 6 | 0 | format 2 | fields | check 8`, where `check` is the start of SHA-256 of what comes before:
///   it tells damage from another key, and protects nothing.
/// - Source: docs/spec/backup.md §4.
package struct BackupHeader: Hashable, Sendable {
    private static let magic: [UInt8] = Array("FKBACK".utf8) + [0, 2]
    private static let checkByteCount = 8
    static let byteCountMaximum = 65_536

    private enum Tag {
        static let id: UInt16 = 1
        static let made: UInt16 = 2
        static let installation: UInt16 = 3
        static let environment: UInt16 = 4
        static let region: UInt16 = 5
        static let customerKey: UInt16 = 6
        static let wrappedKEK: UInt16 = 7
        static let epoch: UInt16 = 8
        static let sealedKey: UInt16 = 9
    }

    package let id: BackupID
    /// When its view was taken.
    package let made: Timestamp
    /// Names the root key's default place.
    package let installation: StoreID
    package let environment: String
    package let region: String
    /// The customer key that the KEK is wrapped under; nil where an administrator configured it.
    package let customerKey: String?
    /// The record of the backup KEK, wrapped by the key service.
    let wrappedKEK: [UInt8]
    /// The epoch whose key it needs besides.
    ///
    /// Nil for a folder of deletions, which must open for as long as it lies there.
    package let epoch: BackupEpoch?
    /// The key of this backup, sealed under that KEK, and that box under the key of the epoch.
    let sealedKey: [UInt8]

    /// What the sealed key is bound to: everything before it.
    static func place(of header: Unsealed) -> [UInt8] { header.fields.bytes }

    /// A header without its key.
    struct Unsealed {
        let id: BackupID
        let made: Timestamp
        let origin: BackupOrigin
        let customerKey: String?
        let wrappedKEK: [UInt8]
        let epoch: BackupEpoch?

        var fields: FieldWriter {
            var fields = FieldWriter()
            fields.append(Tag.id, id)
            fields.append(Tag.made, made)
            fields.append(Tag.installation, origin.installation)
            fields.append(Tag.environment, origin.environment)
            fields.append(Tag.region, origin.region)
            if let customerKey { fields.append(Tag.customerKey, customerKey) }
            fields.append(Tag.wrappedKEK, wrappedKEK)
            if let epoch { fields.append(Tag.epoch, epoch.encode()) }
            return fields
        }
    }

    var unsealed: Unsealed {
        Unsealed(
            id: id,
            made: made,
            origin: BackupOrigin(installation: installation, environment: environment, region: region),
            customerKey: customerKey,
            wrappedKEK: wrappedKEK,
            epoch: epoch
        )
    }

    init(_ unsealed: Unsealed, sealedKey: [UInt8]) {
        id = unsealed.id
        made = unsealed.made
        installation = unsealed.origin.installation
        environment = unsealed.origin.environment
        region = unsealed.origin.region
        customerKey = unsealed.customerKey
        wrappedKEK = unsealed.wrappedKEK
        epoch = unsealed.epoch
        self.sealedKey = sealedKey
    }

    func encode() -> [UInt8] {
        var fields = unsealed.fields
        fields.append(Tag.sealedKey, sealedKey)
        let bytes = Self.magic + fields.bytes
        return bytes + Digest.sha256(bytes).prefix(Self.checkByteCount)
    }

    init(decoding bytes: [UInt8]) throws(BackupError) {
        let minimum = Self.magic.count + Self.checkByteCount
        guard bytes.count > minimum, bytes.starts(with: Self.magic.dropLast()) else {
            throw .altered(.header, chunk: nil)
        }
        let checked = Array(bytes.dropLast(Self.checkByteCount))
        guard bytes.suffix(Self.checkByteCount).elementsEqual(Digest.sha256(checked).prefix(Self.checkByteCount)) else {
            throw .altered(.header, chunk: nil)
        }
        let format = bytes[Self.magic.count - 1]
        guard format == Self.magic[Self.magic.count - 1] else { throw format == 1 ? .oldFormat : .unknownFormat }
        do throws(RecordDecodingError) {
            let fields = try FieldReader(Array(checked.dropFirst(Self.magic.count)))
            id = try fields.id(Tag.id)
            made = try fields.timestamp(Tag.made)
            installation = try fields.id(Tag.installation)
            environment = try fields.string(Tag.environment)
            region = try fields.string(Tag.region)
            customerKey = try fields.optionalString(Tag.customerKey)
            wrappedKEK = try fields.bytes(Tag.wrappedKEK)
            epoch = try fields.optionalBytes(Tag.epoch).map { bytes throws(RecordDecodingError) in
                try BackupEpoch(decoding: bytes)
            }
            sealedKey = try fields.bytes(Tag.sealedKey)
        } catch { throw .altered(.header, chunk: nil) }
    }

    static func read(in folder: String) throws(BackupError) -> (header: BackupHeader, bytes: [UInt8]) {
        let bytes = try BackupFile(reading: "\(folder)/\(BackupFileName.header.path)", as: .header)
            .read(byteCountMaximum + 1)
        guard bytes.count <= byteCountMaximum else { throw .altered(.header, chunk: nil) }
        return (try BackupHeader(decoding: bytes), bytes)
    }
}

/// The installation that a backup is of.
package struct BackupOrigin: Hashable, Sendable {
    package let installation: StoreID
    package let environment: String
    package let region: String

    package init(installation: StoreID, environment: String, region: String) {
        self.installation = installation
        self.environment = environment
        self.region = region
    }
}
