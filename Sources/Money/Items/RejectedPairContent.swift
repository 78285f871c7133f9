/// Two entries of which a person said that they are no transfer: they are not proposed again.
///
/// Once an entry is gone, what was said of it says nothing.
///
/// - Source: docs/spec/money-rules.md §7.
package struct RejectedPairContent: Hashable, Sendable {
    package var outgoing: TransactionID
    package var incoming: TransactionID

    package init(outgoing: TransactionID, incoming: TransactionID) {
        self.outgoing = outgoing
        self.incoming = incoming
    }
}

package typealias RejectedPairID = MoneyID<RejectedPairContent>

extension RejectedPairContent: ItemContent {
    package static let kind = ItemKind.rejectedPair
    package static let maximum = 2000
    package static let field = MoneyField.pairs

    package init?(_ content: AnyItemContent) {
        guard case .rejectedPair(let pair) = content else { return nil }
        self = pair
    }

    package var any: AnyItemContent { .rejectedPair(self) }

    package func checked(in book: MoneyBook, at id: RejectedPairID?) throws(MoneyError) -> RejectedPairContent {
        guard outgoing != incoming else { throw .invalid(.pairs) }
        return self
    }
}
