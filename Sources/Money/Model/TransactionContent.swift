package import Primitives

/// Where a posting puts its amount.
package enum PostingTarget: Hashable, Sendable {
    case account(AccountID)
    case category(CategoryID)
}

/// One line of a transaction.
///
/// - Sign: on an account, positive is money coming in. On a category, positive is money spent and negative is money
///   earned, so that the postings of a transaction add up to zero.
package struct Posting: Hashable, Sendable {
    package var target: PostingTarget
    package var amount: Amount

    package init(_ target: PostingTarget, _ amount: Amount) {
        self.target = target
        self.amount = amount
    }
}

/// What a transaction says.
///
/// Source: docs/spec/money-changes.md §4.
package struct TransactionContent: Hashable, Sendable {
    package var day: CalendarDay
    package var payee: String?
    package var note: String?
    /// In the order they were given, each once.
    package var tags: [String]
    package var postings: [Posting]

    package init(
        day: CalendarDay,
        payee: String? = nil,
        note: String? = nil,
        tags: [String] = [],
        postings: [Posting]
    ) {
        self.day = day
        self.payee = payee
        self.note = note
        self.tags = tags
        self.postings = postings
    }
}

/// Which import a transaction came from, and what finds it again when the same line is imported twice.
package struct TransactionOrigin: Hashable, Sendable {
    package var importID: ImportID
    /// ``TransactionFingerprint`` of the line as the file said it; 0 is none.
    package var fingerprint: UInt64
    /// ``StableHash`` of the bank's own identifier of the line; 0 is none.
    package var externalID: UInt64

    package init(importID: ImportID, fingerprint: UInt64, externalID: UInt64 = 0) {
        self.importID = importID
        self.fingerprint = fingerprint
        self.externalID = externalID
    }
}

/// A transaction as a list shows it.
package struct MoneyTransaction: Hashable, Sendable, Identifiable {
    package let id: TransactionID
    /// Counts from 1, one more with each edit, removal and restoration: what an edit must name.
    package let version: UInt32
    package let content: TransactionContent
    package let origin: TransactionOrigin?
}
