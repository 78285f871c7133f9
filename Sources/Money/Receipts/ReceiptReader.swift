/// A file that may be kept as a receipt.
package struct ReadReceipt: Hashable, Sendable {
    package let media: ReceiptMedia
    /// A picture without what is not needed to draw it: no place, no camera, no earlier version.
    ///
    /// A PDF is as it came.
    package let bytes: [UInt8]
    /// Nil for a PDF.
    package let size: PixelSize?

    package init(media: ReceiptMedia, bytes: [UInt8], size: PixelSize?) {
        self.media = media
        self.bytes = bytes
        self.size = size
    }
}

/// Reads uploaded receipts; an adapter that knows picture formats implements it.
///
/// Nothing is decoded: pictures are walked part by part, and pixels are left as they are.
package protocol ReceiptReader: Sendable {
    /// Pure, and total: any bytes give a receipt or an error, never a trap.
    ///
    /// `bytes`: untrusted.
    func read(_ bytes: [UInt8]) throws(ReceiptError) -> ReadReceipt
}

extension ReceiptReader {
    /// A small picture of a receipt, as a browser drew it.
    package func readThumbnail(_ bytes: [UInt8]) throws(ReceiptError) -> ReadReceipt {
        guard bytes.count <= ReceiptLimits.thumbnailByteCount else { throw .thumbnail }
        let read: ReadReceipt
        do { read = try self.read(bytes) } catch { throw .thumbnail }
        guard let size = read.size, read.bytes.count <= ReceiptLimits.thumbnailByteCount,
            max(size.width, size.height) <= ReceiptLimits.thumbnailPixels
        else { throw .thumbnail }
        return read
    }
}

/// Why a file is not kept as a receipt.
///
/// No case carries anything of the file.
package enum ReceiptError: Error, Hashable, Sendable, CaseIterable {
    case empty
    /// More than ``ReceiptLimits/byteCount``.
    case tooLarge
    /// None of ``ReceiptMedia``.
    case unknownKind
    /// A photo as Apple's devices keep it.
    case heic
    /// It begins like a picture or PDF, and goes on as none, or ends too early.
    case damaged
    case animated
    /// More than ``ReceiptLimits/pixelCount``.
    case tooManyPixels
    /// The small picture sent along is none, or not small.
    case thumbnail

    /// A stable name for the API's problem.
    package var code: String {
        switch self {
        case .empty: "empty-file"
        case .tooLarge: "file-too-large"
        case .unknownKind: "not-a-receipt"
        case .heic: "heic"
        case .damaged: "damaged-file"
        case .animated: "animated"
        case .tooManyPixels: "too-many-pixels"
        case .thumbnail: "not-a-thumbnail"
        }
    }
}
