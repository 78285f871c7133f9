import Primitives

extension QuickAddReader {
    mutating func readVerbs() {
        for place in line.words.indices where line.isFree(place) {
            if QuickAddLexicon.incomeVerbs.contains(line.words[place].key) {
                isIncoming = true
            } else if QuickAddLexicon.expenseVerbs.contains(line.words[place].key) {
                saysSpent = true
            } else {
                continue
            }
            claim(place..<place + 1, .link, .verb)
        }
    }

    /// `from A to B`, `to B from A`, `via A`, `A से B में`.
    mutating func readMarkedAccounts() {
        for place in line.words.indices {
            guard let key = line.freeKey(place) else { continue }
            if let link = QuickAddLexicon.accountLinks[key], line.isFree(place + 1) {
                readAccount(behind: place, link)
            } else if readAccount(beforeTo: place, key) {
                continue
            } else if let found = names.account(line, at: place, first: key, isMarked: false),
                case .one(let id, let reason, let count) = found,
                let link = line.freeKey(place + count).flatMap({ QuickAddLexicon.accountEndings[$0] })
            {
                claimMarked(id, link, place..<place + count, reason)
                claim(place + count..<place + count + 1, .link, .written)
            }
        }
        askForOtherAccount()
        readMoves()
    }

    private mutating func readAccount(behind place: Int, _ link: QuickAddLexicon.AccountLink) {
        switch names.account(line, at: place + 1, first: line.words[place + 1].key, isMarked: true) {
        case .one(let id, let reason, let count):
            claim(place..<place + 1, .link, .written)
            claimMarked(id, link, place + 1..<place + 1 + count, reason)
        case .several(let ids, let count):
            claim(place..<place + 1, .link, .written)
            questions.append(.whichAccount(claim(place + 1..<place + 1 + count, .unclear, .accountName), ids))
        case nil: break
        }
    }

    /// `upi to cash`: the account right before `to` and another one is where the money comes from.
    private mutating func readAccount(beforeTo place: Int, _ key: String) -> Bool {
        guard source == nil, let found = names.account(line, at: place, first: key, isMarked: false) else {
            return false
        }
        let end = place + found.wordCount
        guard let link = line.freeKey(end), QuickAddLexicon.accountLinks[link] == .to,
            let next = line.freeKey(end + 1),
            names.account(line, at: end + 1, first: next, isMarked: true) != nil
        else { return false }
        switch found {
        case .one(let id, let reason, _): claimMarked(id, .from, place..<end, reason)
        case .several(let ids, _):
            questions.append(.whichAccount(claim(place..<end, .unclear, .accountName), ids))
        }
        return true
    }

    /// `transfer 500 from cash to upi`: the verb says no more than the accounts do.
    private mutating func readMoves() {
        guard destination != nil else { return }
        for place in line.words.indices {
            guard let key = line.freeKey(place), QuickAddLexicon.moves.contains(key) else { continue }
            claim(place..<place + 1, .link, .verb)
        }
    }

    private mutating func claimMarked(
        _ id: AccountID,
        _ link: QuickAddLexicon.AccountLink,
        _ places: Range<Int>,
        _ reason: QuickAddReason
    ) {
        switch link {
        case .to:
            claim(places, .destination(id), reason)
            destination = destination ?? id
        case .from:
            claim(places, .source(id), reason)
            source = source ?? id
        case .on:
            claim(places, .account(id), reason)
            account = account ?? id
        }
    }

    /// `from savings to fd` with no account called fd: a transfer was meant, so the other account is asked for.
    private mutating func askForOtherAccount() {
        guard (source == nil) != (destination == nil), !people.contains(where: \.isTransfer) else { return }
        let isFrom = source == nil
        for place in line.words.indices {
            guard let key = line.freeKey(place), line.isFree(place + 1),
                QuickAddLexicon.accountLinks[key] == (isFrom ? .from : .to)
            else { continue }
            // `paid 500 from savings to Ravi` is a payment; without a verb it reads as a transfer.
            guard !saysSpent, line.days(today, order).scan(at: place + 1) == nil else {
                continue
            }
            claim(place..<place + 1, .link, .written)
            questions.append(.unknownAccount(claim(place + 1..<place + 2, .unclear, .accountName)))
            return
        }
    }

    /// Accounts and categories by their bare names.
    mutating func readNames() {
        for place in line.words.indices where line.isFree(place) {
            let key = line.words[place].key
            let hasAccount = account != nil || source != nil || destination != nil
            if !hasAccount, let found = names.account(line, at: place, first: key, isMarked: false) {
                switch found {
                case .one(let id, let reason, let count):
                    claim(place..<place + count, .account(id), reason)
                    account = id
                case .several(let ids, let count):
                    questions.append(.whichAccount(claim(place..<place + count, .unclear, .accountName), ids))
                }
            } else if category == nil, parts.isEmpty, let found = names.categories(line, at: place, first: key) {
                claimCategory(found.ids, place..<place + found.wordCount, .categoryName)
            }
        }
    }
}
