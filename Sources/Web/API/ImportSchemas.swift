import Money

/// The shapes of imports.
enum ImportSchemas {
    private static let count = Schema.integer(0...StatementLimits.fileByteCount)
    private static let sentence = Schema.string(.line, length: 1...1000)
    private static let cell = Schema.string(.text, length: 0...65_536)

    static let proposal = ObjectSchema(
        "ImportProposal",
        [
            .required("id", .id), .required("format", .enumeration(StatementFormat.allCases.map(\.name))),
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
            .required("accounts", .array(.object(account), count: 0...1000), "Where the rows of each part would go."),
            .optional("importedBefore", .day, "The same file was imported on this day."),
            .optional("columns", .array(.object(column), count: 0...StatementLimits.columnCount)),
        ]
    )

    private static let rejected = ObjectSchema(
        "RejectedLine",
        [.required("line", count), .required("reason", sentence), .required("code", .string(.line, length: 1...60))]
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

    private static let row = ObjectSchema(
        "ImportRow",
        [
            .required("line", count), .required("date", .day), .required("amount", .decimal),
            .required("currency", .currency), .optional("payee", cell), .optional("note", cell),
            .optional("accountName", .name),
            .required("status", .enumeration(["new", "duplicate", "duplicate-in-file", "unusable"])),
            .optional("duplicateOf", .id),
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
        ]
    )

    static let commit = ObjectSchema(
        "ImportCommit",
        [.optional("add", .array(count, count: 0...10_000), "Lines of duplicates to add all the same.")]
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
