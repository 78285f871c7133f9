import Primitives

/// Makes a transaction of what was read, and says what it assumed or still has to ask.
struct QuickAddComposer {
    let reader: QuickAddReader
    let book: MoneyBook
    var tokens: [QuickAddToken]
    var questions: [QuickAddQuestion]

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
        let (day, schedule) = days()
        checkPeople()
        let money = isTransfer ? transfer() : spending()
        var draft: TransactionDraft?
        if questions.isEmpty, let money { draft = self.draft(money.postings, day) }
        sayWhatIsLeft()
        let read: QuickAddReading.Kind =
            money?.kind ?? (isTransfer ? .transfer : reader.isIncoming ? .income : .expense)
        let kind = ruled(&draft, read)
        let inLine = tokens.filter { !$0.range.isEmpty }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        return QuickAddReading(
            kind: kind,
            tokens: inLine + tokens.filter(\.range.isEmpty),
            questions: questions,
            draft: questions.isEmpty ? draft : nil,
            schedule: questions.isEmpty ? schedule : nil
        )
    }

    mutating func assume<Value>(_ meaning: QuickAddMeaning, _ reason: QuickAddReason, _ value: Value) -> Value {
        tokens.append(QuickAddToken(0..<0, meaning, reason))
        return value
    }

    /// Where a question stopped the reading, the words behind it are still hers: they are shown as unclear.
    private mutating func sayWhatIsLeft() {
        for word in reader.line.words {
            let start = word.range.lowerBound
            guard !tokens.contains(where: { $0.range.contains(start) }) else { continue }
            tokens.append(QuickAddToken(word.range, .unclear, .leftOver))
        }
    }

    // MARK: When

    private mutating func days() -> (CalendarDay, Schedule?) {
        guard let repeats = reader.repeats else {
            return (reader.day ?? assume(.day(reader.today), .today, reader.today), nil)
        }
        let start = reader.day ?? reader.today
        do throws(MoneyError) {
            let schedule = try repeats.schedule(from: start, end: reader.repeatEnd).checked()
            let last = CalendarDay(daysSinceEpoch: TransactionRunDecoder.days.upperBound)
            var days = schedule.days(in: start...max(start, last))
            guard let first = days.next() else { throw .invalid(.until) }
            try checkRoom(schedule)
            tokens.append(QuickAddToken(reader.line.range(repeats.places), .repeats(schedule), .written))
            return (reader.day == nil ? assume(.day(first), .firstOfSchedule, first) : first, schedule)
        } catch {
            tokens.append(QuickAddToken(reader.line.range(repeats.places), .unclear, .written))
            questions.append(.refused(error))
            return (start, nil)
        }
    }

    /// As the book asks when it is added, but while it can still be answered.
    private func checkRoom(_ schedule: Schedule) throws(MoneyError) {
        guard book.liveRecurring.count < MoneyLimits.recurring else {
            throw .tooMany(.recurring, maximum: MoneyLimits.recurring)
        }
        guard schedule.start <= reader.today else { return }
        let limit = MoneyLimits.occurrencesPerBatch
        let due = schedule.days(in: schedule.start...reader.today).prefix(limit + 1).count { _ in true }
        guard due <= limit else { throw .tooMany(.start, maximum: limit) }
    }

    // MARK: Who

    private var isTransfer: Bool {
        reader.source != nil && reader.destination != nil || reader.people.contains(where: \.isTransfer)
    }

    private mutating func checkPeople() {
        let moving = reader.people.filter(\.isTransfer)
        let payers = reader.people.filter { if case .payer = $0.role { true } else { false } }
        let hasShares = reader.people.count > moving.count + payers.count
        if let person = moving.first {
            let others = moving.filter { isSource($0) == isSource(person) }
            let hasBoth = reader.source != nil && reader.destination != nil
            if others.count > 1 || hasShares || hasBoth || !payers.isEmpty { questions.append(.tooManyPeople) }
            if let category = reader.category ?? reader.parts.first?.categories.first {
                questions.append(.categoryOrPerson(category, person.id))
            }
        } else if let payer = payers.first {
            let hasAccount = (reader.account ?? reader.source ?? reader.destination) != nil
            if payers.count > 1 || hasAccount { questions.append(.tooManyPeople) }
            if hasShares { questions.append(.payerShares(payer.id)) }
        }
    }

    private func isSource(_ person: QuickAddPerson) -> Bool {
        if case .source = person.role { true } else { false }
    }

    /// Who gives, and who gets; the account that nobody named is assumed.
    private mutating func transfer() -> (postings: [Posting], kind: QuickAddReading.Kind)? {
        let named = [reader.account, reader.source, reader.destination].lazy.compactMap(\.self).first
        let wanted = currency ?? named.flatMap { book.account($0)?.currency }
        let giver = reader.people.first { isSource($0) }.map { account(of: $0.id, in: wanted) }
        let taker = reader.people.first { $0.isTransfer && !isSource($0) }.map { account(of: $0.id, in: wanted) }
        var source = giver ?? reader.source
        var destination = taker ?? reader.destination
        if source == nil { source = reader.account ?? reader.destination ?? account(for: destination) }
        if destination == nil { destination = reader.account ?? reader.source ?? account(for: source) }
        let first = source.flatMap { book.account($0) }
        let second = destination.flatMap { book.account($0) }
        guard let amounts = amounts(of: first, and: second?.currency), let source, let destination else { return nil }
        guard source != destination else {
            questions.append(.sameAccount)
            return nil
        }
        return (
            [Posting(.account(source), amounts.leaving.opposite), Posting(.account(destination), amounts.arriving)],
            .transfer
        )
    }

    /// What leaves the one account and arrives in the other.
    private mutating func amounts(
        of account: LedgerAccount?,
        and second: Currency?
    ) -> (leaving: Amount, arriving: Amount)? {
        guard let written = writtenAmount() else { return nil }
        guard let exchanged = reader.exchanged else {
            let currency = written.scan.currency ?? account?.currency ?? book.settings.baseCurrency
            guard let amount = amount(written, currency) else { return nil }
            if let account, account.currency != currency {
                questions.append(.currencyOfAccount(account.id))
            } else if account != nil, let second, second != currency {
                questions.append(.howMuchArrives)
            }
            return (amount, amount)
        }
        guard let (leaving, arriving) = exchange(written, exchanged, for: account?.currency) else {
            return nil
        }
        if let account, account.currency != leaving.currency { questions.append(.currencyOfAccount(account.id)) }
        if let second, arriving.currency != second { questions.append(.howMuchArrives) }
        return (leaving, arriving)
    }

    /// Of the two amounts of an exchange, that of the account first.
    mutating func exchange(
        _ written: QuickAddAmount,
        _ exchanged: QuickAddAmount,
        for currency: Currency?
    ) -> (own: Amount, other: Amount)? {
        guard let first = written.scan.currency, let second = exchanged.scan.currency else { return nil }
        let own = amount(written, first)
        let other = amount(exchanged, second)
        guard let own, let other else { return nil }
        return currency == second ? (other, own) : (own, other)
    }

    // MARK: The draft

    private mutating func draft(_ postings: [Posting], _ day: CalendarDay) -> TransactionDraft? {
        let draft = TransactionDraft(
            day: day,
            payee: reader.payee,
            note: reader.notes.isEmpty ? nil : reader.notes.joined(separator: " "),
            tags: reader.tags,
            postings: postings
        )
        do throws(MoneyError) {
            var check = TransactionCheck(book: book)
            _ = try check.content(of: draft)
            return draft
        } catch {
            questions.append(.refused(error))
            return nil
        }
    }
}

extension Amount {
    /// The same the other way; amounts of a line are far from the end of Int64.
    var opposite: Amount { Amount(minorUnits: 0 &- minorUnits, currency: currency) }
}

extension QuickAddQuestion {
    var isAboutAccount: Bool {
        switch self {
        case .unknownAccount, .whichAccount, .noAccount, .noAccountIn: true
        default: false
        }
    }
}
