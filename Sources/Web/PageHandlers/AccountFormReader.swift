import Money
import Primitives

/// Between the form of an account and the book.
enum AccountFormReader {
    static func form(sent: FormFields) -> AccountForm {
        var form = AccountForm()
        form.name = sent["name"] ?? ""
        form.kind = sent["kind"] ?? ""
        form.currency = sent["currency"] ?? ""
        form.opening = sent["opening"] ?? ""
        form.isArchived = sent["archived"] != nil
        form.tag = sent["tag"] ?? ""
        return form
    }

    static func form(of account: LedgerAccount, _ grouping: DigitGrouping) -> AccountForm {
        let content = account.content
        var form = AccountForm()
        form.name = content.name
        form.kind = content.kind.name
        form.currency = content.currency.code
        let opening = Amount(minorUnits: content.openingMinorUnits, currency: content.currency)
        form.opening = grouping.typed(opening.decimal)
        form.isArchived = content.isArchived
        form.tag = AccountsAPI.tag(account)
        return form
    }

    /// - `held`: The account as it is, whose currency stays where none was sent.
    /// - Throws: ``FormRefusal`` with every field that is wrong.
    static func content(
        of form: AccountForm,
        held: AccountContent,
        _ grouping: DigitGrouping
    ) throws(FormRefusal) -> AccountContent {
        var errors: [FieldError] = []
        func refuse(_ field: String, _ label: String, _ message: String) {
            errors.append(FieldError(field: field, label: label, message: message))
        }
        let kind = AccountKind(name: form.kind)
        if kind == nil { refuse("kind", localized("Kind"), localized("Choose a kind.")) }
        let currency = form.currency.isEmpty ? held.currency : Currency(code: form.currency)
        if currency == nil { refuse("currency", localized("Currency"), localized("Choose a currency.")) }
        var opening: Int64 = 0
        if !form.opening.trimmingWhitespace().isEmpty {
            do throws(MoneyError) {
                opening = try TypedAmount.read(form.opening, currency ?? held.currency, grouping).minorUnits
            } catch {
                refuse("opening", localized("Balance to begin with"), Sentences.sentence(error))
            }
        }
        guard errors.isEmpty, let kind, let currency else { throw FormRefusal(errors) }
        return AccountContent(
            name: form.name,
            kind: kind,
            currency: currency,
            openingMinorUnits: opening,
            isArchived: form.isArchived
        )
    }

    /// A rule of the book, beside the field it belongs to.
    static func refusal(_ error: MoneyError) -> FormRefusal {
        guard error.field == .currency else { return FormRefusal(error) }
        return FormRefusal("currency", localized("Currency"), Sentences.sentence(error))
    }
}
