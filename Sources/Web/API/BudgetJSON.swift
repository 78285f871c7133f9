import JSON
import Money
import Primitives

/// Budgets and where they stand, in requests and answers.
///
/// Source: docs/spec/money-planning.md §4.
enum BudgetJSON {
    static let styles = ["limit", "envelope"]
    private static let spans = ["week", "half-month", "month", "year", "schedule", "payday", "custom"]
    private static let rollovers = ["none", "surplus", "both", "capped"]

    private static let span = ObjectSchema(
        "BudgetSpan",
        [
            .required("kind", .enumeration(spans)),
            .optional("weekday", .enumeration(MonthDayText.weekdays), "Of week: where it begins, Monday by itself."),
            .optional(
                "day",
                .integer(1...31),
                "Of month and year: where it begins, 1 by itself; clipped to the month."
            ),
            .optional("month", .integer(1...12), "Of year: where it begins, 1 by itself."),
            .optional("schedule", .object(ScheduleJSON.schema), "Of schedule: the days periods begin on."),
            .optional("recurring", .id, "Of payday: the recurring entry whose days periods begin on."),
            .optional("to", .day, "Of custom: the last day of the one period."),
        ]
    )

    private static let line = ObjectSchema(
        "BudgetLine",
        [
            .required("category", .id), .required("amount", .decimal, "For each period; zero or more."),
            .optional("subtree", .boolean, "With everything under it that has no line of its own; yes by itself."),
            .optional("rollover", .enumeration(rollovers), "What the next period begins with; none by itself."),
            .optional("cap", .decimal, "Of capped: the most that is carried."),
        ]
    )

    private static let content: [ObjectSchema.Property] = [
        .required("name", .string(.line, length: 1...MoneyLimits.nameCharacters)),
        .required("style", .enumeration(styles)), .required("currency", .currency),
        .required("span", .object(span)), .required("starts", .day, "The first period is the one this day is in."),
        .optional("ends", .day), .optional("opening", .decimal, "Of envelopes: what there is to assign at first."),
        .required("lines", .array(.object(line), count: 1...MoneyLimits.linesPerBudget)),
    ]

    static let request = ObjectSchema("BudgetRequest", content)
    static let schema = ObjectSchema("Budget", [.required("id", .id)] + content)

    private static let figures: [ObjectSchema.Property] = [
        .required("carried", .decimal), .required("assigned", .decimal), .required("spent", .decimal),
        .required("expected", .decimal, "What recurring entries would still make in the period."),
        .required("left", .decimal, "Negative when it was overspent."), .required("over", .decimal),
    ]

    private static let reportLine = ObjectSchema(
        "BudgetReportLine",
        [.required("category", .id), .required("categoryPath", .string(.line, length: 1...10_000))] + figures + [
            .optional("leftPerDay", .decimal, "Until the end, today included, while something is left.")
        ]
    )

    private static let leftOut = ObjectSchema(
        "BudgetLeftOut",
        [.required("currency", .currency), .required("spent", .decimal), .required("earned", .decimal)]
    )

    static let report = ObjectSchema(
        "BudgetReport",
        [
            .required("budget", .id), .required("name", .name), .required("style", .enumeration(styles)),
            .required("currency", .currency), .required("from", .day), .required("to", .day),
            .required("daysLeft", .integer(0...3_660_000), "Today included; 0 when the period is past."),
            .required("lines", .array(.object(reportLine), count: 1...MoneyLimits.linesPerBudget)),
            .required("total", .object(ObjectSchema("BudgetReportTotal", figures))),
            .required("income", .decimal),
            .required("unbudgeted", .decimal, "Spent on categories that no line is about."),
            .optional("toAssign", .decimal, "Of envelopes: what is in none of them."),
            .required("leftOut", .array(.object(leftOut), count: 0...200), "What is in other currencies."),
        ]
    )

    static let reports = ObjectSchema(
        "BudgetReportList",
        [
            .required("items", .array(.object(report), count: 0...MoneyLimits.budgets)),
            .required(
                "refused",
                .array(
                    .object(
                        ObjectSchema(
                            "BudgetWithoutReport",
                            [
                                .required("budget", .id), .required("name", .name),
                                .required("detail", .string(.line, length: 1...1000), "Why there is no report."),
                            ]
                        )
                    ),
                    count: 0...MoneyLimits.budgets
                ),
                "Budgets with too many periods, or sums that are too large."
            ),
        ]
    )

    // MARK: Answers

    static func write(_ refused: BudgetReports.Refused, _ book: MoneyBook, to writer: inout JSONWriter) {
        writer.object {
            $0.member("budget", refused.budget.text)
            $0.member("name", book.budget(refused.budget)?.name ?? "")
            $0.member("detail", Sentences.sentence(refused.error))
        }
    }

    static func write(_ budget: Budget, to writer: inout JSONWriter) {
        let content = budget.content
        writer.object { writer in
            writer.member("id", budget.id.text)
            writer.member("name", content.name)
            writer.member("style", styles[Int(content.style.rawValue) - 1])
            writer.member("currency", content.currency.code)
            writer.name("span")
            write(content.span, to: &writer)
            writer.member("starts", content.starts.iso)
            writer.member("ends", optional: content.ends?.iso)
            writer.member("opening", MoneyJSON.amount(content.openingMinorUnits, content.currency))
            writer.memberArray("lines", content.lines) { writer, line in
                writer.object {
                    $0.member("category", line.category.text)
                    $0.member("amount", MoneyJSON.amount(line.minorUnits, content.currency))
                    $0.member("subtree", line.includesSubtree)
                    $0.member("rollover", name(of: line.rollover))
                    if case .capped(let cap) = line.rollover {
                        $0.member("cap", MoneyJSON.amount(cap, content.currency))
                    }
                }
            }
        }
    }

    private static func write(_ span: BudgetSpan, to writer: inout JSONWriter) {
        writer.object {
            switch span {
            case .week(let weekday):
                $0.member("kind", "week")
                $0.member("weekday", MonthDayText.weekdays[weekday - 1])
            case .halfMonth: $0.member("kind", "half-month")
            case .month(let day):
                $0.member("kind", "month")
                $0.member("day", day)
            case .year(let month, let day):
                $0.member("kind", "year")
                $0.member("month", month)
                $0.member("day", day)
            case .schedule(let schedule):
                $0.member("kind", "schedule")
                $0.name("schedule")
                ScheduleJSON.write(schedule, to: &$0)
            case .payday(let id):
                $0.member("kind", "payday")
                $0.member("recurring", id.text)
            case .custom(let to):
                $0.member("kind", "custom")
                $0.member("to", to.iso)
            }
        }
    }

    private static func name(of rollover: BudgetRollover) -> String {
        switch rollover {
        case .none: "none"
        case .surplus: "surplus"
        case .both: "both"
        case .capped: "capped"
        }
    }

    static func write(_ report: BudgetReport, _ book: MoneyBook, to writer: inout JSONWriter) {
        func amount(_ minorUnits: Int64) -> String { MoneyJSON.amount(minorUnits, report.currency) }
        let budget = book.budget(report.budget)
        writer.object { writer in
            writer.member("budget", report.budget.text)
            writer.member("name", budget?.name ?? "")
            writer.member("style", styles[Int((budget?.content.style ?? .limit).rawValue) - 1])
            writer.member("currency", report.currency.code)
            writer.member("from", report.period.first.iso)
            writer.member("to", report.period.last.iso)
            writer.member("daysLeft", report.daysLeft)
            writer.memberArray("lines", report.lines) { writer, line in
                writer.object {
                    $0.member("category", line.category.text)
                    $0.member("categoryPath", book.categoryPath(line.category).joined(separator: ":"))
                    $0.member("carried", amount(line.carriedMinorUnits))
                    $0.member("assigned", amount(line.assignedMinorUnits))
                    $0.member("spent", amount(line.spentMinorUnits))
                    $0.member("expected", amount(line.expectedMinorUnits))
                    $0.member("left", amount(line.leftMinorUnits))
                    $0.member("over", amount(line.overMinorUnits))
                    $0.member("leftPerDay", optional: line.leftPerDayMinorUnits.map(amount))
                }
            }
            writer.memberObject("total") {
                $0.member("carried", amount(report.total.carriedMinorUnits))
                $0.member("assigned", amount(report.total.assignedMinorUnits))
                $0.member("spent", amount(report.total.spentMinorUnits))
                $0.member("expected", amount(report.total.expectedMinorUnits))
                $0.member("left", amount(report.total.leftMinorUnits))
                $0.member("over", amount(report.total.overMinorUnits))
            }
            writer.member("income", amount(report.earnedMinorUnits))
            writer.member("unbudgeted", amount(report.unbudgetedMinorUnits))
            writer.member("toAssign", optional: report.toAssignMinorUnits.map(amount))
            writer.memberArray("leftOut", report.leftOut) { writer, other in
                writer.object {
                    $0.member("currency", other.currency.code)
                    $0.member("spent", MoneyJSON.amount(other.spentMinorUnits, other.currency))
                    $0.member("earned", MoneyJSON.amount(other.earnedMinorUnits, other.currency))
                }
            }
        }
    }

    // MARK: Requests

    static func draft(_ json: JSONObject) throws(Problem) -> BudgetContent {
        let fields = RequestFields(json)
        let currency = try fields.currency("currency")
        guard let span = fields.object("span") else { throw fields.refusal("span", "It is missing.") }
        var lines: [BudgetLine] = []
        for line in fields.objects("lines") { lines.append(try self.line(line, currency)) }
        return BudgetContent(
            name: fields.text("name"),
            style: fields.text("style") == "envelope" ? .envelope : .limit,
            currency: currency,
            span: try self.span(span),
            starts: try fields.day("starts"),
            ends: try fields.optionalValue("ends") { CalendarDay(iso: $0) },
            openingMinorUnits: try fields.optionalAmount("opening", currency)?.minorUnits ?? 0,
            lines: lines
        )
    }

    private static func span(_ fields: RequestFields) throws(Problem) -> BudgetSpan {
        switch fields.text("kind") {
        case "week": return .week(from: MonthDayText.weekday(fields.text("weekday")) ?? 1)
        case "half-month": return .halfMonth
        case "month": return .month(from: fields.integer("day") ?? 1)
        case "year": return .year(month: fields.integer("month") ?? 1, day: fields.integer("day") ?? 1)
        case "schedule":
            guard let inner = fields.object("schedule") else { throw fields.refusal("schedule", "It is missing.") }
            return .schedule(try ScheduleJSON.schedule(inner))
        case "payday": return .payday(try fields.value("recurring") { RecurringID(text: $0) })
        default: return .custom(to: try fields.day("to"))
        }
    }

    private static func line(_ fields: RequestFields, _ currency: Currency) throws(Problem) -> BudgetLine {
        let rollover: BudgetRollover
        switch fields.optionalText("rollover") {
        case "surplus": rollover = .surplus
        case "both": rollover = .both
        case "capped": rollover = .capped(try fields.amount("cap", currency).minorUnits)
        default: rollover = .none
        }
        return BudgetLine(
            try fields.value("category") { CategoryID(text: $0) },
            minorUnits: try fields.amount("amount", currency).minorUnits,
            includesSubtree: !fields.has("subtree") || fields.flag("subtree"),
            rollover: rollover
        )
    }
}
