package import Money

/// Reads JPEG, PNG, WebP and PDF as far as a receipt needs: what they are, that they are whole, and what is left of a
/// picture without what only says where, when and with what it was taken.
///
/// - Source: docs/spec/receipts.md §3.
package struct FileReceiptReader: ReceiptReader {
    package init() {}

    package func read(_ bytes: [UInt8]) throws(ReceiptError) -> ReadReceipt {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= ReceiptLimits.byteCount else { throw .tooLarge }
        switch try Self.media(bytes) {
        case .jpeg: return try JPEGReader.read(bytes)
        case .png: return try PNGReader.read(bytes)
        case .webp: return try WebPReader.read(bytes)
        case .pdf: return try PDFReader.read(bytes)
        }
    }

    /// By the first bytes alone.
    private static func media(_ bytes: [UInt8]) throws(ReceiptError) -> ReceiptMedia {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: PNGReader.signature) { return .png }
        if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) { return .webp }
        if bytes.starts(with: "%PDF-".utf8) { return .pdf }
        if bytes.dropFirst(4).starts(with: "ftyp".utf8) {
            let brand = String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self)
            if ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].contains(brand) { throw .heic }
        }
        throw .unknownKind
    }
}

/// A PDF, which is kept as it came: nothing here opens one.
enum PDFReader {
    /// Where a reader looks for the end; some writers leave a few lines behind it.
    private static let tailByteCount = 1024

    static func read(_ bytes: [UInt8]) throws(ReceiptError) -> ReadReceipt {
        let tail = Array(bytes.suffix(tailByteCount))
        guard ByteSearch.firstIndex(of: Array("%%EOF".utf8), in: tail) != nil else { throw .damaged }
        return ReadReceipt(media: .pdf, bytes: bytes, size: nil)
    }
}
