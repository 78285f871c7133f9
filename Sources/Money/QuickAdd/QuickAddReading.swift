package import Primitives

/// What was understood of one typed line, and why.
///
/// Source: docs/spec/quick-add.md.
package struct QuickAddReading: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable {
        case expense, income, transfer
    }

    package let kind: Kind
    /// Every part of the line in its order, then what was assumed (with an empty range).
    package let tokens: [QuickAddToken]
    /// What has to be said before this can be added; empty exactly when there is a draft.
    package let questions: [QuickAddQuestion]
    package let draft: TransactionDraft?
}

/// One part of the line: what it means and why.
package struct QuickAddToken: Hashable, Sendable {
    /// Bytes of the line's UTF-8; empty for what was assumed.
    package let range: Range<Int>
    package let meaning: QuickAddMeaning
    package let reason: QuickAddReason
    /// The other way to read it, where there is one: show both.
    package let alternative: QuickAddMeaning?

    init(
        _ range: Range<Int>,
        _ meaning: QuickAddMeaning,
        _ reason: QuickAddReason,
        alternative: QuickAddMeaning? = nil
    ) {
        self.range = range
        self.meaning = meaning
        self.reason = reason
        self.alternative = alternative
    }
}

package enum QuickAddMeaning: Hashable, Sendable {
    case amount(Amount)
    case day(CalendarDay)
    /// Where the money is spent from or comes into.
    case account(AccountID)
    case source(AccountID)
    case destination(AccountID)
    case category(CategoryID)
    case tag(String)
    case payee(String)
    case note(String)
    /// A word that only ties others together: `on`, `from`, `paid`.
    case link
    /// A part a question is about.
    case unclear
}

package enum QuickAddReason: Hashable, Sendable {
    /// It stands there as it is.
    case written
    /// The result of a sum.
    case calculated
    /// A sum that did not come out even in the currency's decimals; rounded to the nearest, half away from zero.
    case rounded
    /// `k`, `lakh`, `crore`, `m` and the like.
    case unit
    case relativeDay
    /// The latest such weekday that is not after today.
    case latestWeekday
    /// The latest such day of a month that is not after today.
    case latestDayOfMonth
    case namedMonth
    /// Figures in the person's order of day and month.
    case dayOrder(DateOrder)
    case today
    case accountName
    /// A word for a kind of account, of which there is one.
    case accountKind(AccountKind)
    case afterAt
    case categoryName
    case afterHash
    /// The last transaction with this payee.
    case payeeMemory(TransactionID)
    /// The word is common for this category.
    case commonWord
    case verb
    case lastUsedAccount
    case onlyAccount
    case noCategory
    /// Nothing else claimed it.
    case leftOver
}

/// What is missing or doubtful.
package enum QuickAddQuestion: Hashable, Sendable {
    case howMuch
    /// Two numbers that could both be the amount.
    case whichAmount([Range<Int>])
    case tooManyDecimals(Range<Int>, decimals: Int)
    case tooLarge(Range<Int>)
    /// No account yet.
    case noAccount
    /// No account has that name.
    case unknownAccount(Range<Int>)
    case whichAccount(Range<Int>, [AccountID])
    /// A transfer needs two different accounts.
    case sameAccount
    /// The account named holds another currency.
    case currencyOfAccount(AccountID)
    /// The accounts of a transfer hold different currencies: how much arrives?
    case howMuchArrives
    case tooLong(maximum: Int)
    /// A rule of the book; its field says where.
    case refused(MoneyError)
}
