/// A spending entry and an income entry that may be one transfer.
package struct TransferProposal: Hashable, Sendable {
    package let outgoing: MoneyTransaction
    package let incoming: MoneyTransaction
    /// From the day the money left to the day it came, whatever was first.
    package let days: Int
    /// Between two currencies: how far the amount that came is from what the rate says, in millionths of that.
    package let distance: Int64?

    /// The same amount of one currency, on one day or the next: what a page may tick by itself.
    package var isSure: Bool { days <= 1 && distance == nil }
}

/// The best proposals, and how many there are.
package struct TransferProposals: Hashable, Sendable {
    package let pairs: [TransferProposal]
    package let count: Int
}
