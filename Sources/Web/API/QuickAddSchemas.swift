import Money

/// The shapes of quick add.
enum QuickAddSchemas {
    static let request = ObjectSchema(
        "QuickAddRequest",
        [
            .required("text", .string(.line, length: 1...QuickAdd.characterMaximum)),
            .optional("dryRun", .boolean, "Only say what would be added."),
            .optional("as", .enumeration(["money", "diary"]), "What it is about, where the line alone may not say."),
            .optional("today", .day, "The person's day, where it differs from the server's."),
        ]
    )

    static let answer = ObjectSchema(
        "QuickAddAnswer",
        [
            .required("kind", .enumeration(["expense", "income", "transfer", "diary"])), .required("added", .boolean),
            .optional(
                "mayBeDiary",
                .boolean,
                "It was read as money and may be meant for the diary: send it with `as`."
            ),
            .optional("date", .day, "Of a line of the diary."),
            .optional("fields", .array(.string(.line, length: 1...40), count: 0...16), "What it sets on that day."),
            .optional("transaction", .object(MoneySchemas.transaction)),
            .optional("draft", .object(draft), "What would be added; of what repeats, its first."),
            .optional("recurring", .object(RecurringJSON.schema), "What was added, where the line repeats."),
            .optional("schedule", .object(ScheduleJSON.schema), "Where the line repeats."),
            .required(
                "understood",
                .array(.object(part), count: 0...500),
                "Every part of the line, and what was assumed."
            ),
            .required("questions", .array(.object(question), count: 0...100), "What has to be said first."),
        ]
    )

    private static let draft = ObjectSchema(
        "TransactionDraft",
        [
            .required("date", .day), .optional("payee", MoneySchemas.payee), .optional("note", MoneySchemas.note),
            .required("tags", MoneySchemas.tags),
            .required("postings", .array(.object(MoneySchemas.posting), count: 2...MoneyLimits.postingsPerTransaction)),
        ]
    )

    private static let part = ObjectSchema(
        "QuickAddPart",
        [
            .required("text", .string(.line, length: 0...2000), "As typed; empty for what was assumed."),
            .required("meaning", .string(.line, length: 1...40)),
            .optional("value", .string(.line, length: 1...10_000)),
            .required("reason", .string(.line, length: 1...200)),
            .optional("alternative", .string(.line, length: 1...10_000), "The other way to read it."),
        ]
    )

    private static let question = ObjectSchema(
        "QuickAddQuestion",
        [.required("code", .string(.line, length: 1...40)), .required("sentence", .string(.line, length: 1...10_000))]
    )
}
