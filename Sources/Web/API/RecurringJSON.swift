import JSON
import Money
import Primitives

/// Recurring entries and their occurrences in requests and answers.
enum RecurringJSON {
    private static let content: [ObjectSchema.Property] = [
        .required("schedule", .object(ScheduleJSON.schema)),
        .optional("payee", MoneySchemas.payee), .optional("note", MoneySchemas.note),
        .optional("tags", MoneySchemas.tags),
        .required(
            "postings",
            .array(.object(MoneySchemas.posting), count: 2...MoneyLimits.postingsPerTransaction),
            "As of a transaction; several categories are a split."
        ),
        .optional("variable", .boolean, "The amounts are an estimate."),
        .optional("automatic", .boolean, "What is made needs no look. Not together with variable."),
        .optional("paused", .boolean, "Nothing is made until it goes on."),
    ]

    static let request = ObjectSchema(
        "RecurringRequest",
        content + [
            .optional(
                "makesFrom",
                .day,
                "Nothing is made for a day before; the start of the schedule by itself. An edit does not change it."
            )
        ]
    )

    static let schema = ObjectSchema(
        "Recurring",
        [.required("id", .id)] + content + [.required("makesFrom", .day, "Nothing is made for a day before.")]
    )

    static let states = ["pending", "confirmed", "edited", "skipped"]

    static let occurrence = ObjectSchema(
        "Occurrence",
        [
            .required("id", .id, "Made of the recurring entry and the day, the same on every device."),
            .required("recurring", .id), .required("date", .day),
            .required("state", .enumeration(["upcoming"] + states)),
            .optional("transaction", .object(MoneySchemas.transaction), "Once it is made."),
        ]
    )

    static func write(_ entry: RecurringEntry, to writer: inout JSONWriter) {
        let content = entry.content
        writer.object {
            $0.member("id", entry.id.text)
            $0.name("schedule")
            ScheduleJSON.write(content.schedule, to: &$0)
            $0.member("payee", optional: content.payee)
            $0.member("note", optional: content.note)
            $0.memberArray("tags", content.tags) { $0.string($1) }
            MoneyJSON.write(content.postings, to: &$0)
            $0.member("variable", content.isVariable)
            $0.member("automatic", content.isAutomatic)
            $0.member("paused", content.isPaused)
            $0.member("makesFrom", content.makesFrom.iso)
        }
    }

    static func write(
        _ id: OccurrenceID,
        _ state: Occurrence.State?,
        _ transaction: MoneyTransaction?,
        to writer: inout JSONWriter
    ) {
        writer.object {
            $0.member("id", id.text)
            $0.member("recurring", id.entry.text)
            $0.member("date", id.day.iso)
            $0.member("state", state.map(name) ?? "upcoming")
            if let transaction {
                $0.name("transaction")
                MoneyJSON.write(transaction, to: &$0)
            }
        }
    }

    static func name(of state: Occurrence.State) -> String { states[Int(state.rawValue) - 1] }

    static func draft(_ json: JSONObject, _ book: MoneyBook) throws(Problem) -> RecurringContent {
        let fields = RequestFields(json)
        guard let inner = fields.object("schedule") else { throw fields.refusal("schedule", "It is missing.") }
        return RecurringContent(
            schedule: try ScheduleJSON.schedule(inner),
            payee: fields.optionalText("payee"),
            note: fields.optionalText("note"),
            tags: TransactionRequest.tags(fields, "tags", book),
            postings: try TransactionRequest.postings(fields, book),
            isVariable: fields.flag("variable"),
            isAutomatic: fields.flag("automatic"),
            isPaused: fields.flag("paused"),
            makesFrom: try fields.optionalValue("makesFrom") { CalendarDay(iso: $0) }
        )
    }
}
