package import Primitives
package import Vault

/// A picture or PDF that belongs to a transaction: what is known of it, where it lies sealed, and what opens it.
///
/// The file itself is in the files store. Its key is drawn for it alone and stands here: whoever opens the journal
/// opens the file, and when the journal forgets a receipt nothing opens its file any more.
///
/// - Source: docs/spec/receipts.md.
package struct ReceiptContent: Hashable, Sendable {
    package var transaction: TransactionID
    package var name: String
    package var media: ReceiptMedia
    /// Bytes of the file as it is kept.
    package var byteCount: Int
    /// SHA-256 of the file as it is kept.
    package var digest: [UInt8]
    package var file: FileID
    /// Opens the file, and the thumbnail.
    package var key: FileKey
    /// As the picture's header says; nil for a PDF.
    package var size: PixelSize?
    package var thumbnail: Thumbnail?

    /// A small picture of the receipt, in a file of its own.
    package struct Thumbnail: Hashable, Sendable {
        package let file: FileID
        package let byteCount: Int

        package init(file: FileID, byteCount: Int) {
            self.file = file
            self.byteCount = byteCount
        }
    }

    package init(
        transaction: TransactionID,
        name: String,
        media: ReceiptMedia,
        byteCount: Int,
        digest: [UInt8],
        file: FileID,
        key: FileKey,
        size: PixelSize?,
        thumbnail: Thumbnail?
    ) {
        self.transaction = transaction
        self.name = name
        self.media = media
        self.byteCount = byteCount
        self.digest = digest
        self.file = file
        self.key = key
        self.size = size
        self.thumbnail = thumbnail
    }

    /// The files of the receipt in the files store, and the bytes of each as it is kept.
    var files: [(id: FileID, byteCount: Int)] {
        [(file, byteCount)] + (thumbnail.map { [($0.file, $0.byteCount)] } ?? [])
    }
}

package typealias ReceiptID = MoneyID<ReceiptContent>

extension ReceiptContent: ItemContent {
    package static let kind = ItemKind.receipt
    package static let maximum = ReceiptLimits.perBook
    package static let field = MoneyField.receipt

    package init?(_ content: AnyItemContent) {
        guard case .receipt(let receipt) = content else { return nil }
        self = receipt
    }

    package var any: AnyItemContent { .receipt(self) }

    /// A receipt goes and comes back with its transaction.
    package func isVisible(in book: MoneyBook) -> Bool { book.hasTransaction(transaction) }

    package func checked(in book: MoneyBook, at id: ReceiptID?) throws(MoneyError) -> ReceiptContent {
        guard book.hasTransaction(transaction) else { throw .notFound(.id) }
        var content = self
        content.name = try TextCheck.name(name, .name)
        let others = book.receipts(of: transaction).filter { $0.id != id }
        guard others.count < ReceiptLimits.perTransaction else {
            throw .tooMany(.receipt, maximum: ReceiptLimits.perTransaction)
        }
        guard !others.contains(where: { $0.content.digest == digest }) else { throw .nameTaken(.receipt) }
        guard (1...ReceiptLimits.byteCount).contains(byteCount), digest.count == 32 else { throw .invalid(.receipt) }
        if let size, !size.isReasonable { throw .invalid(.receipt) }
        guard (size == nil) == (media == .pdf) else { throw .invalid(.receipt) }
        if let thumbnail, !(1...ReceiptLimits.thumbnailByteCount).contains(thumbnail.byteCount) {
            throw .invalid(.receipt)
        }
        return content
    }
}
