import Primitives

/// Turns a draft into a content that keeps every rule of docs/spec/money-changes.md §4.
struct TransactionCheck {
    let book: MoneyBook
    var allowedArchived: Set<AccountID> = []
    /// Texts that passed already: an import repeats the same payees thousands of times.
    private var passed: [String: String] = [:]

    init(book: MoneyBook) { self.book = book }

    mutating func content(of draft: TransactionDraft) throws(MoneyError) -> TransactionContent {
        guard TransactionRunDecoder.days.contains(draft.day.daysSinceEpoch) else { throw .invalid(.date) }
        try check(draft.postings)
        return TransactionContent(
            day: draft.day,
            payee: try payee(draft.payee),
            note: draft.note == nil ? nil : try TextCheck.note(draft.note),
            tags: draft.tags.isEmpty ? [] : try tags(draft.tags),
            postings: draft.postings
        )
    }

    private mutating func payee(_ text: String?) throws(MoneyError) -> String? {
        guard let text else { return nil }
        if let known = passed[text] { return known }
        let checked = try TextCheck.line(text, .payee)
        if let checked { passed[text] = checked }
        return checked
    }

    private func tags(_ draft: [String]) throws(MoneyError) -> [String] {
        guard draft.count <= MoneyLimits.tagsPerTransaction else {
            throw .tooMany(.tags, maximum: MoneyLimits.tagsPerTransaction)
        }
        var result: [String] = []
        var keys: Set<String> = []
        for tag in draft {
            // A `#` is a part of it: who reads what somebody typed takes the sign off.
            let name = try TextCheck.name(tag, .tags)
            // The spelling that the book knows wins, so that #home and #Home are one tag.
            if keys.insert(TextCheck.key(name)).inserted { result.append(book.knownTag(name) ?? name) }
        }
        return result
    }

    private func check(_ postings: [Posting]) throws(MoneyError) {
        guard postings.count >= 2 else { throw .missing(.postings) }
        guard postings.count <= MoneyLimits.postingsPerTransaction else {
            throw .tooMany(.postings, maximum: MoneyLimits.postingsPerTransaction)
        }
        var hasAccount = false
        for posting in postings {
            guard posting.amount.minorUnits != 0 else { throw .zero(.amount) }
            guard posting.amount.minorUnits.magnitude <= UInt64(MoneyLimits.minorUnits) else {
                throw .overflow(.amount)
            }
            switch posting.target {
            case .account(let id):
                guard let account = book.account(id) else { throw .notFound(.account) }
                guard !account.content.isArchived || allowedArchived.contains(id) else { throw .archived(.account) }
                guard account.currency == posting.amount.currency else { throw .currencyOfAccount(.currency) }
                hasAccount = true
            case .category(let id):
                guard book.category(id) != nil else { throw .notFound(.category) }
            }
        }
        guard hasAccount else { throw .missing(.account) }
        try Self.checkBalance(postings)
    }

    /// Each currency adds up to zero; or two are left over with opposite signs, and the one was exchanged for the
    /// other.
    ///
    /// A hundred postings within the limit cannot overflow.
    static func checkBalance(_ postings: [Posting]) throws(MoneyError) {
        var sums: [(currency: Currency, minorUnits: Int64)] = []
        for posting in postings {
            if let place = sums.firstIndex(where: { $0.currency == posting.amount.currency }) {
                let (sum, overflow) = sums[place].minorUnits.addingReportingOverflow(posting.amount.minorUnits)
                guard !overflow else { throw .overflow(.amount) }
                sums[place].minorUnits = sum
            } else {
                sums.append((posting.amount.currency, posting.amount.minorUnits))
            }
        }
        let open = sums.filter { $0.minorUnits != 0 }
        let isExchange = open.count == 2 && (open[0].minorUnits < 0) != (open[1].minorUnits < 0)
        guard open.isEmpty || isExchange else { throw .unbalanced(.postings) }
    }
}

extension MoneyBook {
    /// A tag of the book that differs at most in case.
    package func knownTag(_ name: String) -> String? {
        if tags.find(name) != nil { return name }
        let key = TextCheck.key(name)
        for reference in 0..<UInt32(tags.count) {
            if let tag = tags.text(reference + 1), TextCheck.key(tag) == key { return tag }
        }
        return nil
    }
}
