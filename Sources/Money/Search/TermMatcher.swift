import Primitives

/// A term of a search made ready for one book: what it asks of an entry is a few look-ups in arrays.
struct TermMatcher {
    private enum Question {
        case word(WordMatcher)
        /// By reference of the payee.
        case payee([Bool])
        case note([UInt8])
        /// By reference of the set.
        case tagSet([Bool])
        /// By place.
        case account([Bool])
        case category([Bool])
        /// By place of the currency; nil takes no size.
        case size([ClosedRange<UInt64>?])
        case days(ClosedRange<Int32>)
        case trait(TransactionTrait)
    }

    private let question: Question
    private let isNegated: Bool

    init(_ term: SearchTerm, _ book: MoneyBook) {
        isNegated = term.isNegated
        question =
            switch term.condition {
            case .word(let text): .word(WordMatcher(TextFold.folded(text), book))
            case .payee(let text): .payee(book.payees.holding(text))
            case .note(let text): .note(TextFold.folded(text))
            case .tag(let name): .tagSet(book.tagSets(holding: name))
            case .account(let name): .account(book.accounts(holding: name))
            case .person(let name): .account(book.persons(holding: name))
            case .category(let name): .category(book.categories(holding: name))
            case .size(let minimum, let maximum):
                .size(book.currencies.map { Self.sizes(minimum, maximum, decimals: $0.decimals) })
            case .days(let from, let until): .days(Self.days(from, until))
            case .trait(let trait): .trait(trait)
            }
    }

    /// Of two questions, the cheaper one is asked first.
    var cost: Int {
        switch question {
        case .days: 0
        case .payee, .tagSet: 1
        case .account, .category, .size, .trait: 2
        case .note: 3
        case .word: 4
        }
    }

    /// By place: the categories that this asks for; nil when it asks for none, or for others.
    var categories: [Bool]? {
        if case .category(let places) = question, !isNegated { return places }
        return nil
    }

    /// Those of some slots that fit, in the same order.
    func keep(_ slots: [UInt32], _ book: MoneyBook) -> [UInt32] {
        let columns = book.transactions
        switch question {
        case .word(let matcher): return matcher.keep(slots, isNegated: isNegated, book)
        case .payee(let isHeld): return slots.filter { isHeld[Int(columns.payees[Int($0)])] != isNegated }
        case .tagSet(let isHeld): return slots.filter { isHeld[Int(columns.tagSets[Int($0)])] != isNegated }
        case .days(let days): return slots.filter { days.contains(columns.days[Int($0)]) != isNegated }
        case .note(let word):
            var scratch: [UInt8] = []
            return slots.filter { slot in
                let note = columns.notes[Int(slot)]
                let holds = note > 0 && TextFold.contains(book.notes.bytes[book.notes.byteRange(note)], word, &scratch)
                return holds != isNegated
            }
        case .account(let isHeld):
            return keep(slots, columns) { place in
                columns.targets[place] & TransactionColumns.categoryBit == 0 && isHeld[Int(columns.targets[place])]
            }
        case .category(let isHeld):
            return keep(slots, columns) { place in
                Self.category(columns.targets[place]).map { isHeld[$0] } ?? false
            }
        case .size(let sizes):
            return keep(slots, columns) { place in
                sizes[Int(columns.currencies[place])]?.contains(columns.minorUnits[place].magnitude) ?? false
            }
        case .trait(let trait): return keep(slots, trait, book)
        }
    }

    /// Those that have, or have not, a posting of some kind.
    @inline(__always)
    private func keep(_ slots: [UInt32], _ columns: TransactionColumns, _ isWanted: (Int) -> Bool) -> [UInt32] {
        slots.filter { columns.postings(Int($0)).contains(where: isWanted) != isNegated }
    }

    private func keep(_ slots: [UInt32], _ trait: TransactionTrait, _ book: MoneyBook) -> [UInt32] {
        let columns = book.transactions
        switch trait {
        case .imported: return slots.filter { (columns.imports[Int($0)] != 0) != isNegated }
        case .payee: return slots.filter { (columns.payees[Int($0)] != 0) != isNegated }
        case .note: return slots.filter { (columns.notes[Int($0)] != 0) != isNegated }
        case .tag: return slots.filter { (columns.tagSets[Int($0)] != 0) != isNegated }
        case .receipt:
            let isHeld = book.slotsWithReceipts
            return slots.filter { isHeld[Int($0)] != isNegated }
        case .recurring:
            let isMade = book.recurringSlots
            return slots.filter { isMade[Int($0)] != isNegated }
        case .reconciled:
            let entries = ReconciledEntries(book)
            return slots.filter { entries.contains(Int($0), columns) != isNegated }
        case .split:
            return slots.filter { slot in
                let count = columns.postings(Int(slot)).count { Self.category(columns.targets[$0]) != nil }
                return (count > 1) != isNegated
            }
        case .transfer:
            return slots.filter { slot in
                columns.postings(Int(slot)).contains { Self.category(columns.targets[$0]) != nil } == isNegated
            }
        case .income, .expense, .uncategorised:
            let isHeld = book.categories.map { category in
                switch trait {
                case .income: category.kind == .income
                case .expense: category.kind == .expense
                default: category.isBuiltIn
                }
            }
            return keep(slots, columns) { place in
                Self.category(columns.targets[place]).map { isHeld[$0] } ?? false
            }
        }
    }

    private static func category(_ target: UInt32) -> Int? {
        target & TransactionColumns.categoryBit == 0 ? nil : Int(target & ~TransactionColumns.categoryBit)
    }

    private static func days(_ from: CalendarDay?, _ until: CalendarDay?) -> ClosedRange<Int32> {
        let (first, last) = (from?.daysSinceEpoch ?? .min, until?.daysSinceEpoch ?? .max)
        return first...max(first, last)
    }

    /// The sizes in minor units that are asked for in a currency; nil when there are none.
    static func sizes(_ minimum: SizeBound?, _ maximum: SizeBound?, decimals: Int) -> ClosedRange<UInt64>? {
        var (low, high): (UInt64?, UInt64?) = (0, .max)
        if let minimum { low = minimum.lowest(decimals: decimals) }
        if let maximum { high = maximum.highest(decimals: decimals) }
        guard let low, let high, low <= high else { return nil }
        return low...high
    }
}
