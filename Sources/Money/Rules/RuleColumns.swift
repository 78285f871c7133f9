import Primitives

/// The conditions of a rule made ready for the columns of one book.
struct RuleColumns {
    private enum Question {
        case term(TermMatcher)
        /// By reference of the payee.
        case payee([Bool])
        /// By place, with the top bit for categories.
        case account(UInt32)
        case category([Bool])
        case days(Int, Int)
        case isImported(Bool)

        /// Of two questions, the cheaper one is asked first.
        var cost: Int {
            switch self {
            case .payee, .isImported: 1
            case .account, .category: 2
            case .days: 3
            case .term(let matcher): matcher.cost
            }
        }
    }

    private let questions: [Question]
    private let match: RuleMatch

    init(_ rule: RuleContent, _ book: MoneyBook) {
        match = rule.match
        questions = rule.conditions.map { Self.question($0, book) }.sorted { $0.cost < $1.cost }
    }

    private static func question(_ condition: RuleCondition, _ book: MoneyBook) -> Question {
        switch condition {
        case .payeeContains(let text): return .term(TermMatcher(SearchTerm(.payee(text)), book))
        case .payeeIs(let text):
            let wanted = TextFold.folded(text)
            return .payee(book.payees.matches { TextFold.folded($0) == wanted })
        case .noteContains(let text): return .term(TermMatcher(SearchTerm(.note(text)), book))
        case .textContains(let text): return .term(TermMatcher(SearchTerm(.word(text)), book))
        case .amount(let minimum, let maximum):
            return .term(TermMatcher(SearchTerm(.size(minimum: minimum, maximum: maximum)), book))
        case .account(let id): return .account(book.accountPlaces[id].map { UInt32($0) } ?? .max)
        case .category(let id): return .category(book.subtree(of: id))
        case .kind(let kind): return .term(TermMatcher(SearchTerm(.trait(kind.trait)), book))
        case .dayOfMonth(let first, let last): return .days(first, last)
        case .tag(let name): return .term(TermMatcher(SearchTerm(.tag(name)), book))
        case .isImported(let isImported): return .isImported(isImported)
        }
    }

    /// Those of some slots that fit, in the same order.
    func keep(_ slots: [UInt32], _ book: MoneyBook) -> [UInt32] {
        guard match == .any else {
            return questions.reduce(slots) { left, question in
                left.isEmpty ? left : Self.keep(question, left, book)
            }
        }
        // Each question is asked only of what none before it fitted.
        var fits = [Bool](repeating: false, count: book.transactions.count)
        var open = slots
        for question in questions where !open.isEmpty {
            for slot in Self.keep(question, open, book) { fits[Int(slot)] = true }
            open = open.filter { !fits[Int($0)] }
        }
        return slots.filter { fits[Int($0)] }
    }

    private static func keep(_ question: Question, _ slots: [UInt32], _ book: MoneyBook) -> [UInt32] {
        let columns = book.transactions
        switch question {
        case .term(let matcher): return matcher.keep(slots, book)
        case .payee(let isHeld): return slots.filter { isHeld[Int(columns.payees[Int($0)])] }
        case .isImported(let isImported): return slots.filter { (columns.imports[Int($0)] != 0) == isImported }
        case .account(let target):
            return slots.filter { columns.postings(Int($0)).contains { columns.targets[$0] == target } }
        case .category(let places):
            return slots.filter { slot in
                columns.postings(Int(slot)).contains { place in
                    let target = columns.targets[place]
                    return target & TransactionColumns.categoryBit != 0
                        && places[Int(target & ~TransactionColumns.categoryBit)]
                }
            }
        case .days(let first, let last):
            return slots.filter { slot in
                let day = CalendarDay(daysSinceEpoch: columns.days[Int(slot)])
                return RuleTest.isDay(day.parts.day, between: first, last)
            }
        }
    }
}
