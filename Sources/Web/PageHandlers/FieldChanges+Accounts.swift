import Money
import Primitives

/// The fields of an account or category that hold something else now.
extension FieldChanges {
    mutating func compare(_ sent: AccountForm, _ now: AccountForm, _ currency: Currency, _ book: MoneyBook) {
        compare("name", words("Name"), sent.name, now.name)
        let kind = AccountKindText(rawValue: now.kind)?.label
        compare("kind", words("Kind"), sent.kind, now.kind, shown: kind)
        if !sent.currency.isEmpty { compare("currency", words("Currency"), sent.currency, now.currency) }
        let typed = sent.opening.trimmingWhitespace().isEmpty ? "0" : sent.opening
        let (was, opening) = (Self.plain(typed, currency, book), Self.plain(now.opening, currency, book))
        compare("opening", words("Balance to begin with"), was, opening)
        compare("archived", words("Archived"), sent.isArchived, now.isArchived)
    }

    mutating func compare(_ sent: CategoryForm, _ now: CategoryForm, _ book: MoneyBook) {
        compare("name", words("Name"), sent.name, now.name)
        let parent = CategoryID(text: now.parent).flatMap { book.category($0)?.name }
        compare("parent", words("Stands under"), sent.parent, now.parent, shown: parent)
    }
}
