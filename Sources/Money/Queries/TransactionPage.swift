package import Primitives

/// Part of a list of transactions, newest first, with the totals of the whole filter.
package struct TransactionPage: Hashable, Sendable {
    package let transactions: [MoneyTransaction]
    /// Where the next page goes on; nil at the end.
    package let next: TransactionCursor?
    /// Over every transaction of the filter, not only this page.
    package let matchCount: Int
}

/// What came in, went out and was kept, in one currency.
package struct FlowTotals: Hashable, Sendable {
    package let currency: Currency
    /// Income, positive.
    package let incoming: Int64
    /// Spending, positive.
    package let outgoing: Int64
    package let kept: Int64

    package init(currency: Currency, incoming: Int64, outgoing: Int64, kept: Int64) {
        self.currency = currency
        self.incoming = incoming
        self.outgoing = outgoing
        self.kept = kept
    }
}

/// Where a list goes on: after a transaction, by day and id, so that inserts neither repeat nor skip one.
///
/// - Shape: as text 20 characters of Crockford's base 32 over day (4 bytes) and id (8 bytes), big-endian.
package struct TransactionCursor: Hashable, Sendable {
    let day: Int32
    let id: UInt64

    init(day: Int32, id: UInt64) {
        self.day = day
        self.id = id
    }

    /// Where a list begins with this transaction.
    package init(beginningAt transaction: MoneyTransaction) {
        day = transaction.content.day.daysSinceEpoch
        id = transaction.id.rawValue &+ 1
    }

    /// - Throws: ``MoneyError/invalid(_:)`` for anything ``text`` does not write.
    package init(text: some StringProtocol) throws(MoneyError) {
        guard let bytes = Base32.decode(text), bytes.count == 12 else { throw .invalid(.cursor) }
        day = Int32(bitPattern: bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) })
        id = bytes[4...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    package var text: String {
        let day = UInt32(bitPattern: day)
        return Base32.encode(
            stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: day >> UInt32($0)) }
                + stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: id >> UInt64($0)) }
        )
    }
}
