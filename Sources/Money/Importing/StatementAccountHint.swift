package import Primitives

/// What a file says about the account it is of.
///
/// Never holds a whole account or card number.
package struct StatementAccountHint: Hashable, Sendable {
    package var name: String?
    /// Last four characters of the account number.
    package var lastFour: String?
    package var kind: StatementAccountKind?
    package var currency: Currency?
    /// A stable hash of bank and account number, so that the next file of the account is recognised; nil when the
    /// file names neither.
    ///
    /// A number can be guessed from it, so it belongs inside the vault only.
    package var identity: UInt64?

    package init(
        name: String? = nil,
        lastFour: String? = nil,
        kind: StatementAccountKind? = nil,
        currency: Currency? = nil,
        identity: UInt64? = nil
    ) {
        self.name = name
        self.lastFour = lastFour
        self.kind = kind
        self.currency = currency
        self.identity = identity
    }
}

/// The kind of account a statement is of, as far as its format can say.
package enum StatementAccountKind: UInt8, Sendable, CaseIterable {
    case cash = 1
    case bank = 2
    case card = 3
    case wallet = 4
    case loan = 5
    case investment = 6
}
