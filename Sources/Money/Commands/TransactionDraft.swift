package import Primitives

/// A transaction as somebody asks for it, not checked yet.
package struct TransactionDraft: Hashable, Sendable {
    package var day: CalendarDay
    package var payee: String?
    package var note: String?
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

    package init(_ content: TransactionContent) {
        self.init(
            day: content.day,
            payee: content.payee,
            note: content.note,
            tags: content.tags,
            postings: content.postings
        )
    }

    /// Money spent from an account on a category.
    ///
    /// - `amount`: Positive; negative is money back.
    package static func expense(
        _ amount: Amount,
        day: CalendarDay,
        from account: AccountID,
        on category: CategoryID = .uncategorisedExpense,
        payee: String? = nil,
        note: String? = nil,
        tags: [String] = []
    ) throws(MoneyError) -> TransactionDraft {
        try split([(category, amount)], day: day, from: account, payee: payee, note: note, tags: tags)
    }

    /// Money earned into an account.
    ///
    /// - `amount`: Positive.
    package static func income(
        _ amount: Amount,
        day: CalendarDay,
        into account: AccountID,
        from category: CategoryID = .uncategorisedIncome,
        payee: String? = nil,
        note: String? = nil,
        tags: [String] = []
    ) throws(MoneyError) -> TransactionDraft {
        TransactionDraft(
            day: day,
            payee: payee,
            note: note,
            tags: tags,
            postings: [Posting(.account(account), amount), Posting(.category(category), try negated(amount))]
        )
    }

    /// One payment from an account on several categories, all in one currency.
    package static func split(
        _ parts: [(category: CategoryID, amount: Amount)],
        day: CalendarDay,
        from account: AccountID,
        payee: String? = nil,
        note: String? = nil,
        tags: [String] = []
    ) throws(MoneyError) -> TransactionDraft {
        guard let first = parts.first else { throw .missing(.postings) }
        var total = Amount(minorUnits: 0, currency: first.amount.currency)
        for part in parts {
            guard part.amount.currency == total.currency else { throw .unbalanced(.postings) }
            do { total = try total.adding(part.amount) } catch { throw .overflow(.amount) }
        }
        var postings = [Posting(.account(account), try negated(total))]
        postings += parts.map { Posting(.category($0.category), $0.amount) }
        return TransactionDraft(day: day, payee: payee, note: note, tags: tags, postings: postings)
    }

    /// Money moved between two of the person's accounts.
    ///
    /// - `arriving`: What came in, when that account has another currency; both amounts are kept.
    package static func transfer(
        _ amount: Amount,
        arriving: Amount? = nil,
        day: CalendarDay,
        from source: AccountID,
        to destination: AccountID,
        payee: String? = nil,
        note: String? = nil,
        tags: [String] = []
    ) throws(MoneyError) -> TransactionDraft {
        TransactionDraft(
            day: day,
            payee: payee,
            note: note,
            tags: tags,
            postings: [
                Posting(.account(source), try negated(amount)), Posting(.account(destination), arriving ?? amount),
            ]
        )
    }

    private static func negated(_ amount: Amount) throws(MoneyError) -> Amount {
        do { return try amount.negated() } catch { throw .overflow(.amount) }
    }
}
