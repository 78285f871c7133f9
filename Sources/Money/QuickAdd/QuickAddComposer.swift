import Primitives

/// Makes a transaction of what was read, and says what it assumed or still has to ask.
struct QuickAddComposer {
    private let reader: QuickAddReader
    private let book: MoneyBook
    private var tokens: [QuickAddToken]
    private var questions: [QuickAddQuestion]

    init(_ reader: QuickAddReader) {
        self.reader = reader
        book = reader.book
        tokens = reader.tokens
        questions = reader.questions
    }

    func reading() -> QuickAddReading {
        var composer = self
        return composer.compose()
    }

    private mutating func compose() -> QuickAddReading {
        let isTransfer = reader.source != nil && reader.destination != nil
        let memory = reader.payee.flatMap { book.memory(ofPayee: $0) }
        let day = reader.day ?? assume(.day(reader.today), .today, reader.today)
        let category = isTransfer ? nil : category(memory)
        let account = isTransfer ? reader.source : account(memory)
        let kind: QuickAddReading.Kind =
            isTransfer ? .transfer : category.flatMap { book.category($0)?.kind } == .income ? .income : .expense
        let amount = amount(account)
        var draft: TransactionDraft?
        if questions.isEmpty, let amount, let account {
            draft = self.draft(kind, amount, account, category, day)
        }
        let inLine = tokens.filter { !$0.range.isEmpty }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        return QuickAddReading(
            kind: kind,
            tokens: inLine + tokens.filter(\.range.isEmpty),
            questions: questions,
            draft: questions.isEmpty ? draft : nil
        )
    }

    private mutating func assume<Value>(_ meaning: QuickAddMeaning, _ reason: QuickAddReason, _ value: Value) -> Value {
        tokens.append(QuickAddToken(0..<0, meaning, reason))
        return value
    }

    /// Named, else remembered for the payee, else common for a word, else none.
    private mutating func category(_ memory: PayeeMemory?) -> CategoryID {
        if let category = reader.category { return category }
        if let memory, let category = memory.category, let found = book.category(category), !found.isBuiltIn {
            return assume(.category(category), .payeeMemory(memory.transaction), category)
        }
        for word in reader.line.words {
            let singular = word.key.hasSuffix("s") ? String(word.key.dropLast()) : word.key
            let name = QuickAddLexicon.categories[word.key] ?? QuickAddLexicon.categories[singular]
            guard let name, let category = reader.names.categories(named: name).first else { continue }
            return assume(.category(category), .commonWord, category)
        }
        let none: CategoryID = reader.isIncoming ? .uncategorisedIncome : .uncategorisedExpense
        return assume(.category(none), .noCategory, none)
    }

    /// Named, else remembered for the payee, else the last one used, else the only one, else the first.
    private mutating func account(_ memory: PayeeMemory?) -> AccountID? {
        if let named = reader.account ?? reader.source ?? reader.destination { return named }
        if questions.contains(where: \.isAboutAccount) { return nil }
        let accounts = book.liveAccounts.filter { !$0.content.isArchived && takes($0) }
        if let memory, let account = memory.account, accounts.contains(where: { $0.id == account }) {
            return assume(.account(account), .payeeMemory(memory.transaction), account)
        }
        if accounts.count == 1 { return assume(.account(accounts[0].id), .onlyAccount, accounts[0].id) }
        if let last = book.lastUsedAccount, accounts.contains(where: { $0.id == last }) {
            return assume(.account(last), .lastUsedAccount, last)
        }
        // Money in the pocket is what people write down by hand.
        let cash = accounts.filter { $0.content.kind == .cash }
        if cash.count == 1 { return assume(.account(cash[0].id), .accountKind(.cash), cash[0].id) }
        questions.append(accounts.isEmpty ? .noAccount : .whichAccount(0..<0, accounts.map(\.id)))
        return nil
    }

    private func takes(_ account: LedgerAccount) -> Bool {
        guard let currency = reader.amount?.scan.currency else { return true }
        return account.currency == currency
    }

    private mutating func amount(_ account: AccountID?) -> Amount? {
        guard let (scan, range) = reader.amount else {
            if !questions.contains(where: { if case .whichAmount = $0 { true } else { false } }) {
                questions.append(.howMuch)
            }
            return nil
        }
        let found = account.flatMap { book.account($0) }
        let currency = scan.currency ?? found?.currency ?? book.settings.baseCurrency
        if let found, found.currency != currency { questions.append(.currencyOfAccount(found.id)) }
        guard let (minorUnits, isExact) = scan.number.minorUnits(decimals: currency.decimals),
            minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits)
        else {
            tokens.append(QuickAddToken(range, .unclear, .written))
            questions.append(.tooLarge(range))
            return nil
        }
        let amount = Amount(minorUnits: minorUnits, currency: currency)
        let reason: QuickAddReason =
            !isExact ? .rounded : scan.isCalculated ? .calculated : scan.hasUnit ? .unit : .written
        tokens.append(QuickAddToken(range, .amount(amount), reason))
        // What a division leaves over may be rounded; what somebody typed may not.
        if !isExact, !scan.isCalculated { questions.append(.tooManyDecimals(range, decimals: currency.decimals)) }
        if minorUnits == 0 { questions.append(.refused(.zero(.amount))) }
        if minorUnits < 0 { questions.append(.refused(.invalid(.amount))) }
        return amount
    }

    private mutating func draft(
        _ kind: QuickAddReading.Kind,
        _ amount: Amount,
        _ account: AccountID,
        _ category: CategoryID?,
        _ day: CalendarDay
    ) -> TransactionDraft? {
        let note = reader.notes.isEmpty ? nil : reader.notes.joined(separator: " ")
        do throws(MoneyError) {
            var draft: TransactionDraft
            switch kind {
            case .transfer:
                guard let destination = reader.destination else { return nil }
                guard destination != account else {
                    questions.append(.sameAccount)
                    return nil
                }
                guard book.account(destination)?.currency == amount.currency else {
                    questions.append(.howMuchArrives)
                    return nil
                }
                draft = try .transfer(amount, day: day, from: account, to: destination)
            case .income:
                draft = try .income(amount, day: day, into: account, from: category ?? .uncategorisedIncome)
            case .expense:
                // Money in on a category for spending is money back.
                let spent =
                    reader.isIncoming ? Amount(minorUnits: -amount.minorUnits, currency: amount.currency) : amount
                draft = try .expense(spent, day: day, from: account, on: category ?? .uncategorisedExpense)
            }
            (draft.payee, draft.note, draft.tags) = (reader.payee, note, reader.tags)
            var check = TransactionCheck(book: book)
            _ = try check.content(of: draft)
            return draft
        } catch {
            questions.append(.refused(error))
            return nil
        }
    }
}

extension QuickAddQuestion {
    var isAboutAccount: Bool {
        switch self {
        case .unknownAccount, .whichAccount, .noAccount: true
        default: false
        }
    }
}
