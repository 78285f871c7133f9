import JSON
import Money
import Primitives

/// Forecasts in requests and answers.
///
/// Source: docs/spec/money-planning.md §5.
enum ForecastJSON {
    /// A row of "what if".
    static let row = ObjectSchema(
        "WhatIf",
        [
            .required("account", .id), .required("date", .day),
            .required("amount", .decimal, "In the account's currency; negative goes."),
            .optional("repeats", .object(ObjectSchema("Pattern", ScheduleJSON.patternProperties)), "From that day on."),
        ]
    )

    private static let low = ObjectSchema("LowestBalance", [.required("date", .day), .required("amount", .decimal)])

    private static let course: [ObjectSchema.Property] = [
        .required("currency", .currency),
        .required("balances", .array(.decimal, count: 1...366), "At the end of each day, today first."),
        .required("lowest", .object(low), "The first day of the smallest balance."),
        .optional("belowZero", .day, "The first day below zero."),
    ]

    private static let pace = ObjectSchema(
        "SpendingPace",
        [
            .required("category", .id), .required("categoryPath", .string(.line, length: 1...10_000)),
            .required("currency", .currency), .required("spanDays", .integer(1...366)),
            .required("spans", .array(.decimal, count: 1...24), "Spent in each of the last spans, the latest last."),
            .required("median", .decimal, "What is taken to be spent in so many days."),
        ]
    )

    private static let transfers = ObjectSchema(
        "TransferPace",
        [
            .required("from", .id), .required("to", .id), .required("currency", .currency),
            .required("spanDays", .integer(1...366)), .required("spans", .array(.decimal, count: 1...24)),
            .required("median", .decimal),
        ]
    )

    static let schema = ObjectSchema(
        "Forecast",
        [
            .required("from", .day), .required("to", .day),
            .required(
                "rows",
                .array(
                    .object(
                        ObjectSchema(
                            "ForecastRow",
                            [.required("account", .id), .required("accountName", .name)] + course
                        )
                    ),
                    count: 0...MoneyLimits.accounts
                )
            ),
            .required("totals", .array(.object(ObjectSchema("ForecastTotal", course)), count: 0...200), "By currency."),
            .required("pace", .array(.object(pace), count: 0...MoneyLimits.categories), "What the pace rests on."),
            .required("transfers", .array(.object(transfers), count: 0...1_000_000), "The same between two accounts."),
            .required("expected", .integer(0...1_000_000), "Occurrences that are counted and not made yet."),
        ]
    )

    static func writeMembers(of forecast: Forecast, _ book: MoneyBook, to writer: inout JSONWriter) {
        writer.member("from", optional: forecast.days.first?.iso)
        writer.member("to", optional: forecast.days.last?.iso)
        writer.memberArray("rows", forecast.rows) { writer, row in
            writer.object {
                $0.member("account", row.account.id.text)
                $0.member("accountName", row.account.name)
                writeCourse(row.account.currency, row.minorUnits, row.lowest, row.firstDayBelowZero, to: &$0)
            }
        }
        writer.memberArray("totals", forecast.lines) { writer, line in
            writer.object { writeCourse(line.currency, line.minorUnits, line.lowest, line.firstDayBelowZero, to: &$0) }
        }
        writer.memberArray("pace", forecast.pace) { writer, pace in
            writer.object { writer in
                writer.member("category", pace.category.text)
                writer.member("categoryPath", book.categoryPath(pace.category).joined(separator: ":"))
                writer.member("currency", pace.currency.code)
                writer.member("spanDays", pace.spanDays)
                writer.memberArray("spans", pace.spans) { $0.string(MoneyJSON.amount($1, pace.currency)) }
                writer.member("median", MoneyJSON.amount(pace.medianMinorUnits, pace.currency))
            }
        }
        writer.memberArray("transfers", forecast.transfers) { writer, pace in
            writer.object { writer in
                writer.member("from", pace.from.text)
                writer.member("to", pace.to.text)
                writer.member("currency", pace.currency.code)
                writer.member("spanDays", pace.spanDays)
                writer.memberArray("spans", pace.spans) { $0.string(MoneyJSON.amount($1, pace.currency)) }
                writer.member("median", MoneyJSON.amount(pace.medianMinorUnits, pace.currency))
            }
        }
        writer.member("expected", forecast.expectedCount)
    }

    private static func writeCourse(
        _ currency: Currency,
        _ minorUnits: [Int64],
        _ lowest: Forecast.Low,
        _ belowZero: CalendarDay?,
        to writer: inout JSONWriter
    ) {
        writer.member("currency", currency.code)
        writer.memberArray("balances", minorUnits) { $0.string(MoneyJSON.amount($1, currency)) }
        writer.memberObject("lowest") {
            $0.member("date", lowest.day.iso)
            $0.member("amount", MoneyJSON.amount(lowest.minorUnits, currency))
        }
        writer.member("belowZero", optional: belowZero?.iso)
    }

    static func whatIf(_ fields: RequestFields, _ book: MoneyBook) throws(Problem) -> ForecastQuestion.WhatIf {
        guard let account = AccountID(text: fields.text("account")).flatMap({ book.account($0) }) else {
            throw fields.refusal("account", "It does not exist.")
        }
        var pattern: Schedule.Pattern?
        if let repeats = fields.object("repeats") { pattern = try ScheduleJSON.pattern(repeats) }
        return ForecastQuestion.WhatIf(
            account: account.id,
            day: try fields.day("date"),
            minorUnits: try fields.amount("amount", account.currency).minorUnits,
            pattern: pattern
        )
    }
}
