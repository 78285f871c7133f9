extension MoneyBook {
    /// Transactions whose import line had a fingerprint, oldest first.
    ///
    /// One pass; for many look-ups, ``ImportMatcher``.
    package func transactions(withFingerprint fingerprint: UInt64) -> [TransactionID] {
        guard fingerprint != 0 else { return [] }
        var result: [TransactionID] = []
        for slot in transactions.fingerprints.indices
        where transactions.fingerprints[slot] == fingerprint && !transactions.isRemoved[slot] {
            result.append(TransactionID(rawValue: transactions.ids[slot]))
        }
        return result
    }
}
