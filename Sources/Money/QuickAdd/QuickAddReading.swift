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
    /// The draft repeats on these days: it becomes a recurring entry, and ``draft`` is its first.
    package let schedule: Schedule?

    init(
        kind: Kind,
        tokens: [QuickAddToken] = [],
        questions: [QuickAddQuestion],
        draft: TransactionDraft? = nil,
        schedule: Schedule? = nil
    ) {
        self.kind = kind
        self.tokens = tokens
        self.questions = questions
        self.draft = draft
        self.schedule = schedule
    }

    /// What it is in the book when it repeats.
    package var recurring: RecurringContent? {
        guard let draft, let schedule else { return nil }
        return RecurringContent(
            schedule: schedule,
            payee: draft.payee,
            note: draft.note,
            tags: draft.tags,
            postings: draft.postings
        )
    }
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
    /// One part of a split.
    case part(CategoryID, Amount)
    /// What a person owes of it; without an amount, a part that is not known yet.
    case share(AccountID, Amount?)
    case repeats(Schedule)
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
    /// The next such weekday.
    case nextWeekday
    /// The latest such day of a month that is not after today.
    case latestDayOfMonth
    /// The next such day of a month, which is nearer.
    case nextDayOfMonth
    /// The first day of what repeats.
    case firstOfSchedule
    case namedMonth
    /// Figures in the person's order of day and month.
    case dayOrder(DateOrder)
    case today
    case accountName
    /// A word for a kind of account, of which there is one.
    case accountKind(AccountKind)
    case afterAt
    case personName
    /// One of so many equal parts.
    case equalPart(of: Int)
    /// The same, where the division leaves something over: that stays with the person who writes.
    case equalPartRounded(of: Int)
    /// What the parts come to.
    case sumOfParts
    /// What the other parts leave of the total.
    case restOfTotal
    case categoryName
    case afterHash
    /// The last transaction with this payee.
    case payeeMemory(TransactionID)
    /// The first of the person's rules that changed the entry.
    case rule(RuleID)
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
    /// Three digits behind a dot or comma, which may be a group or decimals.
    case groupOrDecimals(Range<Int>)
    /// A sum that comes to less than nothing.
    case belowZero(Range<Int>)
    case tooLarge(Range<Int>)
    /// No account yet.
    case noAccount
    /// No account has that name.
    case unknownAccount(Range<Int>)
    case whichAccount(Range<Int>, [AccountID])
    /// Money goes to an account, and nothing says where from; `offered` may be meant.
    case fromWhere(AccountID, offered: AccountID?)
    /// It was paid or spent, and its category is for income.
    case outOrIn(CategoryID)
    /// A transfer needs two different accounts.
    case sameAccount
    /// The account named holds another currency.
    case currencyOfAccount(AccountID)
    /// No account holds this currency.
    case noAccountIn(Currency)
    /// The accounts of a transfer hold different currencies: how much arrives?
    case howMuchArrives
    /// The parts of a split are in several currencies.
    case oneCurrency
    /// A total and its parts differ, or leave nothing for the rest.
    case totalDiffers(Range<Int>)
    /// A part of a split without a category.
    case whatFor(Range<Int>)
    /// Each amount has a category on either side.
    case whichSide
    /// Some parts are income, others spending.
    case mixedKinds
    case unknownPerson(Range<Int>)
    /// Lent, or paid back, and nobody is named.
    case noPerson
    /// A person is named, and not what she has to do with the money.
    case whatOfPerson(Range<Int>, AccountID)
    /// Spending, or money for a person?
    case categoryOrPerson(CategoryID, AccountID)
    /// More people than a line can say the parts of.
    case tooManyPeople
    /// A person paid, and others owe parts of it.
    case payerShares(AccountID)
    /// Parts of people beside a split: of what total?
    case noTotal
    /// `last week`: no day.
    case whichDay(Range<Int>)
    /// It repeats, but not clearly how.
    case howOften(Range<Int>)
    case tooLong(maximum: Int)
    /// A rule of the book; its field says where.
    case refused(MoneyError)
}
