import Money

/// Receipts as the rows of a list.
enum ReceiptWords {
    static func list(
        _ transaction: TransactionID,
        _ book: MoneyBook,
        _ request: WebRequest,
        problems: FormProblems = .none
    ) -> ReceiptList {
        let name = BookChoice.linkName(of: request.session?.book)
        return ReceiptList(
            entry: transaction.text,
            rows: book.receipts(of: transaction).map { row($0, name) },
            maximum: ReceiptLimits.perTransaction,
            byteCountMaximum: ReceiptLimits.byteCount,
            problems: problems
        )
    }

    private static func row(_ item: Item<ReceiptContent>, _ book: String) -> ReceiptList.Row {
        let receipt = item.content
        var about = [kind(receipt.media), ByteCountText.text(receipt.byteCount)]
        if let size = receipt.size { about.append("\(size.width) × \(size.height)") }
        return ReceiptList.Row(
            id: item.id.text,
            book: book,
            name: receipt.name,
            about: about.joined(separator: " · "),
            hasThumbnail: receipt.thumbnail != nil,
            isDownload: !receipt.media.isPicture
        )
    }

    private static func kind(_ media: ReceiptMedia) -> String {
        switch media {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .webp: "WebP"
        case .pdf: "PDF"
        }
    }
}
