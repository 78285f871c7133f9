import JSON
import Money
import Primitives

/// Reads a transaction out of a JSON body, with the accounts' own currencies where none is said.
enum TransactionRequest {
    static func draft(_ json: JSONObject, _ book: MoneyBook) throws(Problem) -> TransactionDraft {
        try draft(RequestFields(json), book)
    }

    static func draft(_ fields: RequestFields, _ book: MoneyBook) throws(Problem) -> TransactionDraft {
        TransactionDraft(
            day: try fields.day("date"),
            payee: fields.optionalText("payee"),
            note: fields.optionalText("note"),
            tags: tags(fields, "tags", book),
            postings: try postings(fields, book)
        )
    }

    /// Without the sign before them, unless the book has a tag that is written with it: what was read is sent back.
    static func tags(_ fields: RequestFields, _ name: String, _ book: MoneyBook) -> [String] {
        fields.texts(name).map { $0.hasPrefix("#") && book.knownTag($0) == nil ? String($0.dropFirst()) : $0 }
    }

    static func postings(_ fields: RequestFields, _ book: MoneyBook) throws(Problem) -> [Posting] {
        let lines = fields.objects("postings")
        var targets: [PostingTarget] = []
        for line in lines { targets.append(try target(line)) }
        let common = targets.lazy.compactMap { target in
            if case .account(let id) = target { book.account(id)?.currency } else { nil }
        }.first
        var postings: [Posting] = []
        for (line, target) in zip(lines, targets) {
            let currency = try currency(of: line, target, common, book)
            postings.append(Posting(target, try line.amount("amount", currency)))
        }
        return postings
    }

    /// A rule of the book that the draft breaks, with the pointer of this body.
    static func refusal(_ error: MoneyError) -> Problem {
        switch error.field {
        case .account, .category, .amount, .currency:
            Problem(.invalid, fields: [.init("/postings", "\(error.field.rawValue): " + Sentences.sentence(error))])
        default: ErrorMapping.problem(error)
        }
    }

    private static func target(_ line: RequestFields) throws(Problem) -> PostingTarget {
        switch (line.optionalText("account"), line.optionalText("category")) {
        case (let account?, nil):
            guard let id = AccountID(text: account) else { throw line.refusal("account", "It does not exist.") }
            return .account(id)
        case (nil, let category?):
            guard let id = CategoryID(text: category) else { throw line.refusal("category", "It does not exist.") }
            return .category(id)
        default: throw line.refusal("account", "Either an account or a category is needed.")
        }
    }

    private static func currency(
        of line: RequestFields,
        _ target: PostingTarget,
        _ common: Currency?,
        _ book: MoneyBook
    ) throws(Problem) -> Currency {
        if line.optionalText("currency") != nil { return try line.currency("currency") }
        switch target {
        case .account(let id):
            guard let account = book.account(id) else { throw line.refusal("account", "It does not exist.") }
            return account.currency
        case .category:
            return common ?? book.settings.baseCurrency
        }
    }
}
