import Money
import Primitives

/// Between the form of a goal and the book.
enum GoalFormReader {
    static func form(sent: FormFields) -> GoalForm {
        var form = GoalForm(currency: sent["currency"] ?? "")
        form.name = sent["name"] ?? ""
        form.target = sent["target"] ?? ""
        form.due = sent["due"] ?? ""
        form.accounts = Set((1...MoneyLimits.accounts).compactMap { sent["account.\($0)"] })
        form.drops = Set((1...GoalContent.depositMaximum).filter { sent["drop.\($0)"] != nil })
        form.isArchived = sent["archived"] != nil
        form.tag = sent["tag"] ?? ""
        return form
    }

    static func form(of goal: Item<GoalContent>, in book: MoneyBook) -> GoalForm {
        let content = goal.content
        var form = GoalForm(currency: content.currency.code)
        form.name = content.title
        let target = Amount(minorUnits: content.targetMinorUnits, currency: content.currency)
        form.target = book.settings.digitGrouping.typed(target.decimal)
        form.due = content.due?.iso ?? ""
        form.accounts = Set(content.accounts.map(\.text))
        form.isArchived = content.isArchived
        form.tag = goal.tag(in: book)
        return form
    }

    /// - `held`: The goal as it is, whose deposits stay but for those that are to go.
    /// - Throws: ``FormRefusal`` with every field that is wrong.
    static func content(
        of form: GoalForm,
        held: GoalContent?,
        _ grouping: DigitGrouping
    ) throws(FormRefusal) -> GoalContent {
        var errors: [FieldError] = []
        guard let currency = Currency(code: form.currency) else {
            throw FormRefusal("currency", localized("Currency"), localized("Choose a currency."))
        }
        var target: Int64 = 0
        do throws(MoneyError) {
            target = try TypedAmount.read(form.target, currency, grouping).minorUnits
        } catch {
            let message = Sentences.sentence(error)
            errors.append(FieldError(field: "target", label: localized("How much"), message: message))
        }
        let due = form.due.isEmpty ? nil : CalendarDay(iso: form.due)
        if due == nil, !form.due.isEmpty {
            let message = Sentences.sentence(MoneyError.invalid(.due))
            errors.append(FieldError(field: "due", label: localized("By when"), message: message))
        }
        guard errors.isEmpty else { throw FormRefusal(errors) }
        let known = held?.accounts ?? []
        let added = form.accounts.compactMap { AccountID(text: $0) }.filter { !known.contains($0) }.sorted()
        return GoalContent(
            title: form.name,
            currency: currency,
            targetMinorUnits: target,
            due: due,
            accounts: known.filter { form.accounts.contains($0.text) } + added,
            deposits: (held?.deposits ?? []).enumerated().filter { !form.drops.contains($0.offset + 1) }.map(\.element),
            isArchived: form.isArchived
        )
    }

    /// A rule of the book, beside the field it belongs to.
    static func refusal(_ error: MoneyError) -> FormRefusal {
        let message = Sentences.sentence(error)
        return switch error.field {
        case .target: FormRefusal("target", localized("How much"), message)
        case .due: FormRefusal("due", localized("By when"), message)
        case .accounts: FormRefusal("account.1", localized("Accounts that count"), message)
        case .goal: FormRefusal("name", localized("Goals"), message)
        default: FormRefusal("name", localized("Name"), message)
        }
    }
}
