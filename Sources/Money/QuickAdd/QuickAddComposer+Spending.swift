import Primitives

/// Spending and income, in one part or several, of which some may be other people's.
///
/// - Source: docs/spec/quick-add.md §3 and §5.
extension QuickAddComposer {
    /// One category and what is for it; a category that is still to be found is nil.
    private struct Part {
        var category: CategoryID?
        var minorUnits: Int64
    }

    mutating func spending() -> (postings: [Posting], kind: QuickAddReading.Kind)? {
        let memory = reader.payee.flatMap { book.memory(ofPayee: $0) }
        let payer = reader.people.first { if case .payer = $0.role { true } else { false } }?.id
        let named = payer ?? reader.account ?? reader.source ?? reader.destination
        let account = named ?? self.account(memory)
        if reader.exchanged != nil { return exchanged(account, memory) }
        let held = account.flatMap { book.account($0) }
        let currency = self.currency ?? held?.currency ?? book.settings.baseCurrency
        if let held, held.currency != currency { questions.append(.currencyOfAccount(held.id)) }
        checkCurrencies(currency)
        guard let (total, parts, shares) = self.parts(currency) else {
            if reader.parts.isEmpty { _ = self.category(memory) }
            return nil
        }
        let owed = shares.reduce(Int64(0)) { $0 &+ $1.minorUnits }
        let categories = parts.map { part in
            part.category ?? (owed == total ? .uncategorisedExpense : self.category(memory))
        }
        guard let kind = kind(of: categories, isAllOwed: owed == total) else { return nil }
        askForDirection(kind, categories, hasPayer: payer != nil)
        guard let account else { return nil }
        // Money in on a category for spending is money back.
        let isIn = kind == .income || reader.isIncoming
        func posting(_ target: PostingTarget, _ minorUnits: Int64) -> Posting {
            Posting(target, Amount(minorUnits: isIn ? 0 &- minorUnits : minorUnits, currency: currency))
        }
        var postings = [posting(.account(account), 0 &- total)]
        for (part, category) in zip(parts, categories) where part.minorUnits != 0 {
            postings.append(posting(.category(category), part.minorUnits))
        }
        postings += shares.map { posting(.account($0.person), $0.minorUnits) }
        return (postings, kind)
    }

    private mutating func kind(of categories: [CategoryID], isAllOwed: Bool) -> QuickAddReading.Kind? {
        if isAllOwed { return .transfer }
        let kinds = Set(categories.map { book.category($0)?.kind ?? .expense })
        guard kinds.count <= 1 else {
            questions.append(.mixedKinds)
            return nil
        }
        return kinds.first == .income ? .income : .expense
    }

    /// `500 to savings` is no spending from there, and `paid 500 #salary` either one or the other.
    private mutating func askForDirection(
        _ kind: QuickAddReading.Kind,
        _ categories: [CategoryID],
        hasPayer: Bool
    ) {
        let income = categories.first { book.category($0)?.kind == .income }
        if let income, reader.saysOnlySpent { questions.append(.outOrIn(income)) }
        guard kind != .income, !reader.isIncoming, !hasPayer, !questions.contains(where: \.isAboutAccount),
            let destination = reader.destination.flatMap({ book.account($0) })
        else { return }
        let named = reader.account == destination.id ? nil : reader.account
        questions.append(.fromWhere(destination.id, offered: named ?? offered(for: destination)))
    }

    private mutating func exchanged(
        _ account: AccountID?,
        _ memory: PayeeMemory?
    ) -> (postings: [Posting], kind: QuickAddReading.Kind)? {
        let held = account.flatMap { book.account($0) }
        guard let written = reader.amount, let exchanged = reader.exchanged,
            let (own, other) = exchange(written, exchanged, for: held?.currency)
        else { return nil }
        let category = self.category(memory)
        let kind: QuickAddReading.Kind = book.category(category)?.kind == .income ? .income : .expense
        askForDirection(kind, [category], hasPayer: reader.people.contains { !$0.isTransfer })
        if !reader.people.isEmpty { questions.append(.oneCurrency) }
        if let held, held.currency != own.currency { questions.append(.currencyOfAccount(held.id)) }
        guard let account else { return nil }
        let isIn = kind == .income || reader.isIncoming
        return (
            [
                Posting(.account(account), isIn ? own : own.opposite),
                Posting(.category(category), isIn ? other.opposite : other),
            ], kind
        )
    }

    private mutating func checkCurrencies(_ currency: Currency) {
        let shares = reader.people.compactMap { if case .share(let amount?) = $0.role { amount } else { nil } }
        let written = ([reader.amount] + reader.parts.map(\.amount) + shares).compactMap { $0?.scan.currency }
        if written.contains(where: { $0 != currency }) { questions.append(.oneCurrency) }
        for person in reader.people {
            guard case .share = person.role, let found = book.account(account(of: person.id, in: currency)),
                found.currency != currency
            else { continue }
            questions.append(.currencyOfAccount(found.id))
        }
    }

    // MARK: Parts

    /// The total, what of it is her own by category, and what people owe of it; together they are the total.
    private mutating func parts(
        _ currency: Currency
    ) -> (total: Int64, parts: [Part], shares: [(person: AccountID, minorUnits: Int64)])? {
        guard let owed = explicitShares(currency) else { return nil }
        let explicit = owed.reduce(Int64(0)) { $0 &+ $1.minorUnits }
        guard let (total, parts) = reader.parts.isEmpty ? whole(currency, explicit) : split(currency, explicit) else {
            return nil
        }
        let (mine, equal) = shared(parts, currency)
        return (total, mine, owed + equal)
    }

    private mutating func whole(_ currency: Currency, _ explicit: Int64) -> (Int64, [Part])? {
        guard let written = writtenAmount(), let total = amount(written, currency)?.minorUnits else { return nil }
        // Below nothing there are no parts: that is asked about already.
        guard total > 0 else { return nil }
        guard explicit <= total else {
            questions.append(.totalDiffers(written.range))
            return nil
        }
        return (total, [Part(category: nil, minorUnits: total &- explicit)])
    }

    /// The sums cannot overflow: a line has fewer amounts than a transaction postings.
    private mutating func split(_ currency: Currency, _ explicit: Int64) -> (Int64, [Part])? {
        var written: [Int64?] = []
        for part in reader.parts {
            guard let amount = part.amount else {
                written.append(nil)
                continue
            }
            guard let (value, reason) = checked(amount, currency) else { return nil }
            say(part, value, reason == .written ? part.reason : reason)
            written.append(value.minorUnits)
        }
        let sum = written.reduce(explicit) { $0 &+ ($1 ?? 0) }
        guard let amount = reader.amount else {
            if explicit != 0 { questions.append(.noTotal) }
            let total = Amount(minorUnits: sum, currency: currency)
            _ = assume(.amount(total), .sumOfParts, total)
            return (sum, parts(written, rest: 0))
        }
        guard let total = self.amount(amount, currency)?.minorUnits, total > 0 else { return nil }
        let rest = total &- sum
        let hasRest = written.contains(nil)
        if hasRest ? rest <= 0 : rest != 0 {
            if !questions.contains(.totalDiffers(amount.range)) { questions.append(.totalDiffers(amount.range)) }
            sayRest(nil)
            return nil
        }
        sayRest(Amount(minorUnits: rest, currency: currency))
        return (total, parts(written, rest: rest))
    }

    private func parts(_ written: [Int64?], rest: Int64) -> [Part] {
        zip(reader.parts, written).map { Part(category: $0.categories.first, minorUnits: $1 ?? rest) }
    }

    private mutating func say(_ part: QuickAddPart, _ amount: Amount, _ reason: QuickAddReason) {
        guard let category = part.categories.first else { return }
        let other = part.categories.dropFirst().first.map { QuickAddMeaning.part($0, amount) }
        tokens.append(QuickAddToken(part.range, .part(category, amount), reason, alternative: other))
    }

    private mutating func sayRest(_ amount: Amount?) {
        for part in reader.parts where part.amount == nil {
            if let amount {
                say(part, amount, .restOfTotal)
            } else {
                tokens.append(QuickAddToken(part.range, .unclear, .written))
            }
        }
    }

    // MARK: People

    private mutating func explicitShares(_ currency: Currency) -> [(person: AccountID, minorUnits: Int64)]? {
        var result: [(person: AccountID, minorUnits: Int64)] = []
        for person in reader.people {
            guard case .share(let written?) = person.role else { continue }
            guard let (amount, reason) = checked(written, currency) else { return nil }
            let id = account(of: person.id, in: currency)
            tokens.append(QuickAddToken(person.range, .share(id, amount), reason))
            result.append((id, amount.minorUnits))
        }
        return result
    }

    /// Each part of the total among everybody alike; what the division leaves over stays with her who writes.
    private mutating func shared(
        _ parts: [Part],
        _ currency: Currency
    ) -> (mine: [Part], shares: [(person: AccountID, minorUnits: Int64)]) {
        let sharers = reader.people.filter { if case .share(nil) = $0.role { true } else { false } }
        guard !sharers.isEmpty else { return (parts, []) }
        let count = Int64(sharers.count) + 1
        var mine = parts
        var each: Int64 = 0
        for index in mine.indices {
            let share = mine[index].minorUnits / count
            mine[index].minorUnits -= share * Int64(sharers.count)
            each += share
        }
        let isEven = parts.allSatisfy { $0.minorUnits.isMultiple(of: count) }
        for person in sharers {
            let amount = Amount(minorUnits: each, currency: currency)
            let reason: QuickAddReason = isEven ? .equalPart(of: Int(count)) : .equalPartRounded(of: Int(count))
            let id = account(of: person.id, in: currency)
            tokens.append(QuickAddToken(person.range, .share(id, amount), reason))
        }
        if each == 0 { questions.append(.refused(.zero(.amount))) }
        return (mine, sharers.map { (account(of: $0.id, in: currency), each) })
    }
}
