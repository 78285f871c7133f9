import Primitives

/// One thing a rule asks of an entry: values and ids, never the text of a search.
///
/// Texts are compared without case and accents.
///
/// - Source: docs/spec/money-rules.md §2.
package enum RuleCondition: Hashable, Sendable {
    case payeeContains(String)
    case payeeIs(String)
    case noteContains(String)
    /// Payee, note, a tag, a category with those above it, or an account.
    case textContains(String)
    /// Some posting is that large, whatever its sign and currency; both bounds are included, nil is none.
    case amount(minimum: SizeBound?, maximum: SizeBound?)
    case account(AccountID)
    /// With everything under it.
    case category(CategoryID)
    case kind(RuleKind)
    /// Days of a month, both included; from the 28th to the 3rd goes over its end.
    case dayOfMonth(Int, Int)
    case tag(String)
    /// Whether it came with a file.
    case isImported(Bool)
}

/// What an entry is by its categories: it has one for spending, one for income, or none.
///
/// Raw values are on disk: never renumber, never reuse.
package enum RuleKind: UInt8, Hashable, Sendable, CaseIterable {
    case spending = 1
    case income = 2
    case transfer = 3

    /// The name in forms and JSON.
    package var name: String {
        switch self {
        case .spending: "spending"
        case .income: "income"
        case .transfer: "transfer"
        }
    }

    package init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    var trait: TransactionTrait {
        switch self {
        case .spending: .expense
        case .income: .income
        case .transfer: .transfer
        }
    }
}

/// How many of a rule's conditions must hold.
///
/// Raw values are on disk: never renumber, never reuse.
package enum RuleMatch: UInt8, Hashable, Sendable, CaseIterable {
    case all = 1
    case any = 2

    /// The name in forms and JSON.
    package var name: String {
        switch self {
        case .all: "all"
        case .any: "any"
        }
    }

    package init?(name: some StringProtocol) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}

extension RuleCondition {
    /// Characters of a text.
    package static let textMaximum = 100

    /// The account or category it names.
    var target: PostingTarget? {
        switch self {
        case .account(let id): .account(id)
        case .category(let id): .category(id)
        default: nil
        }
    }

    func checked(in book: MoneyBook) throws(MoneyError) -> RuleCondition {
        switch self {
        case .payeeContains(let text): return .payeeContains(try Self.text(text))
        case .payeeIs(let text): return .payeeIs(try Self.text(text))
        case .noteContains(let text): return .noteContains(try Self.text(text))
        case .textContains(let text): return .textContains(try Self.text(text))
        case .tag(let name):
            let text = try Self.text(name.hasPrefix("#") ? String(name.dropFirst()) : name)
            return .tag(book.knownTag(text) ?? text)
        case .amount(let minimum, let maximum):
            guard minimum != nil || maximum != nil else { throw .missing(.conditions) }
            if let minimum, let maximum, SizeBound.isLess(maximum, minimum) { throw .invalid(.conditions) }
            for bound in [minimum, maximum].compactMap(\.self) {
                guard bound.isIncluded, bound.digits <= MoneyLimits.minorUnits else { throw .invalid(.conditions) }
            }
        case .account(let id): guard book.account(id) != nil else { throw .notFound(.account) }
        case .category(let id): guard book.category(id) != nil else { throw .notFound(.category) }
        case .dayOfMonth(let first, let last):
            guard (1...31).contains(first), (1...31).contains(last) else { throw .invalid(.conditions) }
        case .kind, .isImported: break
        }
        return self
    }

    /// A text that is there once case and accents are gone: an empty one would fit everything.
    private static func text(_ text: String) throws(MoneyError) -> String {
        guard let line = try TextCheck.line(text, .conditions, maximum: textMaximum), !TextFold.folded(line).isEmpty
        else { throw .missing(.conditions) }
        return line
    }
}

extension SizeBound {
    /// A bound that is included, as it is written: `250`, `99.90`; nil for anything else.
    package init?(decimal text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.joined()
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), digits.utf8.count <= 18,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits)
        else { return nil }
        self.init(digits: number, decimals: parts.count == 2 ? parts[1].utf8.count : 0, isIncluded: true)
    }

    /// As it is written, without marks between groups.
    package var decimal: String { Amount.decimal(minorUnits: digits, decimals: decimals) }

    static func isLess(_ left: SizeBound, _ right: SizeBound) -> Bool {
        func scaled(_ bound: SizeBound) -> Int128 {
            var value = Int128(bound.digits)
            for _ in bound.decimals..<Self.decimalMaximum { value *= 10 }
            return value
        }
        return scaled(left) < scaled(right)
    }
}
