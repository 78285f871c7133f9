import Money
import Primitives

/// Says in words what quick add understood of a line, and why.
struct QuickAddText {
    private let book: MoneyBook

    init(_ book: MoneyBook) { self.book = book }

    func write(_ token: QuickAddToken, of line: String, to writer: inout JSONWriter) {
        writer.member("text", Self.text(token.range, of: line))
        writer.member("meaning", name(token.meaning))
        writer.member("value", optional: value(token.meaning))
        writer.member("reason", sentence(token.reason))
        writer.member("alternative", optional: token.alternative.flatMap { value($0) })
    }

    static func text(_ range: Range<Int>, of line: String) -> String {
        let bytes = Array(line.utf8)
        guard range.upperBound <= bytes.count else { return "" }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    func name(_ meaning: QuickAddMeaning) -> String {
        switch meaning {
        case .amount: "amount"
        case .day: "date"
        case .account: "account"
        case .source: "from"
        case .destination: "to"
        case .category: "category"
        case .tag: "tag"
        case .payee: "payee"
        case .note: "note"
        case .link: "link"
        case .unclear: "unclear"
        }
    }

    func value(_ meaning: QuickAddMeaning) -> String? {
        switch meaning {
        case .amount(let amount): amount.decimal + " " + amount.currency.code
        case .day(let day): day.iso
        case .account(let id), .source(let id), .destination(let id): book.account(id)?.name
        case .category(let id): book.categoryPath(id).joined(separator: ":")
        case .tag(let text), .payee(let text), .note(let text): text
        case .link, .unclear: nil
        }
    }

    func sentence(_ reason: QuickAddReason) -> String {
        switch reason {
        case .written: "It stands there."
        case .calculated: "It is the result of the sum."
        case .rounded: "The sum does not come out even, so it was rounded."
        case .unit: "Number and unit together."
        case .relativeDay: "Counted from today."
        case .latestWeekday: "The latest such weekday."
        case .latestDayOfMonth: "The latest such day of a month."
        case .namedMonth: "The day of that month."
        case .dayOrder(let order): "Read in the order \(order.name)."
        case .today: "No day was said, so it is today."
        case .accountName: "It is the name of an account."
        case .accountKind(let kind): "It is the only account of the kind \(kind.name)."
        case .afterAt: "It follows @."
        case .categoryName: "It is the name of a category."
        case .afterHash: "It follows #."
        case .payeeMemory: "As in the last entry with this payee."
        case .commonWord: "The word is common for it."
        case .verb: "It says whether money came in or went out."
        case .lastUsedAccount: "It is the account used last."
        case .onlyAccount: "It is the only account."
        case .noCategory: "Nothing points to a category."
        case .leftOver: "Nothing else claimed it."
        }
    }

    func code(_ question: QuickAddQuestion) -> String {
        switch question {
        case .howMuch: "how-much"
        case .whichAmount: "which-amount"
        case .tooManyDecimals: "too-many-decimals"
        case .tooLarge: "too-large"
        case .noAccount: "no-account"
        case .unknownAccount: "unknown-account"
        case .whichAccount: "which-account"
        case .sameAccount: "same-account"
        case .currencyOfAccount: "currency-of-account"
        case .howMuchArrives: "how-much-arrives"
        case .tooLong: "too-long"
        case .refused: "refused"
        }
    }

    func sentence(_ question: QuickAddQuestion, of line: String) -> String {
        switch question {
        case .howMuch: "How much?"
        case .whichAmount(let ranges):
            "Which is the amount: " + ranges.map { Self.text($0, of: line) }.joined(separator: " or ") + "?"
        case .tooManyDecimals(let range, let decimals):
            "\(Self.text(range, of: line)) has more than \(decimals) decimals, which the currency does not have."
        case .tooLarge(let range): "\(Self.text(range, of: line)) is larger than can be stored."
        case .noAccount: "There is no account yet. Add one first."
        case .unknownAccount(let range): "No account is called \(Self.text(range, of: line))."
        case .whichAccount(let range, let ids):
            "Which account is \(Self.text(range, of: line)): "
                + ids.compactMap { book.account($0)?.name }.joined(separator: " or ") + "?"
        case .sameAccount: "Money moves between two different accounts; both are the same here."
        case .currencyOfAccount(let id): "\(book.account(id)?.name ?? "The account") holds another currency."
        case .howMuchArrives: "The accounts hold different currencies. How much arrives?"
        case .tooLong(let maximum): "The line may have at most \(maximum) characters."
        case .refused(let error): Sentences.sentence(error)
        }
    }
}
