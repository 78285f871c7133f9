/// The field of a form or a body that an error belongs to.
package enum MoneyField: String, Sendable, CaseIterable, Hashable {
    case name, kind, currency, openingBalance, parent
    case date, payee, note, tags, postings, account, category, amount
    case id, version, text, from, to, cursor, limit, by
    case baseCurrency, digitGrouping, weekStart, mapping, label, fileDigest
    case recurring, start, until, count, every, weekdays, month, monthDays, automatic
    case budget, span, lines, rollover, period, horizon
    case view, query
    case reconciliation, balance, leftOut
    case receipt
    case goal, target, due, accounts, deposits
    case loan, principal, annualRate, firstPayment, paymentCount, payment, paidCount, payingAccount, interestCategory
    case person
    case pairs, days, tolerance, rate
    case rule, conditions, actions, position
}

/// Why a command or question about money was refused.
///
/// Every case names its field, so that API, page and command line put the sentence beside it. No case carries text a
/// person typed: these errors may reach diagnostics.
package enum MoneyError: Error, Hashable, Sendable {
    case missing(MoneyField)
    /// Longer than so many characters.
    case tooLong(MoneyField, maximum: Int)
    case tooMany(MoneyField, maximum: Int)
    /// A control character, or a character that changes the direction of text.
    case controlCharacter(MoneyField)
    /// Looks like the number of a payment card: Flowkeep keeps none.
    case cardNumber(MoneyField)
    /// Another one has this name.
    case nameTaken(MoneyField)
    /// No such thing (any more).
    case notFound(MoneyField)
    /// It was changed since; carries the version it has now.
    case stale(currentVersion: UInt32)
    /// What it decides is in use, so it stays as it is.
    case inUse(MoneyField)
    /// It stays while something is about it.
    case held(MoneyField, by: MoneyHolder)
    /// Nothing more fits into the bytes that a book may take.
    case full(MoneyField)
    case archived(MoneyField)
    /// Not a date, number, kind or code; or one outside what the field takes.
    case invalid(MoneyField)
    /// More digits after the decimal point than the currency has.
    case tooManyDecimals(MoneyField, decimals: Int)
    case overflow(MoneyField)
    case zero(MoneyField)
    case negative(MoneyField)
    /// No code of ISO 4217.
    case unknownCurrency(MoneyField)
    /// A rate is between two currencies.
    case sameCurrency(MoneyField)
    /// The postings do not add up to zero.
    case unbalanced(MoneyField)
    /// An account takes postings in its own currency only.
    case currencyOfAccount(MoneyField)
    /// A category cannot be under itself.
    case cycle(MoneyField)
    /// A category and its parent are both for spending or both for income.
    case kindOfParent(MoneyField)
    case builtIn(MoneyField)
    /// The two that are to be one are not alike in this.
    case differs(MoneyField)
    /// Undo no longer reaches it: more than 30 days old, erased, or never there.
    case undoGone
    /// Something it touched has changed since, so undoing would lose that.
    case undoBlocked
    /// The entries do not add up to the balance of the statement.
    case unreconciled
    /// Another one ends on this day.
    case dayTaken(MoneyField)

    package var field: MoneyField {
        switch self {
        case .missing(let field), .tooLong(let field, _), .tooMany(let field, _), .controlCharacter(let field),
            .cardNumber(let field), .nameTaken(let field), .notFound(let field), .inUse(let field),
            .held(let field, _), .full(let field),
            .archived(let field), .invalid(let field), .tooManyDecimals(let field, _), .overflow(let field),
            .zero(let field), .unbalanced(let field), .currencyOfAccount(let field), .cycle(let field),
            .kindOfParent(let field), .builtIn(let field), .dayTaken(let field), .differs(let field),
            .negative(let field), .unknownCurrency(let field), .sameCurrency(let field):
            field
        case .stale: .version
        case .undoGone, .undoBlocked: .id
        case .unreconciled: .balance
        }
    }
}
