extension MoneyBook {
    /// The accounts that the transactions of an import post to, in the order they were made.
    package func accounts(ofImport id: ImportID) -> [LedgerAccount] {
        guard let place = imports.firstIndex(where: { $0.id == id }) else { return [] }
        var isUsed = [Bool](repeating: false, count: accounts.count)
        for slot in 0..<transactions.count
        where transactions.imports[slot] == UInt32(place) + 1 && !transactions.isRemoved[slot] {
            for posting in transactions.postings(slot)
            where transactions.targets[posting] & TransactionColumns.categoryBit == 0 {
                isUsed[Int(transactions.targets[posting])] = true
            }
        }
        return accounts.indices.filter { isUsed[$0] && !accounts[$0].isRemoved }.map { accounts[$0] }
    }
}
