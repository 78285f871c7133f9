package import Primitives
import Vault

extension MoneyBook {
    /// Whether a transaction is there, and not removed.
    package func hasTransaction(_ id: TransactionID) -> Bool {
        transactions.slot(of: id).map { !transactions.isRemoved[$0] } ?? false
    }

    /// The receipts of a transaction, in the order they were added; none of a removed one.
    package func receipts(of transaction: TransactionID) -> [Item<ReceiptContent>] {
        guard hasTransaction(transaction) else { return [] }
        return items.receipts[transaction].compactMap { item(ReceiptID($0)) }
    }

    package func hasReceipt(_ transaction: TransactionID) -> Bool { !items.receipts[transaction].isEmpty }

    package var receiptCount: Int { items(ReceiptContent.self).count }

    /// By slot: whether the transaction has a receipt.
    var slotsWithReceipts: [Bool] {
        var result = [Bool](repeating: false, count: transactions.count)
        for id in items.receipts.byTransaction.keys {
            if let slot = transactions.slot(of: id) { result[slot] = true }
        }
        return result
    }

    /// The files of every receipt that is there or that undo can bring back.
    ///
    /// What is not among them nobody can reach: not by a page, and not by undoing anything.
    func receiptFiles(now: Timestamp) -> Set<FileID> { Set(receiptSizes(now: now).keys) }

    /// Refuses a receipt that would make the files of all of them larger than a book may have.
    ///
    /// Those that undo can bring back count, since their files are there as long as it can.
    ///
    /// - `byteCount`: Bytes of the file and its thumbnail, as they are kept.
    package func checkReceiptRoom(_ byteCount: Int, now: Timestamp) throws(MoneyError) {
        var left = MoneyLimits.receiptBytes
        for size in receiptSizes(now: now).values {
            left -= min(left, size)
        }
        guard byteCount <= left else { throw .full(.receipt) }
    }

    /// The bytes of each such file, before it is padded.
    private func receiptSizes(now: Timestamp) -> [FileID: Int] {
        let horizon = Self.undoHorizon(now: now)
        var files: [FileID: Int] = [:]
        func take(_ receipt: ReceiptContent) {
            for file in receipt.files { files[file.id] = file.byteCount }
        }
        var recoverable: Set<TransactionID> = []
        for item in undoBatches.lazy.filter({ $0.time >= horizon }).flatMap(\.items) {
            switch item {
            case .removed(let ids): recoverable.formUnion(ids)
            case .item(.receipt, _, let before, let after):
                for content in [before, after] {
                    if case .receipt(let receipt) = content { take(receipt) }
                }
            default: break
            }
        }
        for row in items[.receipt] {
            guard !row.isRemoved, case .receipt(let receipt) = row.content else { continue }
            guard hasTransaction(receipt.transaction) || recoverable.contains(receipt.transaction) else { continue }
            take(receipt)
        }
        return files
    }
}
