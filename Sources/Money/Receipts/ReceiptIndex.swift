import Vault

/// The receipts that are not removed, by transaction, in the order they were added.
///
/// Derived from the rows of ``ItemTable``, so that looking at one transaction is not looking at every receipt.
struct ReceiptIndex: Hashable, Sendable {
    private(set) var byTransaction: [TransactionID: [ChangeID]] = [:]

    subscript(transaction: TransactionID) -> [ChangeID] { byTransaction[transaction] ?? [] }

    mutating func replace(_ before: ItemTable.Row?, with after: ItemTable.Row) {
        if let before { remove(before) }
        guard !after.isRemoved, case .receipt(let receipt) = after.content else { return }
        var ids = self[receipt.transaction]
        ids.insert(after.id, at: ids.firstIndex { $0 > after.id } ?? ids.count)
        byTransaction[receipt.transaction] = ids
    }

    mutating func remove(_ row: ItemTable.Row) {
        guard !row.isRemoved, case .receipt(let receipt) = row.content else { return }
        let rest = self[receipt.transaction].filter { $0 != row.id }
        byTransaction[receipt.transaction] = rest.isEmpty ? nil : rest
    }
}
