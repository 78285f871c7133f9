import JSON
import Money
import Primitives

/// Schedules in requests and answers.
///
/// Source: docs/spec/money-planning.md §2.
enum ScheduleJSON {
    static let units = ["day", "week", "month", "year"]
    static let shifts = ["none", "before", "after"]
    private static let monthDays = Schema.array(.enumeration(MonthDayText.all.map(MonthDayText.text)), count: 1...31)

    /// What repeats, without when it begins and ends.
    static let patternProperties: [ObjectSchema.Property] = [
        .required("every", .integer(1...Schedule.everyMaximum), "Every so many units."),
        .required("unit", .enumeration(units)),
        .optional("weekdays", .array(.enumeration(MonthDayText.weekdays), count: 1...7), "Of weeks."),
        .optional("on", monthDays, "Of months and years; where the month is too short, its last day."),
        .optional("month", .integer(1...12), "Of years."),
    ]

    static let schema = ObjectSchema(
        "Schedule",
        patternProperties + [
            .required("start", .day),
            .optional("until", .day, "The last day; without one and without a count it does not end."),
            .optional("count", .integer(1...Schedule.countMaximum), "So many days."),
            .optional(
                "shift",
                .enumeration(shifts),
                "Where a Saturday or Sunday goes: the Friday before, the Monday after."
            ),
        ]
    )

    static func write(_ schedule: Schedule, to writer: inout JSONWriter) {
        writer.object { writer in
            write(schedule.pattern, to: &writer)
            writer.member("start", schedule.start.iso)
            switch schedule.end {
            case .never: break
            case .until(let day): writer.member("until", day.iso)
            case .count(let count): writer.member("count", count)
            }
            writer.member("shift", shifts[Int(schedule.shift.rawValue)])
        }
    }

    private static func write(_ pattern: Schedule.Pattern, to writer: inout JSONWriter) {
        func writeDays(_ days: [MonthDay], to writer: inout JSONWriter) {
            writer.memberArray("on", days) { $0.string(MonthDayText.text($1)) }
        }
        switch pattern {
        case .days(let every):
            writer.member("every", every)
            writer.member("unit", "day")
        case .weeks(let every, let weekdays):
            writer.member("every", every)
            writer.member("unit", "week")
            writer.memberArray("weekdays", weekdays.weekdays) { $0.string(MonthDayText.weekdays[$1 - 1]) }
        case .months(let every, let days):
            writer.member("every", every)
            writer.member("unit", "month")
            writeDays(days, to: &writer)
        case .years(let every, let month, let days):
            writer.member("every", every)
            writer.member("unit", "year")
            writer.member("month", month)
            writeDays(days, to: &writer)
        }
    }

    static func schedule(_ fields: RequestFields) throws(Problem) -> Schedule {
        let end: Schedule.End
        switch (fields.optionalText("until"), fields.integer("count")) {
        case (nil, nil): end = .never
        case (_?, nil): end = .until(try fields.day("until"))
        case (nil, let count?): end = .count(count)
        default: throw fields.refusal("count", "Either a last day or a number is possible, not both.")
        }
        let shift = fields.optionalText("shift").flatMap { shifts.firstIndex(of: $0) } ?? 0
        return Schedule(
            try pattern(fields),
            start: try fields.day("start"),
            end: end,
            shift: Schedule.Shift(rawValue: UInt8(shift)) ?? .none
        )
    }

    /// A part that does not belong to the unit is refused, so that nothing a program says is passed over.
    static func pattern(_ fields: RequestFields) throws(Problem) -> Schedule.Pattern {
        let every = fields.integer("every") ?? 1
        let unit = fields.text("unit")
        let known = ["week": ["weekdays"], "month": ["on"], "year": ["on", "month"]][unit] ?? []
        for name in ["weekdays", "on", "month"] where fields.has(name) && !known.contains(name) {
            throw fields.refusal(name, "It does not belong to this unit.")
        }
        let days = fields.texts("on").compactMap(MonthDayText.day)
        switch unit {
        case "day": return .days(every: every)
        case "week":
            return .weeks(every: every, WeekdaySet(weekdays: fields.texts("weekdays").compactMap(MonthDayText.weekday)))
        case "month": return .months(every: every, days)
        default:
            guard let month = fields.integer("month") else { throw fields.refusal("month", "It is missing.") }
            return .years(every: every, month: month, days)
        }
    }
}
