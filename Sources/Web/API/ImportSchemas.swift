import Money

/// The shapes of imports.
enum ImportSchemas {
    private static let count = Schema.integer(0...StatementLimits.fileByteCount)
    private static let sentence = Schema.string(.line, length: 1...1000)
    private static let cell = Schema.string(.text, length: 0...65_536)

    /// What may become of a row, of a statement or of a journal.
    static let statuses = [
        "new", "duplicate", "duplicate-in-file", "unusable", "same", "changed", "removed-since", "opening",
        "opening-known",
    ]

    private static let formats = StatementFormat.allCases.map(\.name) + JournalFormat.allCases.map(\.name)

    static let proposal = ObjectSchema(
        "ImportProposal",
        [
            .required("id", .id), .required("format", .enumeration(formats)),
            .required("encoding", .string(.line, length: 1...32)), .required("fileName", cell),
            .required("rows", count),
            .required("new", count), .required("duplicates", count), .required("rejectedCount", count),
            .required("rejected", .array(.object(rejected), count: 0...1_000_000), "Lines that cannot be imported."),
            .required("notes", .array(sentence, count: 0...100), "What was found rather than stated, and why."),
            .required(
                "questions",
                .array(.object(question), count: 0...10),
                "What has to be said before rows can be made."
            ),
            .required("accounts", .array(.object(account), count: 0...40_000), "Where the rows of each part would go."),
            .optional("importedBefore", .day, "The same file was imported on this day."),
            .optional("columns", .array(.object(column), count: 0...StatementLimits.columnCount)),
            .optional("journal", .object(journal), "What a journal says besides."),
        ]
    )

    private static let journal = ObjectSchema(
        "JournalProposal",
        [
            .required("isOwn", .boolean, "The file is an export of this book."),
            .required("changed", count, "Transactions of this book that the file has changed."),
            .required("categories", .array(.object(category), count: 0...40_000)),
            .required(
                "unclear",
                .array(.object(unclear), count: 0...20_000),
                "Accounts whose names do not say what they are."
            ),
            .required(
                "leftOut",
                .array(.object(rejected), count: 0...StatementLimits.rejectedLineCount),
                "Lines that are understood and not kept."
            ),
            .required("leftOutCount", count),
            .required("equityLines", count, "Lines on equity that become an income category."),
            .required("newRates", count, "Rates between currencies for days that have none."),
        ]
    )

    private static let category = ObjectSchema(
        "JournalCategory",
        [
            .required("kind", .enumeration(["income", "expense"])), .required("path", .array(.name, count: 1...10)),
            .required("isNew", .boolean),
        ]
    )

    private static let kinds = JournalAccountKind.allCases.map(\.name)

    private static let unclear = ObjectSchema(
        "UnclearAccount",
        [.required("account", cell), .optional("kind", .enumeration(kinds), "What you said it is.")]
    )

    private static let accountKind = ObjectSchema(
        "JournalAccountKind",
        [.required("account", cell, "As in the file."), .required("kind", .enumeration(kinds))]
    )

    private static let rejected = ObjectSchema(
        "RejectedLine",
        [
            .required("line", count), .optional("entry", count, entryWords), .required("reason", sentence),
            .required("code", .string(.line, length: 1...60)),
        ]
    )

    private static let question = ObjectSchema(
        "ImportQuestion",
        [.required("code", .string(.line, length: 1...60)), .required("sentence", sentence)]
    )

    private static let account = ObjectSchema(
        "ImportAccount",
        [
            .optional("account", .id), .required("name", .name),
            .required("isNew", .boolean, "The import would make it."),
            .optional("kind", .enumeration(AccountKind.allCases.map(\.name))), .optional("currency", .currency),
            .optional("openingBalance", .decimal, "What a new account of a journal begins with."),
        ]
    )

    private static let column = ObjectSchema(
        "ImportColumn",
        [
            .required("role", .enumeration(ColumnRole.allCases.map(\.name))), .optional("header", cell),
            .required("sample", .array(cell, count: 0...3)),
        ]
    )

    static let rows = ObjectSchema(
        "ImportRowList",
        [.required("items", .array(.object(row), count: 0...500)), .optional("next", .string(.id, length: 1...10))]
    )

    private static let entryWords = "Which entry of the file, from 1, where several stand on one line."

    private static let row = ObjectSchema(
        "ImportRow",
        [
            .required("row", count, "From 1, in the order of the file."), .required("line", count),
            .optional("entry", count, entryWords),
            .required("date", .day), .required("amount", .decimal),
            .required("currency", .currency), .optional("payee", cell), .optional("note", cell),
            .optional("accountName", .name),
            .required("status", .enumeration(statuses)),
            .optional("duplicateOf", .id, "The transaction that the book has."),
            .optional("rules", .array(.id, count: 1...RuleContent.maximum), "Rules that change it, in their order."),
            .optional("category", .id, "What rules make its category."),
            .optional("transferAccount", .id, "What account rules make it a transfer with."),
            .optional(
                "postings",
                .array(.object(posting), count: 0...MoneyLimits.postingsPerTransaction),
                "Of a journal."
            ),
        ]
    )

    private static let posting = ObjectSchema(
        "JournalPosting",
        [
            .required("account", cell, "As in the file."), .required("amount", .decimal),
            .required("currency", .currency),
        ]
    )

    static let choices = ObjectSchema(
        "ImportChoices",
        [
            .optional("account", .id), .optional("encoding", .string(.visible, length: 1...32)),
            .optional("order", .enumeration(DateOrder.allCases.map(\.name))),
            .optional("decimal", .enumeration(DecimalMark.allCases.map(\.name))),
            .optional("signs", .enumeration(SignConvention.allCases.map(\.name))),
            .optional(
                "columns",
                .array(.enumeration(ColumnRole.allCases.map(\.name)), count: 1...StatementLimits.columnCount),
                "The role of each column, from the left; remembered for files of this shape."
            ),
            .optional("kinds", .array(.object(accountKind), count: 1...20_000), "What accounts of a journal are."),
        ]
    )

    static let commit = ObjectSchema(
        "ImportCommit",
        [
            .optional("rows", .array(count, count: 0...10_000), "Known rows to add all the same, by their `row`."),
            .optional(
                "add",
                .array(count, count: 0...10_000),
                "The same by lines, where no other known row stands on one."
            ),
            .optional(
                "plain",
                .array(count, count: 0...10_000),
                "Rows to take without the rules that would change them, by their `row`."
            ),
        ]
    )

    static let record = ObjectSchema(
        "Import",
        [
            .required("id", .id), .required("fileName", cell), .required("format", .string(.line, length: 1...20)),
            .required("date", .day), .required("added", count), .required("duplicates", count),
            .required("rejected", count),
        ]
    )
}
