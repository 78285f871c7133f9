extension MoneyBook {
    /// Transactions that stand for an import line with a fingerprint, in the order of their ids.
    ///
    /// One pass; for many look-ups, ``ImportMatcher``.
    package func transactions(withFingerprint fingerprint: UInt64) -> [TransactionID] {
        guard fingerprint != 0 else { return [] }
        var result: [TransactionID] = []
        for slot in transactions.fingerprints.indices
        where transactions.fingerprints[slot] == fingerprint && !transactions.isRemoved[slot] {
            result.append(TransactionID(rawValue: transactions.ids[slot]))
        }
        for (id, origins) in adoptedOrigins where origins.contains(where: { $0.fingerprint == fingerprint }) {
            if transaction(id) != nil, !result.contains(id) { result.append(id) }
        }
        return result.sorted()
    }
}
