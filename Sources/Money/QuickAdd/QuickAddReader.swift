import Primitives

/// Claims the words of a line, step by step; what no step claims becomes payee and note.
struct QuickAddReader {
    let book: MoneyBook
    let today: CalendarDay
    let order: DateOrder
    let names: QuickAddNames
    private(set) var line: QuickAddLine

    private(set) var tokens: [QuickAddToken] = []
    private(set) var questions: [QuickAddQuestion] = []
    private(set) var account: AccountID?
    private(set) var source: AccountID?
    private(set) var destination: AccountID?
    private(set) var category: CategoryID?
    private(set) var categoryAlternative: CategoryID?
    private(set) var tags: [String] = []
    private(set) var day: CalendarDay?
    private(set) var amount: (scan: AmountScanner.Result, range: Range<Int>)?
    private(set) var payee: String?
    private(set) var notes: [String] = []
    private(set) var isIncoming = false
    private(set) var saysSpent = false

    init(_ text: String, book: MoneyBook, today: CalendarDay, order: DateOrder) {
        self.book = book
        self.today = today
        self.order = order
        names = QuickAddNames(book)
        line = QuickAddLine(text)
    }

    /// `#tag`, `#Category Name`, `@ account`.
    mutating func readMarks() {
        for place in line.words.indices where line.isFree(place) {
            let key = line.words[place].key
            if key.hasPrefix("#"), key.count > 1 {
                readHash(place, String(key.dropFirst()))
            } else if key == "@", line.isFree(place + 1) {
                readAt(place, nameAt: place + 1, line.words[place + 1].key)
            } else if key.hasPrefix("@"), key.count > 1 {
                readAt(place, nameAt: place, String(key.dropFirst()))
            }
        }
    }

    private mutating func readHash(_ place: Int, _ key: String) {
        if category == nil, let found = names.categories(line, at: place, first: key) {
            claimCategory(found.ids, place..<place + found.wordCount, .afterHash)
            return
        }
        let known = names.tag(line, at: place, first: key)
        let count = known?.wordCount ?? capitalisedCount(place)
        let text = known?.name ?? String(line.text(place..<place + count).dropFirst())
        claim(place..<place + count, .tag(text), .afterHash)
        tags.append(text)
    }

    /// An unknown `#Dine Out` is one tag: words that begin with capitals, as its first does, belong to it.
    private func capitalisedCount(_ place: Int) -> Int {
        guard line.words[place].text.dropFirst().first?.isUppercase == true else { return 1 }
        var count = 1
        while count < 4, line.isFree(place + count), line.words[place + count].text.first?.isUppercase == true {
            count += 1
        }
        return count
    }

    private mutating func readAt(_ mark: Int, nameAt place: Int, _ key: String) {
        switch names.account(line, at: place, first: key, isMarked: true) {
        case .one(let id, _, let count):
            claim(mark..<place + count, .account(id), .afterAt)
            account = account ?? id
        case .several(let ids, let count):
            let range = claim(mark..<place + count, .unclear, .afterAt)
            questions.append(.whichAccount(range, ids))
        case nil:
            let range = claim(mark..<place + 1, .unclear, .afterAt)
            questions.append(.unknownAccount(range))
        }
    }

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

    /// `from A to B`, `to B from A`, `via A`.
    mutating func readMarkedAccounts() {
        for place in line.words.indices where line.isFree(place) && line.isFree(place + 1) {
            let link = line.words[place].key
            guard QuickAddLexicon.accountLinks.contains(link) else { continue }
            let found = names.account(line, at: place + 1, first: line.words[place + 1].key, isMarked: true)
            switch found {
            case .one(let id, let reason, let count):
                claim(place..<place + 1, .link, .written)
                claimMarked(id, link, place + 1..<place + 1 + count, reason)
            case .several(let ids, let count):
                claim(place..<place + 1, .link, .written)
                questions.append(.whichAccount(claim(place + 1..<place + 1 + count, .unclear, .accountName), ids))
            case nil: continue
            }
        }
        askForOtherAccount()
    }

    private mutating func claimMarked(_ id: AccountID, _ link: String, _ places: Range<Int>, _ reason: QuickAddReason) {
        switch link {
        case "to", "into":
            claim(places, .destination(id), reason)
            destination = destination ?? id
        case "from":
            claim(places, .source(id), reason)
            source = source ?? id
        default:
            claim(places, .account(id), reason)
            account = account ?? id
        }
    }

    /// `from savings to fd` with no account called fd: a transfer was meant, so the other account is asked for.
    private mutating func askForOtherAccount() {
        guard (source == nil) != (destination == nil) else { return }
        let link = source == nil ? "from" : "to"
        for place in line.words.indices
        where line.isFree(place) && line.words[place].key == link && line.isFree(place + 1) {
            // `paid 500 from savings to Ravi` is a payment; without a verb it reads as a transfer.
            guard !saysSpent, DayScanner(line: line, today: today, order: order).scan(at: place + 1) == nil else {
                continue
            }
            claim(place..<place + 1, .link, .written)
            questions.append(.unknownAccount(claim(place + 1..<place + 2, .unclear, .accountName)))
            return
        }
    }

    mutating func readDay() {
        let scanner = DayScanner(line: line, today: today, order: order)
        for place in line.words.indices where line.isFree(place) {
            guard let found = scanner.scan(at: place),
                (place..<place + found.wordCount).allSatisfy({ line.isFree($0) })
            else { continue }
            if place > 0, line.isFree(place - 1), QuickAddLexicon.dayLinks.contains(line.words[place - 1].key) {
                claim(place - 1..<place, .link, .written)
            }
            let alternative = found.alternative.map { QuickAddMeaning.day($0) }
            claim(place..<place + found.wordCount, .day(found.day), found.reason, alternative)
            day = found.day
            return
        }
    }

    mutating func readAmount() {
        var candidates: [(scan: AmountScanner.Result, places: Range<Int>)] = []
        var place = 0
        while place < line.words.count {
            defer { place += 1 }
            guard line.isFree(place), let scan = AmountScanner.scan(line.bytes, at: line.words[place].range.lowerBound),
                let end = endPlace(of: scan, from: place)
            else { continue }
            candidates.append((scan, place..<end))
            place = end - 1
        }
        let marked = candidates.filter(\.scan.isMarked)
        guard let chosen = candidates.count == 1 ? candidates[0] : marked.count == 1 ? marked[0] : nil else {
            if candidates.count > 1 {
                questions.append(.whichAmount(candidates.map { claim($0.places, .unclear, .written) }))
            }
            return
        }
        amount = (chosen.scan, line.range(chosen.places))
        if chosen.scan.isIncoming { isIncoming = true }
        line.use(chosen.places)
    }

    /// The scan has to end with a word that nothing else has claimed.
    private func endPlace(of scan: AmountScanner.Result, from place: Int) -> Int? {
        var next = place
        while next < line.words.count, line.words[next].range.lowerBound < scan.end {
            guard line.isFree(next) else { return nil }
            next += 1
        }
        return next > place ? next : nil
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
            } else if category == nil, let found = names.categories(line, at: place, first: key) {
                claimCategory(found.ids, place..<place + found.wordCount, .categoryName)
            }
        }
    }

    private mutating func claimCategory(_ ids: [CategoryID], _ places: Range<Int>, _ reason: QuickAddReason) {
        let wanted: CategoryKind = isIncoming ? .income : .expense
        let sorted = ids.filter { book.category($0)?.kind == wanted } + ids.filter { book.category($0)?.kind != wanted }
        guard let first = sorted.first else { return }
        let other = sorted.dropFirst().first
        claim(places, .category(first), reason, other.map { .category($0) })
        (category, categoryAlternative) = (first, other)
    }

    /// Words nobody claimed: the first group is the payee, what follows `for` and later groups are the note.
    mutating func readRest() {
        var place = 0
        while place < line.words.count {
            guard line.isFree(place) else {
                place += 1
                continue
            }
            var end = place + 1
            while line.isFree(end), line.words[end].key != "for" { end += 1 }
            readGroup(place..<end)
            place = end
        }
    }

    private mutating func readGroup(_ group: Range<Int>) {
        let link = line.words[group.lowerBound].key
        let isNote = link == "for" || payee != nil || source != nil && destination != nil
        let isLinked = group.count > 1 && (link == "for" || QuickAddLexicon.payeeLinks.contains(link))
        if isLinked { claim(group.lowerBound..<group.lowerBound + 1, .link, .written) }
        let words = isLinked ? group.dropFirst() : group
        let text = line.text(words)
        if isNote {
            claim(words, .note(text), .leftOver)
            notes.append(text)
        } else {
            claim(words, .payee(text), .leftOver)
            payee = text
        }
    }

    @discardableResult
    private mutating func claim(
        _ places: Range<Int>,
        _ meaning: QuickAddMeaning,
        _ reason: QuickAddReason,
        _ alternative: QuickAddMeaning? = nil
    ) -> Range<Int> {
        line.use(places)
        let range = line.range(places)
        tokens.append(QuickAddToken(range, meaning, reason, alternative: alternative))
        return range
    }
}
