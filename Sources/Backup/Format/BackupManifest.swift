package import KeyService
package import Primitives

/// What a backup holds, said by the backup itself and sealed like its files.
///
/// - Source: docs/spec/backup.md §5.
package struct BackupManifest: Hashable, Sendable {
    /// How long a file is, sealed and open, and the SHA-256 of the sealed one.
    package struct Size: Hashable, Sendable {
        package let byteCount: Int
        package let contentByteCount: Int
        package let digest: [UInt8]
    }

    private enum Tag {
        static let id: UInt16 = 1
        static let made: UInt16 = 2
        static let finished: UInt16 = 3
        static let program: UInt16 = 4
        static let product: UInt16 = 5
        static let installation: UInt16 = 6
        static let environment: UInt16 = 7
        static let region: UInt16 = 8
        static let need: UInt16 = 9
        static let logHead: UInt16 = 10
        static let file: UInt16 = 11
        static let deletion: UInt16 = 12
    }

    private enum FileTag {
        static let path: UInt16 = 1
        static let byteCount: UInt16 = 2
        static let contentByteCount: UInt16 = 3
        static let digest: UInt16 = 4
    }

    package let id: BackupID
    package let made: Timestamp
    package let finished: Timestamp
    /// The version of the program that made it.
    package let program: String
    package let origin: BackupOrigin
    /// The key versions without which the copies do not open.
    package let needs: KeyNeeds
    /// The log's checkpoint as it was known before the view was taken; empty where there was none.
    package let logHead: [UInt8]
    package let files: [BackupFileName: Size]
    /// What a restore must not bring back; empty but for a folder of deletions.
    package let deletions: [[UInt8]]

    /// Whether it is of a backup and not of a folder of deletions.
    package var hasParts: Bool { files[.part(.metadata)] != nil }

    /// Bytes of all files that it lists, as they lie in the backup.
    package var byteCount: Int { files.values.reduce(0) { $0 + $1.byteCount } }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(Tag.id, id)
        fields.append(Tag.made, made)
        fields.append(Tag.finished, finished)
        fields.append(Tag.program, program)
        fields.append(Tag.product, StoreHeader.product)
        fields.append(Tag.installation, origin.installation)
        fields.append(Tag.environment, origin.environment)
        fields.append(Tag.region, origin.region)
        for need in needs.encoded() { fields.append(Tag.need, need) }
        if !logHead.isEmpty { fields.append(Tag.logHead, logHead) }
        for (name, size) in files.sorted(by: { $0.key.path.utf8.lexicographicallyPrecedes($1.key.path.utf8) }) {
            var inner = FieldWriter()
            inner.append(FileTag.path, name.path)
            inner.append(FileTag.byteCount, UInt64(size.byteCount))
            inner.append(FileTag.contentByteCount, UInt64(size.contentByteCount))
            inner.append(FileTag.digest, size.digest)
            fields.append(Tag.file, inner.bytes)
        }
        for deletion in deletions { fields.append(Tag.deletion, deletion) }
        return fields.bytes
    }

    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        id = try fields.id(Tag.id)
        made = try fields.timestamp(Tag.made)
        finished = try fields.timestamp(Tag.finished)
        program = try fields.string(Tag.program)
        guard try fields.string(Tag.product) == StoreHeader.product else { throw .value(Tag.product) }
        origin = BackupOrigin(
            installation: try fields.id(Tag.installation),
            environment: try fields.string(Tag.environment),
            region: try fields.string(Tag.region)
        )
        needs = try KeyNeeds(decoding: fields.allBytes(Tag.need), tag: Tag.need)
        logHead = try fields.optionalBytes(Tag.logHead) ?? []
        var files: [BackupFileName: Size] = [:]
        for file in fields.allBytes(Tag.file) {
            let inner = try FieldReader(file)
            guard let name = BackupFileName(path: try inner.string(FileTag.path)),
                let byteCount = Int(exactly: try inner.uint64(FileTag.byteCount)),
                let contentByteCount = Int(exactly: try inner.uint64(FileTag.contentByteCount)), files[name] == nil
            else { throw .value(Tag.file) }
            files[name] = Size(
                byteCount: byteCount,
                contentByteCount: contentByteCount,
                digest: try inner.bytes(FileTag.digest)
            )
        }
        deletions = fields.allBytes(Tag.deletion)
        // All of a backup, or none of a folder of deletions.
        let partCount = BackupPart.allCases.count { files[.part($0)] != nil }
        guard partCount == (deletions.isEmpty ? BackupPart.allCases.count : 0) else { throw .missing(Tag.file) }
        self.files = files
    }

    init(
        header: BackupHeader,
        finished: Timestamp,
        program: String,
        needs: KeyNeeds,
        logHead: [UInt8],
        files: [BackupFileName: Size],
        deletions: [[UInt8]] = []
    ) {
        id = header.id
        made = header.made
        self.finished = finished
        self.program = program
        origin = header.unsealed.origin
        self.needs = needs
        self.logHead = logHead
        self.files = files
        self.deletions = deletions
    }
}

/// Versions of key-encryption keys that something cannot be read without.
package struct KeyNeeds: Hashable, Sendable {
    package private(set) var versions: [KEKUse: Set<UInt32>]

    package init(_ versions: [KEKUse: Set<UInt32>] = [:]) { self.versions = versions }

    package func union(_ other: KeyNeeds) -> KeyNeeds {
        KeyNeeds(versions.merging(other.versions) { $0.union($1) })
    }

    /// One field for each use: `use 1 | version 4 …`, ascending.
    func encoded() -> [[UInt8]] {
        versions.filter { !$0.value.isEmpty }.sorted { $0.key.rawValue < $1.key.rawValue }.map { use, versions in
            var writer = ByteWriter()
            writer.append(use.rawValue)
            for version in versions.sorted() { writer.append(version) }
            return writer.bytes
        }
    }

    init(decoding fields: [[UInt8]], tag: UInt16) throws(RecordDecodingError) {
        versions = [:]
        for field in fields {
            var reader = ByteReader(field)
            do throws(TruncatedBytes) {
                let use = KEKUse(rawValue: try reader.read(UInt8.self))
                var found: Set<UInt32> = []
                while reader.remainingCount > 0 { found.insert(try reader.read(UInt32.self)) }
                // A use that only a newer version knows is none that this one could destroy keys of.
                if let use { versions[use, default: []].formUnion(found) }
            } catch { throw .value(tag) }
        }
    }
}
