import Primitives

/// What the receipts of a book are called in an archive: `2026-11-20-corner-coffee-1.jpg`.
///
/// Names are made of letters and digits of ASCII and hyphens: they lead out of no folder, are no command, and are the
/// same everywhere. The same book gives the same names.
///
/// - Source: docs/spec/receipts.md §8.
package struct ReceiptNames: Sendable {
    package struct Entry: Sendable {
        package let name: String
        package let receipt: ReceiptContent
    }

    /// The folder of an archive that they lie in.
    package static let folder = "receipts/"
    private static let payeeBytes = 40

    /// By day and entry.
    package private(set) var entries: [Entry] = []
    /// Where the receipts of each entry lie in the archive.
    package private(set) var paths: [TransactionID: [String]] = [:]

    package init(_ book: MoneyBook) {
        var byTransaction: [TransactionID: [Item<ReceiptContent>]] = [:]
        for item in book.items(ReceiptContent.self) {
            byTransaction[item.content.transaction, default: []].append(item)
        }
        let transactions = byTransaction.keys.compactMap { book.transaction($0) }.sorted {
            ($0.content.day, $0.id) < ($1.content.day, $1.id)
        }
        var counts: [String: Int] = [:]
        for transaction in transactions {
            let stem = transaction.content.day.iso + "-" + Self.plain(transaction.content.payee ?? "")
            for item in byTransaction[transaction.id] ?? [] {
                let number = counts[stem, default: 0] + 1
                counts[stem] = number
                let name = "\(stem)-\(number).\(item.content.media.fileExtension)"
                entries.append(Entry(name: name, receipt: item.content))
                paths[transaction.id, default: []].append(Self.folder + name)
            }
        }
    }

    /// Bytes of all receipts.
    package var byteCount: Int { entries.reduce(0) { $0 + $1.receipt.byteCount } }

    /// Letters without accents, digits, and one hyphen for everything between them.
    static func plain(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in TextFold.folded(text) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): result.append(byte)
            default: if let last = result.last, last != UInt8(ascii: "-") { result.append(UInt8(ascii: "-")) }
            }
            if result.count == payeeBytes { break }
        }
        while result.last == UInt8(ascii: "-") { result.removeLast() }
        return result.isEmpty ? "receipt" : String(decoding: result, as: UTF8.self)
    }
}
