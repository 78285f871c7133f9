import Identity
import Primitives
import Sealing
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
    /// Folders of shared books that could not be opened.
    var closedBooks: [String] = []

    var byteCount: Int { pieces.reduce(0) { $0 + $1.byteCount } }
}

/// Lists of any length, unlike records: a book has up to 20,000 receipts.
///
/// - Shape: `format 1`, then `count 4` and the elements of each list in the order of the properties; texts and the
///   writer's bytes are counted.
extension ArchivePoint {
    private static let format: UInt8 = 1
    private static let textMaximum = 4096

    init(decoding bytes: [UInt8]) throws(TruncatedBytes) {
        var reader = ByteReader(bytes)
        guard try reader.read(UInt8.self) == Self.format else { throw TruncatedBytes() }
        pieces = try Self.list(&reader) { (reader) throws(TruncatedBytes) in
            Piece(file: try Self.file(&reader), byteCount: Int(clamping: try reader.read(UInt64.self)))
        }
        writer = Array(try reader.readCounted(maximum: bytes.count))
        listed = try Self.list(&reader) { (reader) throws(TruncatedBytes) in
            Listed(
                name: try Self.text(&reader),
                byteCount: Int(clamping: try reader.read(UInt64.self)),
                digest: Array(try reader.read(count: Digest.byteCount))
            )
        }
        units = try Self.list(&reader) { (reader) throws(TruncatedBytes) in try Unit(&reader) }
        receipts = try Self.list(&reader) { (reader) throws(TruncatedBytes) in
            let (name, file) = (try Self.text(&reader), try Self.file(&reader))
            guard let key = FileKey(bytes: Array(try reader.read(count: FileKey.byteCount))) else {
                throw TruncatedBytes()
            }
            return WaitingReceipt(
                name: name,
                file: file,
                key: key,
                byteCount: Int(clamping: try reader.read(UInt64.self))
            )
        }
        receiptTotal = Int(clamping: try reader.read(UInt64.self))
        unreadable = try Self.list(&reader) { (reader) throws(TruncatedBytes) in try Self.text(&reader) }
        closedBooks = try Self.list(&reader) { (reader) throws(TruncatedBytes) in try Self.text(&reader) }
        try reader.finish()
    }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Self.format)
        Self.append(pieces, to: &writer) { piece, writer in
            writer.append(piece.file.bytes)
            writer.append(UInt64(clamping: piece.byteCount))
        }
        writer.append(counted: self.writer)
        Self.append(listed, to: &writer) { file, writer in
            writer.append(counted: file.name.utf8)
            writer.append(UInt64(clamping: file.byteCount))
            writer.append(file.digest)
        }
        Self.append(units, to: &writer) { unit, writer in unit.append(to: &writer) }
        Self.append(receipts, to: &writer) { receipt, writer in
            writer.append(counted: receipt.name.utf8)
            writer.append(receipt.file.bytes)
            writer.append(receipt.key.bytes)
            writer.append(UInt64(clamping: receipt.byteCount))
        }
        writer.append(UInt64(clamping: receiptTotal))
        for names in [unreadable, closedBooks] {
            Self.append(names, to: &writer) { name, writer in writer.append(counted: name.utf8) }
        }
        return writer.bytes
    }

    private static func append<Element>(
        _ elements: [Element],
        to writer: inout ByteWriter,
        _ body: (Element, inout ByteWriter) -> Void
    ) {
        writer.append(UInt32(clamping: elements.count))
        for element in elements { body(element, &writer) }
    }

    private static func list<Element>(
        _ reader: inout ByteReader,
        _ body: (inout ByteReader) throws(TruncatedBytes) -> Element
    ) throws(TruncatedBytes) -> [Element] {
        var elements: [Element] = []
        for _ in 0..<(try reader.read(UInt32.self)) { elements.append(try body(&reader)) }
        return elements
    }

    fileprivate static func text(_ reader: inout ByteReader) throws(TruncatedBytes) -> String {
        String(decoding: try reader.readCounted(maximum: textMaximum), as: UTF8.self)
    }

    private static func file(_ reader: inout ByteReader) throws(TruncatedBytes) -> FileID {
        guard let file = FileID(bytes: try reader.read(count: FileID.byteCount)) else { throw TruncatedBytes() }
        return file
    }
}

extension ArchivePoint.Unit {
    fileprivate init(_ reader: inout ByteReader) throws(TruncatedBytes) {
        guard let part = ArchiveRecord.Part(rawValue: try reader.read()) else { throw TruncatedBytes() }
        let flags: UInt8 = try reader.read()
        let book = VaultID(bytes: try reader.read(count: VaultID.byteCount))
        let below: UInt64 = try reader.read()
        let number: UInt32 = try reader.read()
        self.init(part, book: flags & 1 > 0 ? book : nil, in: try ArchivePoint.text(&reader))
        self.below = flags & 2 > 0 ? below : nil
        self.number = number
    }

    fileprivate func append(to writer: inout ByteWriter) {
        writer.append(part.rawValue)
        writer.append((book == nil ? 0 : 1) | (below == nil ? 0 : 2) as UInt8)
        writer.append(book?.bytes ?? [UInt8](repeating: 0, count: VaultID.byteCount))
        writer.append(below ?? 0)
        writer.append(number)
        writer.append(counted: folder.utf8)
    }
}
