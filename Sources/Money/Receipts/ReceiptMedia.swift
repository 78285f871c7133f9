/// What a receipt is, by the bytes it begins with, whatever it is called.
///
/// HEIC is not among them: browsers other than Apple's do not show it, and Apple's hand out JPEG when they are asked.
///
/// Raw values are on disk: never renumber, never reuse.
package enum ReceiptMedia: UInt8, Sendable, CaseIterable, Hashable {
    case jpeg = 1
    case png = 2
    case webp = 3
    case pdf = 4

    package var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .pdf: "application/pdf"
        }
    }

    /// Without the dot.
    package var fileExtension: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .webp: "webp"
        case .pdf: "pdf"
        }
    }

    /// Other endings that say the same.
    package var fileExtensions: Set<String> { self == .jpeg ? ["jpg", "jpeg", "jpe"] : [fileExtension] }

    package var isPicture: Bool { self != .pdf }
}

/// Width and height of a picture in pixels.
package struct PixelSize: Hashable, Sendable {
    package let width: Int
    package let height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Whether a browser can draw it without running out of memory.
    package var isReasonable: Bool {
        let (count, isTooLarge) = width.multipliedReportingOverflow(by: height)
        return width > 0 && height > 0 && !isTooLarge && count <= ReceiptLimits.pixelCount
    }
}

/// What receipts may cost.
///
/// Source: docs/spec/receipts.md §2.
package enum ReceiptLimits {
    /// 10 MiB: a photo of a large sensor, or a PDF of many pages.
    ///
    /// A file is held in memory while it is checked and sealed.
    package static let byteCount = 10 * 1024 * 1024
    package static let thumbnailByteCount = 32 * 1024
    /// Width and height of a thumbnail.
    package static let thumbnailPixels = 512
    /// 100 million: four bytes of a browser's memory each.
    package static let pixelCount = 100_000_000
    package static let perTransaction = 20
    /// One for every fifth of 100,000 transactions; all of them are known in memory.
    package static let perBook = 20_000
    /// Segments or chunks of a picture; cameras write dozens.
    package static let partCount = 20_000
}
