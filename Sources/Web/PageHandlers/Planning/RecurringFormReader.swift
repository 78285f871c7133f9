import Money
import Primitives

/// Between the form of a recurring entry and the book.
enum RecurringFormReader {
    /// What was sent, as it was typed.
    static func form(sent: FormFields) -> RecurringForm {
        var form = RecurringForm(TransactionFormReader.form(sent: sent))
        form.every = sent["every"] ?? "1"
        form.unit = sent["unit"] ?? ""
        form.weekdays = Set((1...7).filter { sent["weekday.\($0)"] != nil })
        form.days = (1...RecurringForm.dayCountMaximum).compactMap { sent["on.\($0)"] }
        form.month = sent["month"] ?? "1"
        form.end = sent["end"] ?? "never"
        form.until = sent["until"] ?? ""
        form.count = sent["count"] ?? ""
        form.shift = sent["shift"] ?? "none"
        form.isVariable = sent["variable"] != nil
        form.isAutomatic = sent["automatic"] != nil
        form.isPaused = sent["paused"] != nil
        form.tag = sent["tag"] ?? ""
        return padded(form)
    }

    /// A new entry: what most people begin with.
    static func blank(today: CalendarDay) -> RecurringForm {
        var form = RecurringForm(TransactionForm(kind: .expense, date: today.iso))
        form.days = [String(today.parts.day)]
        form.weekdays = [today.weekday]
        form.month = String(today.parts.month)
        return padded(form)
    }

    /// An entry that was made once, to repeat each month from now on; nil for one the form cannot show.
    ///
    /// What was due until today may have been typed by hand already, and is not made a second time.
    static func form(
        repeating content: TransactionContent,
        today: CalendarDay,
        _ grouping: DigitGrouping
    ) -> RecurringForm? {
        guard var fields = TransactionFormReader.form(of: content, grouping) else { return nil }
        fields.date = max(content.day, today).adding(days: 1).iso
        var form = blank(today: content.day)
        form.entry = fields
        return form
    }

    /// Nil when its template has parts that the form has no fields for.
    static func form(of entry: RecurringEntry, _ grouping: DigitGrouping) -> RecurringForm? {
        let content = entry.content
        let example = content.transaction(on: content.schedule.start)
        guard let fields = TransactionFormReader.form(of: example, grouping) else { return nil }
        var form = RecurringForm(fields)
        form.month = String(content.schedule.start.parts.month)
        form.weekdays = [content.schedule.start.weekday]
        form.days = [String(content.schedule.start.parts.day)]
        switch content.schedule.pattern {
        case .days(let every): (form.every, form.unit) = (String(every), "day")
        case .weeks(let every, let weekdays):
            (form.every, form.unit, form.weekdays) = (String(every), "week", Set(weekdays.weekdays))
        case .months(let every, let days):
            (form.every, form.unit, form.days) = (String(every), "month", days.map(MonthDayText.text))
        case .years(let every, let month, let days):
            (form.every, form.unit, form.days) = (String(every), "year", days.map(MonthDayText.text))
            form.month = String(month)
        }
        switch content.schedule.end {
        case .never: break
        case .until(let day): (form.end, form.until) = ("until", day.iso)
        case .count(let count): (form.end, form.count) = ("count", String(count))
        }
        form.shift = ScheduleJSON.shifts[Int(content.schedule.shift.rawValue)]
        (form.isVariable, form.isAutomatic, form.isPaused) = (content.isVariable, content.isAutomatic, content.isPaused)
        form.tag = RecurringAPI.tag(entry)
        return padded(form)
    }

    private static func padded(_ form: RecurringForm) -> RecurringForm {
        var form = form
        form.days = form.days.filter { !$0.isEmpty }
        let count = min(RecurringForm.dayCountMaximum, max(RecurringForm.dayCount, form.days.count + 1))
        form.days += Array(repeating: "", count: max(0, count - form.days.count))
        return form
    }

    /// - Throws: ``FormRefusal`` with every field that is wrong.
    static func content(of form: RecurringForm, _ book: MoneyBook) throws(FormRefusal) -> RecurringContent {
        var errors: [FieldError] = []
        let schedule = schedule(of: form, &errors)
        if form.isVariable, form.isAutomatic {
            errors.append(error("automatic", localized("It needs no look"), .invalid(.automatic)))
        }
        var draft: TransactionDraft?
        do throws(FormRefusal) {
            draft = try TransactionFormReader.draft(of: form.entry, book)
        } catch {
            errors += error.errors
        }
        guard errors.isEmpty, let schedule, let draft else { throw FormRefusal(errors) }
        return RecurringContent(
            schedule: schedule,
            payee: draft.payee,
            note: draft.note,
            tags: draft.tags,
            postings: draft.postings,
            isVariable: form.isVariable,
            isAutomatic: form.isAutomatic,
            isPaused: form.isPaused
        )
    }

    private static func schedule(of form: RecurringForm, _ errors: inout [FieldError]) -> Schedule? {
        let every = Int(form.every.trimmingWhitespace()) ?? 0
        if !(1...Schedule.everyMaximum).contains(every) {
            errors.append(error("every", localized("Every"), .invalid(.every)))
        }
        let days = form.days.filter { !$0.isEmpty }.compactMap(MonthDayText.day)
        let pattern: Schedule.Pattern
        switch form.unit {
        case "day": pattern = .days(every: every)
        case "week":
            if form.weekdays.isEmpty {
                errors.append(error("weekday.1", localized("Days of the week"), .invalid(.weekdays)))
            }
            pattern = .weeks(every: every, WeekdaySet(weekdays: form.weekdays.sorted()))
        case "month", "year":
            if days.isEmpty { errors.append(error("on.1", localized("On"), .missing(.monthDays))) }
            pattern =
                form.unit == "month"
                ? .months(every: every, days) : .years(every: every, month: Int(form.month) ?? 0, days)
        default:
            errors.append(error("unit", localized("Unit"), .invalid(.kind)))
            return nil
        }
        guard let start = CalendarDay(iso: form.entry.date) else { return nil }  // the date's own error says so
        guard let end = end(of: form, start, &errors) else { return nil }
        let shift = ScheduleJSON.shifts.firstIndex(of: form.shift).flatMap { Schedule.Shift(rawValue: UInt8($0)) }
        return Schedule(pattern, start: start, end: end, shift: shift ?? .none)
    }

    private static func end(
        of form: RecurringForm,
        _ start: CalendarDay,
        _ errors: inout [FieldError]
    ) -> Schedule.End? {
        switch form.end {
        case "until":
            guard let day = CalendarDay(iso: form.until) else {
                errors.append(error("until", localized("Last day"), .invalid(.date)))
                return nil
            }
            guard day >= start else {
                errors.append(error("until", localized("Last day"), .invalid(.until)))
                return nil
            }
            return .until(day)
        case "count":
            guard let count = Int(form.count.trimmingWhitespace()), (1...Schedule.countMaximum).contains(count) else {
                errors.append(error("count", localized("How many times"), .invalid(.count)))
                return nil
            }
            return .count(count)
        default: return .never
        }
    }

    private static func error(_ field: String, _ label: String, _ error: MoneyError) -> FieldError {
        FieldError(field: field, label: label, message: Sentences.sentence(error))
    }
}
