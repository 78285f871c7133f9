import Primitives

/// The conditions of a rule made ready for entries that are not in the book: rows of a file, what somebody types.
///
/// Says of an entry what ``RuleColumns`` says of one in the book.
struct RuleTest {
    private enum Question {
        case payeeHolds([UInt8])
        case payeeIs([UInt8])
        case noteHolds([UInt8])
        case textHolds([UInt8])
        case size(SizeBound?, SizeBound?)
        case account(AccountID)
        case category(CategoryID)
        case kind(RuleKind)
        case days(Int, Int)
        case tag(String)
        case isImported(Bool)
    }

    private let questions: [Question]
    private let match: RuleMatch

    init(_ rule: RuleContent) {
        match = rule.match
        questions = rule.conditions.map { condition in
            switch condition {
            case .payeeContains(let text): .payeeHolds(TextFold.folded(text))
            case .payeeIs(let text): .payeeIs(TextFold.folded(text))
            case .noteContains(let text): .noteHolds(TextFold.folded(text))
            case .textContains(let text): .textHolds(TextFold.folded(text))
            case .amount(let minimum, let maximum): .size(minimum, maximum)
            case .account(let id): .account(id)
            case .category(let id): .category(id)
            case .kind(let kind): .kind(kind)
            case .dayOfMonth(let first, let last): .days(first, last)
            case .tag(let name): .tag(TextCheck.key(name))
            case .isImported(let isImported): .isImported(isImported)
            }
        }
    }

    func fits(_ subject: RuleSubject, in book: MoneyBook) -> Bool {
        match == .all
            ? questions.allSatisfy { Self.holds($0, subject, book) }
            : questions.contains { Self.holds($0, subject, book) }
    }

    private static func holds(_ question: Question, _ subject: RuleSubject, _ book: MoneyBook) -> Bool {
        switch question {
        case .payeeHolds(let text): return subject.payee.map { RuleSubject.contains($0, text) } ?? false
        case .payeeIs(let text): return subject.payee == text
        case .noteHolds(let text): return subject.note.map { RuleSubject.contains($0, text) } ?? false
        case .textHolds(let text): return subject.holds(text, book)
        case .size(let minimum, let maximum):
            return subject.content.postings.contains { posting in
                let sizes = TermMatcher.sizes(minimum, maximum, decimals: posting.amount.currency.decimals)
                return sizes?.contains(posting.amount.minorUnits.magnitude) ?? false
            }
        case .account(let id): return subject.content.postings.contains { $0.target == .account(id) }
        case .category(let id): return subject.categories.contains { book.isCategory($0, under: id) }
        case .kind(.transfer): return subject.categories.isEmpty
        case .kind(let kind):
            let wanted: CategoryKind = kind == .income ? .income : .expense
            return subject.categories.contains { book.category($0)?.kind == wanted }
        case .days(let first, let last):
            return RuleTest.isDay(subject.content.day.parts.day, between: first, last)
        case .tag(let key): return subject.content.tags.contains { TextCheck.key($0) == key }
        case .isImported(let isImported): return subject.isImported == isImported
        }
    }

    /// From the 28th to the 3rd goes over the end of a month.
    static func isDay(_ day: Int, between first: Int, _ last: Int) -> Bool {
        first <= last ? (first...last).contains(day) : day >= first || day <= last
    }
}

/// An entry that rules look at, with its texts folded once.
struct RuleSubject {
    let content: TransactionContent
    let isImported: Bool
    let payee: [UInt8]?
    let note: [UInt8]?
    let categories: [CategoryID]

    init(_ content: TransactionContent, isImported: Bool) {
        self.content = content
        self.isImported = isImported
        payee = content.payee.map { TextFold.folded($0) }
        note = content.note.map { TextFold.folded($0) }
        categories = content.postings.compactMap { posting in
            if case .category(let id) = posting.target { id } else { nil }
        }
    }

    /// Whether a text that is folded holds another that is.
    static func contains(_ text: [UInt8], _ needle: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        guard text.count >= needle.count else { return false }
        for start in 0...(text.count - needle.count) where text[start] == first {
            if text[start..<start + needle.count] == needle[...] { return true }
        }
        return false
    }

    func holds(_ needle: [UInt8], _ book: MoneyBook) -> Bool {
        if let payee, Self.contains(payee, needle) { return true }
        if let note, Self.contains(note, needle) { return true }
        if content.tags.contains(where: { Self.contains(TextFold.folded($0), needle) }) { return true }
        return content.postings.contains { posting in
            switch posting.target {
            case .account(let id):
                return book.account(id).map { Self.contains(TextFold.folded($0.name), needle) } ?? false
            case .category(let id):
                return book.categoryPath(id).contains { Self.contains(TextFold.folded($0), needle) }
            }
        }
    }
}

extension MoneyBook {
    /// Whether a category is another one or under it.
    func isCategory(_ id: CategoryID, under top: CategoryID) -> Bool {
        var next: CategoryID? = id
        var steps = 0
        while let current = next, steps <= MoneyLimits.categoryDepth {
            if current == top { return true }
            next = categoryPlaces[current].flatMap { categories[$0].content.parent }
            steps += 1
        }
        return false
    }
}
