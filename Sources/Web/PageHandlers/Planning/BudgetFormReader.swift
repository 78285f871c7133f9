import Money
import Primitives

/// Between the form of a budget and the book.
enum BudgetFormReader {
    static func form(sent: FormFields) -> BudgetForm {
        var form = BudgetForm(currency: sent["currency"] ?? "", starts: sent["starts"] ?? "")
        form.name = sent["name"] ?? ""
        form.style = sent["style"] ?? "limit"
        form.span = sent["span"] ?? "month"
        form.weekday = sent["weekday"] ?? "mon"
        form.day = sent["day"] ?? "1"
        form.month = sent["month"] ?? "1"
        form.recurring = sent["recurring"] ?? ""
        form.to = sent["to"] ?? ""
        form.ends = sent["ends"] ?? ""
        form.opening = sent["opening"] ?? ""
        form.tag = sent["tag"] ?? ""
        for number in 1...MoneyLimits.linesPerBudget {
            guard let category = sent["category.\(number)"] else { break }
            var line = BudgetForm.Line()
            line.category = category
            line.amount = sent["amount.\(number)"] ?? ""
            line.rollover = sent["rollover.\(number)"] ?? "none"
            line.cap = sent["cap.\(number)"] ?? ""
            line.isAlone = sent["alone.\(number)"] != nil
            form.lines.append(line)
        }
        return form
    }

    /// With empty lines at its end.
    static func padded(_ form: BudgetForm) -> BudgetForm {
        var form = form
        let used = form.lines.lastIndex { !$0.category.isEmpty || !$0.amount.isEmpty }.map { $0 + 1 } ?? 0
        let count = min(MoneyLimits.linesPerBudget, used + BudgetForm.emptyLineCount)
        while form.lines.count < count { form.lines.append(BudgetForm.Line()) }
        return form
    }

    static func form(of budget: Budget, _ grouping: DigitGrouping) -> BudgetForm {
        let content = budget.content
        func typed(_ minorUnits: Int64) -> String {
            grouping.typed(Amount(minorUnits: minorUnits, currency: content.currency).decimal)
        }
        var form = BudgetForm(currency: content.currency.code, starts: content.starts.iso)
        form.name = content.name
        form.style = BudgetJSON.styles[Int(content.style.rawValue) - 1]
        form.ends = content.ends?.iso ?? ""
        form.opening = content.openingMinorUnits == 0 ? "" : typed(content.openingMinorUnits)
        switch content.span {
        case .week(let weekday): (form.span, form.weekday) = ("week", MonthDayText.weekdays[weekday - 1])
        case .halfMonth: form.span = "half-month"
        case .month(let day): (form.span, form.day) = ("month", String(day))
        case .year(let month, let day): (form.span, form.month, form.day) = ("year", String(month), String(day))
        case .schedule: form.span = "schedule"
        case .payday(let id): (form.span, form.recurring) = ("payday", id.text)
        case .custom(let to): (form.span, form.to) = ("custom", to.iso)
        }
        form.lines = content.lines.map { held in
            var line = BudgetForm.Line()
            line.category = held.category.text
            line.amount = typed(held.minorUnits)
            line.isAlone = !held.includesSubtree
            switch held.rollover {
            case .none: line.rollover = "none"
            case .surplus: line.rollover = "surplus"
            case .both: line.rollover = "both"
            case .capped(let cap): (line.rollover, line.cap) = ("capped", typed(cap))
            }
            return line
        }
        form.tag = BudgetsAPI.tag(budget)
        return form
    }

    /// - `schedule`: That of the budget as it is, which the form cannot change.
    /// - Throws: ``FormRefusal`` with every field that is wrong.
    static func content(
        of form: BudgetForm,
        schedule: Schedule?,
        _ grouping: DigitGrouping
    ) throws(FormRefusal) -> BudgetContent {
        var errors: [FieldError] = []
        guard let currency = Currency(code: form.currency) else {
            throw FormRefusal("currency", localized("Currency"), localized("Choose a currency."))
        }
        func amount(_ text: String, _ field: String, _ label: String) -> Int64 {
            do throws(MoneyError) {
                return try TypedAmount.read(text, currency, grouping).minorUnits
            } catch {
                errors.append(FieldError(field: field, label: label, message: Sentences.sentence(error)))
                return 0
            }
        }
        func day(_ text: String, _ field: String, _ label: String) -> CalendarDay? {
            if let day = CalendarDay(iso: text) { return day }
            errors.append(FieldError(field: field, label: label, message: Sentences.sentence(.invalid(.date))))
            return nil
        }
        let starts = day(form.starts, "starts", localized("First day"))
        let ends = form.ends.isEmpty ? nil : day(form.ends, "ends", localized("It ends"))
        let opening = form.opening.isEmpty ? 0 : amount(form.opening, "opening", localized("There to assign at first"))
        var lines: [BudgetLine] = []
        for (index, typed) in form.lines.enumerated() where !typed.category.isEmpty || !typed.amount.isEmpty {
            let number = ["number": "\(index + 1)"]
            guard let category = CategoryID(text: typed.category) else {
                let label = localized("Category {number}", number)
                errors.append(
                    FieldError(field: "category.\(index + 1)", label: label, message: localized("Choose a category."))
                )
                continue
            }
            let label = localized("Amount {number}", number)
            var line = BudgetLine(category, minorUnits: amount(typed.amount, "amount.\(index + 1)", label))
            line.includesSubtree = !typed.isAlone
            switch typed.rollover {
            case "surplus": line.rollover = .surplus
            case "both": line.rollover = .both
            case "capped": line.rollover = .capped(amount(typed.cap, "cap.\(index + 1)", localized("Up to")))
            default: line.rollover = .none
            }
            lines.append(line)
        }
        let span = span(of: form, schedule: schedule, &errors)
        guard errors.isEmpty, let starts, let span else { throw FormRefusal(errors) }
        return BudgetContent(
            name: form.name,
            style: form.style == "envelope" ? .envelope : .limit,
            currency: currency,
            span: span,
            starts: starts,
            ends: ends,
            openingMinorUnits: opening,
            lines: lines
        )
    }

    private static func span(
        of form: BudgetForm,
        schedule: Schedule?,
        _ errors: inout [FieldError]
    ) -> BudgetSpan? {
        switch form.span {
        case "week": return .week(from: MonthDayText.weekday(form.weekday) ?? 0)
        case "half-month": return .halfMonth
        case "month": return .month(from: Int(form.day) ?? 0)
        case "year": return .year(month: Int(form.month) ?? 0, day: Int(form.day) ?? 0)
        case "payday":
            if let id = RecurringID(text: form.recurring) { return .payday(id) }
            errors.append(
                FieldError(
                    field: "recurring",
                    label: localized("Paydays are those of"),
                    message: localized("Choose a recurring entry.")
                )
            )
        case "custom":
            if let to = CalendarDay(iso: form.to) { return .custom(to: to) }
            errors.append(
                FieldError(field: "to", label: localized("Last day"), message: Sentences.sentence(.invalid(.date)))
            )
        case "schedule":
            if let schedule { return .schedule(schedule) }
            fallthrough
        default:
            errors.append(
                FieldError(field: "span", label: localized("A period is"), message: Sentences.sentence(.invalid(.span)))
            )
        }
        return nil
    }

    /// A rule of the book, beside the field of this form it belongs to.
    static func refusal(_ error: MoneyError, _ form: BudgetForm) -> FormRefusal {
        let sentence = Sentences.sentence(error)
        switch error.field {
        case .name: return FormRefusal("name", localized("Name"), sentence)
        case .from, .period: return FormRefusal("starts", localized("First day"), sentence)
        case .budget: return FormRefusal("currency", localized("Currency"), sentence)
        case .to where form.span == "custom": return FormRefusal("to", localized("Last day"), sentence)
        case .to: return FormRefusal("ends", localized("It ends"), sentence)
        case .recurring: return FormRefusal("recurring", localized("Paydays are those of"), sentence)
        case .openingBalance: return FormRefusal("opening", localized("There to assign at first"), sentence)
        case .amount, .rollover: return FormRefusal("amount.1", localized("Amount"), sentence)
        case .category, .lines: return FormRefusal("category.1", localized("Category"), sentence)
        default: return FormRefusal("span", localized("A period is"), sentence)
        }
    }
}
