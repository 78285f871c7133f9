import Money
import Primitives

/// The fields of a form that hold something else now.
struct FieldChanges {
    let words: Words
    private var errors: [FieldError] = []

    init(_ words: Words) { self.words = words }

    var refusal: FormRefusal {
        var refusal = FormRefusal(errors)
        refusal.summary = words(
            "This was changed elsewhere meanwhile, so nothing was saved. Save again to put this in its place."
        )
        return refusal
    }

    /// - `shown`: The words for `now`, where it is a key.
    mutating func compare(_ field: String, _ label: String, _ sent: String, _ now: String, shown: String? = nil) {
        guard sent.trimmingWhitespace() != now else { return }
        let value = shown ?? now
        let message = value.isEmpty ? words("It is empty now.") : words("It is “{value}” now.", ["value": value])
        errors.append(FieldError(field: field, label: label, message: message))
    }

    /// - `choices`: Those of the field, to say one of them in words.
    mutating func compare(
        _ field: String,
        _ label: String,
        _ sent: String,
        _ now: String,
        in choices: [Choice]
    ) {
        compare(field, label, sent, now, shown: choices.first { $0.value == now }?.label)
    }

    mutating func compare(_ field: String, _ label: String, _ sent: Bool, _ now: Bool) {
        guard sent != now else { return }
        let message = now ? words("It is switched on now.") : words("It is switched off now.")
        errors.append(FieldError(field: field, label: label, message: message))
    }

    mutating func compare(
        _ sent: TransactionForm,
        _ now: TransactionForm,
        _ currency: Currency,
        isRow: Bool,
        dateLabel: String,
        _ book: MoneyBook
    ) {
        func account(_ text: String) -> String { AccountID(text: text).flatMap { book.account($0)?.name } ?? "" }
        compare("payee", words("Payee"), sent.payee, now.payee)
        compare("date", dateLabel, sent.date, now.date)
        compare("account", words("Account"), sent.account, now.account, shown: account(now.account))
        compare("to", words("To"), sent.to, now.to, shown: account(now.to))
        let parts = (now.exchange?.parts).flatMap { Currency(code: $0) } ?? currency
        if let exchange = now.exchange, let settled = Currency(code: exchange.account) {
            let label = words("Amount in {currency}", ["currency": exchange.account])
            let typed = Self.plain(sent.exchange?.amount ?? "", settled, book)
            compare("exchange.amount", label, typed, Self.plain(exchange.amount, settled, book))
        }
        for (index, line) in now.lines.enumerated() where index < sent.lines.count {
            let typed = sent.lines[index]
            let name = Self.category(line.category, book)
            compare("category.\(index + 1)", words("Category"), typed.category, line.category, shown: name)
            let (was, amount) = (Self.plain(typed.amount, parts, book), Self.plain(line.amount, parts, book))
            compare("amount.\(index + 1)", words("Amount"), was, amount)
        }
        guard !isRow else { return }
        compare("tags", words("Tags"), sent.tags, now.tags)
        compare("note", words("Note"), sent.note, now.note)
    }

    mutating func compare(_ sent: BudgetForm, _ now: BudgetForm, _ content: BudgetContent, _ book: MoneyBook) {
        func plain(_ text: String) -> String { Self.plain(text, content.currency, book) }
        compare("name", words("Name"), sent.name, now.name)
        compare("currency", words("Currency"), sent.currency, now.currency)
        let style = now.style == "envelope" ? words("Envelopes") : words("A limit")
        compare("style", words("How it counts"), sent.style, now.style, shown: style)
        compare("opening", words("There to assign at first"), plain(sent.opening), plain(now.opening))
        compare("span", words("A period is"), sent.span, now.span, in: BudgetPage.spans(hasSchedule: true))
        let names = CalendarWords(words.locale)
        switch now.span {
        case "week":
            let days = zip(MonthDayText.weekdays, names.weekdays).map { Choice(value: $0, label: $1) }
            compare("weekday", words("It begins on"), sent.weekday, now.weekday, in: days)
        case "month", "year":
            compare("day", words("It begins on day"), sent.day, now.day)
            guard now.span == "year" else { break }
            compare("month", words("Month"), sent.month, now.month, shown: Self.month(now.month, names))
        case "payday":
            let entry = RecurringID(text: now.recurring).flatMap { book.recurring($0) }
            compare(
                "recurring",
                words("Paydays are those of"),
                sent.recurring,
                now.recurring,
                shown: entry?.content.payee
            )
        case "custom": compare("to", words("Last day"), sent.to, now.to)
        default: break
        }
        compare("starts", words("First day"), sent.starts, now.starts)
        compare("ends", words("It ends"), sent.ends, now.ends)
        for index in 0..<max(now.lines.count, sent.lines.count) {
            let (typed, line) = (Self.line(index, sent), Self.line(index, now))
            let number = ["number": "\(index + 1)"]
            let (category, amount) = ("category.\(index + 1)", "amount.\(index + 1)")
            let name = Self.category(line.category, book)
            compare(category, words("Category {number}", number), typed.category, line.category, shown: name)
            compare(amount, words("Amount {number}", number), plain(typed.amount), plain(line.amount))
            let rollovers = BudgetPage.rollovers
            compare(
                "rollover.\(index + 1)",
                words("Into the next period goes"),
                typed.rollover,
                line.rollover,
                in: rollovers
            )
            if line.rollover == "capped" {
                compare("cap.\(index + 1)", words("Up to"), plain(typed.cap), plain(line.cap))
            }
            compare("alone.\(index + 1)", words("Without the categories under it"), typed.isAlone, line.isAlone)
        }
    }

    mutating func compare(_ sent: RecurringForm, _ now: RecurringForm) {
        let names = CalendarWords(words.locale)
        compare("every", words("Every"), sent.every, now.every)
        compare("unit", words("Unit"), sent.unit, now.unit, in: RecurringEntryPage.units)
        if now.unit == "week", sent.weekdays != now.weekdays {
            let days = now.weekdays.sorted().map { names.weekdays[$0 - 1] }.joined(separator: ", ")
            compare("weekday.1", words("Days of the week"), "", days)
        }
        if now.unit == "month" || now.unit == "year" {
            let schedules = ScheduleWords(words: words, today: CalendarDay(daysSinceEpoch: 0))
            let (was, days) = (sent.days.filter { !$0.isEmpty }, now.days.filter { !$0.isEmpty })
            if Set(was) != Set(days) {
                let said = days.compactMap(MonthDayText.day).map { schedules.choice($0) }.joined(separator: ", ")
                compare("on.1", words("On"), "", said)
            }
        }
        if now.unit == "year" {
            compare("month", words("Month"), sent.month, now.month, shown: Self.month(now.month, names))
        }
        compare("end", words("It ends"), sent.end, now.end, in: RecurringEntryPage.ends)
        if now.end == "until" { compare("until", words("Last day"), sent.until, now.until) }
        if now.end == "count" { compare("count", words("How many times"), sent.count, now.count) }
        compare("shift", words("On a Saturday or Sunday"), sent.shift, now.shift, in: RecurringEntryPage.shifts)
        compare("variable", words("The amount varies"), sent.isVariable, now.isVariable)
        compare("automatic", words("It needs no look"), sent.isAutomatic, now.isAutomatic)
        compare("paused", words("Paused"), sent.isPaused, now.isPaused)
    }

    mutating func compare(_ sent: RuleForm, _ now: RuleForm, _ book: MoneyBook) {
        func account(_ text: String) -> String { AccountID(text: text).flatMap { book.account($0)?.name } ?? "" }
        func plain(_ text: String) -> String { Self.size(text, book) }
        compare("name", words("Name"), sent.name, now.name)
        for index in 0..<max(sent.lines.count, now.lines.count) {
            let typed = index < sent.lines.count ? sent.lines[index].text : ""
            let number = ["number": "\(index + 1)"]
            let line = index < now.lines.count ? now.lines[index].text : ""
            compare("text.\(index + 1)", words("Text {number}", number), typed, line)
        }
        compare("from", words("Amount from"), plain(sent.from), plain(now.from))
        compare("to", words("Amount to"), plain(sent.to), plain(now.to))
        compare("account", words("Account"), sent.account, now.account, shown: account(now.account))
        let (condition, action) = (Self.category(now.category, book), Self.category(now.toCategory, book))
        compare("category", words("Category"), sent.category, now.category, shown: condition)
        compare("kind", words("Kind"), sent.kind, now.kind, in: RulePage.kinds)
        compare("source", words("Where it is from"), sent.source, now.source, in: RulePage.sources)
        compare("first-day", words("Day of the month from"), sent.firstDay, now.firstDay)
        compare("last-day", words("Day of the month to"), sent.lastDay, now.lastDay)
        compare("to-category", words("Category becomes"), sent.toCategory, now.toCategory, shown: action)
        let transfer = account(now.transferAccount)
        let label = words("Make it a transfer with")
        compare("to-transfer", label, sent.transferAccount, now.transferAccount, shown: transfer)
        compare("to-payee", words("Payee becomes"), sent.toPayee, now.toPayee)
        compare("to-note", words("Note becomes"), sent.toNote, now.toNote)
        compare("add-tags", words("Tags to add"), sent.addedTags, now.addedTags)
        compare("remove-tags", words("Tags to take off"), sent.removedTags, now.removedTags)
        compare("enabled", words("In effect"), sent.isEnabled, now.isEnabled)
        compare("stops", words("No later rule looks at what fits"), sent.stops, now.stops)
    }

    private static func line(_ index: Int, _ form: BudgetForm) -> BudgetForm.Line {
        index < form.lines.count ? form.lines[index] : BudgetForm.Line()
    }

    private static func category(_ text: String, _ book: MoneyBook) -> String {
        guard !text.hasPrefix(PageChoices.accountPrefix) else {
            let id = AccountID(text: text.dropFirst(PageChoices.accountPrefix.count))
            return id.flatMap { book.account($0)?.name } ?? ""
        }
        return CategoryID(text: text).flatMap { book.category($0)?.name } ?? ""
    }

    private static func month(_ number: String, _ names: CalendarWords) -> String? {
        Int(number).flatMap { (1...12).contains($0) ? names.months[$0 - 1] : nil }
    }

    private static func size(_ text: String, _ book: MoneyBook) -> String {
        do throws(MoneyError) {
            let (currency, grouping) = (book.settings.baseCurrency, book.settings.digitGrouping)
            return grouping.typed(try TypedAmount.size(text, currency, grouping).decimal)
        } catch {
            return text
        }
    }

    /// Two ways to write one amount are no difference.
    static func plain(_ text: String, _ currency: Currency, _ book: MoneyBook) -> String {
        do throws(MoneyError) {
            let grouping = book.settings.digitGrouping
            return grouping.typed(try TypedAmount.read(text, currency, grouping).decimal)
        } catch {
            return text
        }
    }
}
