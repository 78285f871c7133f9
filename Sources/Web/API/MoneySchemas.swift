import Money

/// The shapes of requests and answers about money.
enum MoneySchemas {
    static let accountKind = Schema.enumeration(AccountKind.allCases.map(\.name))
    static let categoryKind = Schema.enumeration(CategoryKind.allCases.map(\.name))
    static let payee = Schema.string(.line, length: 1...MoneyLimits.nameCharacters)
    static let note = Schema.string(.text, length: 1...MoneyLimits.noteCharacters)
    static let tags = Schema.array(
        .string(.line, length: 1...MoneyLimits.nameCharacters),
        count: 0...MoneyLimits.tagsPerTransaction
    )
    static let entityTag = Schema.string(.entityTag, length: 3...42)

    static let accountRequest = ObjectSchema(
        "AccountRequest",
        [
            .required("name", .string(.line, length: 1...MoneyLimits.nameCharacters)),
            .required("kind", accountKind),
            .required("currency", .currency, "ISO 4217. Cannot change once there are entries."),
            .optional("openingBalance", .decimal, "What was in it before its first entry; debts are negative."),
            .optional("archived", .boolean, "Archived accounts take no new entries."),
        ]
    )

    static let account = ObjectSchema(
        "Account",
        [
            .required("id", .id), .required("name", .name), .required("kind", accountKind),
            .required("currency", .currency), .required("openingBalance", .decimal), .required("archived", .boolean),
        ]
    )

    static let categoryRequest = ObjectSchema(
        "CategoryRequest",
        [
            .required("name", .string(.line, length: 1...MoneyLimits.nameCharacters)),
            .required("kind", categoryKind, "Of the parent's kind. Cannot change."),
            .optional("parent", .id, "The category this one is under."),
        ]
    )

    static let category = ObjectSchema(
        "Category",
        [
            .required("id", .id), .required("name", .name), .required("kind", categoryKind),
            .optional("parent", .id), .required("path", .array(.name, count: 1...MoneyLimits.categoryDepth)),
            .required("builtIn", .boolean, "Cannot be renamed, moved or removed."),
        ]
    )

    static let posting = ObjectSchema(
        "Posting",
        [
            .optional("account", .id, "Either an account or a category."),
            .optional("category", .id),
            .required(
                "amount",
                .decimal,
                "On an account, positive is money in; on a category, positive is money spent."
            ),
            .optional("currency", .currency, "Of the account, where it is left out."),
        ]
    )

    static let transactionRequest = ObjectSchema(
        "TransactionRequest",
        [
            .required("date", .day),
            .optional("payee", payee), .optional("note", note), .optional("tags", tags),
            .required(
                "postings",
                .array(.object(posting), count: 2...MoneyLimits.postingsPerTransaction),
                "They add up to zero in each currency (a transfer between two currencies excepted)."
            ),
        ]
    )

    static let transaction = ObjectSchema(
        "Transaction",
        [
            .required("id", .id), .required("version", .integer(1...Int(UInt32.max))), .required("date", .day),
            .optional("payee", payee), .optional("note", note), .required("tags", tags),
            .required("postings", .array(.object(posting), count: 2...MoneyLimits.postingsPerTransaction)),
            .optional("import", .id, "The import it came from."),
        ]
    )

    static let flowTotals = ObjectSchema(
        "FlowTotals",
        [
            .required("currency", .currency), .required("income", .decimal), .required("spending", .decimal),
            .required("kept", .decimal),
        ]
    )

    /// A list of `element` under `items`, without pages.
    static func list(_ name: String, of element: ObjectSchema) -> ObjectSchema {
        ObjectSchema(name, [.required("items", .array(.object(element), count: 0...MoneyLimits.categories))])
    }
}
