import Identity
import KeyService
import Primitives
import Vault

/// Where the making of an archive goes on: what is written, and what is left to do.
///
/// It lies sealed beside the pieces, under the same key: names and keys of receipts are in it.
///
/// - Source: docs/spec/archives.md §4.
struct ArchivePoint: Hashable {
    /// A sealed file with a part of the archive.
    struct Piece: Hashable {
        let file: FileID
        let byteCount: Int
    }

    /// A file of the archive, for its index.
    struct Listed: Hashable {
        let name: String
        let byteCount: Int
        let digest: [UInt8]
    }

    /// A receipt that is still to be written.
    struct WaitingReceipt: Hashable {
        let name: String
        let file: FileID
        let key: FileKey
        let byteCount: Int
    }

    /// Something that is still to be written.
    struct Unit: Hashable {
        let part: ArchiveRecord.Part
        /// A shared book; nil for what is hers alone.
        var book: VaultID?
        /// Where its files lie, with `/` at the end.
        var folder: String
        /// Of the access history: what is below this place.
        var below: UInt64?
        /// Of the access history: which file comes next.
        var number: UInt32 = 1

        init(_ part: ArchiveRecord.Part, book: VaultID? = nil, in folder: String) {
            self.part = part
            self.book = book
            self.folder = folder
        }
    }

    var pieces: [Piece] = []
    /// The state of the archive's writer; empty before the first file.
    var writer: [UInt8] = []
    var listed: [Listed] = []
    var units: [Unit] = []
    var receipts: [WaitingReceipt] = []
    /// How many receipts the book has that is being written.
    var receiptTotal = 0
    /// Receipts of that book that do not open.
    var unreadable: [String] = []
    /// Shared books that could not be opened.
    var closedBooks: [String] = []

    var byteCount: Int { pieces.reduce(0) { $0 + $1.byteCount } }
}

extension ArchivePoint: RecordCodable {
    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        for bytes in fields.allBytes(1) {
            let piece = try FieldReader(bytes)
            pieces.append(Piece(file: try piece.id(1), byteCount: Int(clamping: try piece.uint64(2))))
        }
        writer = try fields.bytes(2)
        for bytes in fields.allBytes(3) {
            let file = try FieldReader(bytes)
            listed.append(
                Listed(
                    name: try file.string(1),
                    byteCount: Int(clamping: try file.uint64(2)),
                    digest: try file.bytes(3)
                )
            )
        }
        for bytes in fields.allBytes(4) { units.append(try Unit(decoding: bytes)) }
        for bytes in fields.allBytes(5) {
            let receipt = try FieldReader(bytes)
            guard let key = FileKey(bytes: try receipt.bytes(3)) else { throw .width(3) }
            receipts.append(
                WaitingReceipt(
                    name: try receipt.string(1),
                    file: try receipt.id(2),
                    key: key,
                    byteCount: Int(clamping: try receipt.uint64(4))
                )
            )
        }
        receiptTotal = Int(clamping: try fields.uint64(6))
        for bytes in fields.allBytes(7) { unreadable.append(String(decoding: bytes, as: UTF8.self)) }
        for bytes in fields.allBytes(8) { closedBooks.append(String(decoding: bytes, as: UTF8.self)) }
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        for piece in pieces {
            var writer = FieldWriter()
            writer.append(1, piece.file)
            writer.append(2, UInt64(clamping: piece.byteCount))
            fields.append(1, writer.bytes)
        }
        fields.append(2, writer)
        for file in listed {
            var writer = FieldWriter()
            writer.append(1, file.name)
            writer.append(2, UInt64(clamping: file.byteCount))
            writer.append(3, file.digest)
            fields.append(3, writer.bytes)
        }
        for unit in units { fields.append(4, unit.encode()) }
        for receipt in receipts {
            var writer = FieldWriter()
            writer.append(1, receipt.name)
            writer.append(2, receipt.file)
            writer.append(3, receipt.key.bytes)
            writer.append(4, UInt64(clamping: receipt.byteCount))
            fields.append(5, writer.bytes)
        }
        fields.append(6, UInt64(clamping: receiptTotal))
        for name in unreadable { fields.append(7, name) }
        for name in closedBooks { fields.append(8, name) }
        return fields.bytes
    }
}

extension ArchivePoint.Unit: RecordCodable {
    init(decoding bytes: [UInt8]) throws(RecordDecodingError) {
        let fields = try FieldReader(bytes)
        guard let part = ArchiveRecord.Part(rawValue: try fields.uint8(1)) else { throw .value(1) }
        self.init(part, in: try fields.string(3))
        if try fields.optionalBytes(2) != nil { book = try fields.id(2) }
        if try fields.optionalBytes(4) != nil { below = try fields.uint64(4) }
        number = try fields.uint32(5)
    }

    func encode() -> [UInt8] {
        var fields = FieldWriter()
        fields.append(1, part.rawValue)
        if let book { fields.append(2, book) }
        fields.append(3, folder)
        if let below { fields.append(4, below) }
        fields.append(5, number)
        return fields.bytes
    }
}
