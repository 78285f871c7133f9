import FoundationEssentials
import Primitives
import SwiftProtobuf
import Vault

/// Receipts as messages.
///
/// - Source: docs/spec/receipts.md §4.
enum ReceiptWire {
    static func wire(_ content: ReceiptContent) -> WireReceiptContent {
        var wire = WireReceiptContent()
        wire.transaction = content.transaction.rawValue
        wire.name = content.name
        wire.media = UInt32(content.media.rawValue)
        wire.byteCount = UInt64(clamping: content.byteCount)
        wire.digest = Data(content.digest)
        wire.file = Data(content.file.bytes)
        wire.key = Data(content.key.bytes)
        wire.width = UInt32(clamping: content.size?.width ?? 0)
        wire.height = UInt32(clamping: content.size?.height ?? 0)
        if let thumbnail = content.thumbnail {
            wire.thumbnail = Data(thumbnail.file.bytes)
            wire.thumbnailByteCount = UInt32(clamping: thumbnail.byteCount)
        }
        return wire
    }

    static func content(_ wire: WireReceiptContent) throws(TrackerError) -> ReceiptContent {
        guard wire.unknownFields.data.isEmpty else { throw .unknownSchema(MoneyTracker.schema) }
        guard let media = UInt8(exactly: wire.media).flatMap(ReceiptMedia.init(rawValue:)) else {
            throw .malformed(field: 3)
        }
        guard let byteCount = Int(exactly: wire.byteCount), (1...ReceiptLimits.byteCount).contains(byteCount) else {
            throw .malformed(field: 4)
        }
        guard wire.digest.count == 32 else { throw .malformed(field: 5) }
        guard let file = FileID(bytes: wire.file) else { throw .malformed(field: 6) }
        guard let key = FileKey(bytes: Array(wire.key)) else { throw .malformed(field: 7) }
        let size = PixelSize(width: Int(wire.width), height: Int(wire.height))
        let isEmpty = size == PixelSize(width: 0, height: 0)
        guard isEmpty == (media == .pdf), isEmpty || size.isReasonable else { throw .malformed(field: 8) }
        return ReceiptContent(
            transaction: TransactionID(rawValue: wire.transaction),
            name: wire.name,
            media: media,
            byteCount: byteCount,
            digest: Array(wire.digest),
            file: file,
            key: key,
            size: isEmpty ? nil : size,
            thumbnail: try thumbnail(wire)
        )
    }

    private static func thumbnail(
        _ wire: WireReceiptContent
    ) throws(TrackerError) -> ReceiptContent.Thumbnail? {
        guard !wire.thumbnail.isEmpty || wire.thumbnailByteCount > 0 else { return nil }
        guard let file = FileID(bytes: wire.thumbnail) else { throw .malformed(field: 10) }
        let byteCount = Int(wire.thumbnailByteCount)
        guard (1...ReceiptLimits.thumbnailByteCount).contains(byteCount) else { throw .malformed(field: 11) }
        return ReceiptContent.Thumbnail(file: file, byteCount: byteCount)
    }
}
