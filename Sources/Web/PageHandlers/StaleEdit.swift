import Money
import Primitives

/// An entry that was changed, in another window or by another device, while this form was open.
enum StaleEdit {
    /// Says field by field what the entry holds now; saving once more then replaces it knowingly.
    ///
    /// `isRow`: the form has no fields for tags and note.
    static func refusal(
        _ sent: TransactionForm,
        _ current: MoneyTransaction,
        isRow: Bool,
        _ book: MoneyBook,
        _ words: Words
    ) -> FormRefusal {
        var errors: [FieldError] = []
        func compare(_ field: String, _ label: String, _ sent: String, _ now: String, shown: String? = nil) {
            guard sent.trimmingWhitespace() != now else { return }
            let value = shown ?? now
            let message = value.isEmpty ? words("It is empty now.") : words("It is “{value}” now.", ["value": value])
            errors.append(FieldError(field: field, label: label, message: message))
        }
        func account(_ text: String) -> String { AccountID(text: text).flatMap { book.account($0)?.name } ?? "" }
        func category(_ text: String) -> String { CategoryID(text: text).flatMap { book.category($0)?.name } ?? "" }
        if let now = TransactionFormReader.form(of: current, book.settings.digitGrouping), now.kind == sent.kind {
            compare("payee", words("Payee"), sent.payee, now.payee)
            compare("date", words("Date"), sent.date, now.date)
            compare("account", words("Account"), sent.account, now.account, shown: account(now.account))
            compare("to", words("To"), sent.to, now.to, shown: account(now.to))
            for (index, line) in now.lines.enumerated() where index < sent.lines.count {
                let (category1, amount1) = ("category.\(index + 1)", "amount.\(index + 1)")
                let typed = sent.lines[index]
                compare(category1, words("Category"), typed.category, line.category, shown: category(line.category))
                compare(amount1, words("Amount"), plain(typed.amount, current, book), plain(line.amount, current, book))
            }
            if !isRow {
                compare("tags", words("Tags"), sent.tags, now.tags)
                compare("note", words("Note"), sent.note, now.note)
            }
        }
        var refusal = FormRefusal(errors)
        refusal.summary = words(
            "This was changed elsewhere meanwhile, so nothing was saved. Save again to put this in its place."
        )
        refusal.currentVersion = current.version
        return refusal
    }

    /// The entry was deleted meanwhile: what was typed is kept, as a new one.
    static func gone(_ words: Words) -> FormRefusal {
        var refusal = FormRefusal([])
        refusal.summary = words("This entry was deleted elsewhere while you edited it. Save to add it again.")
        refusal.isGone = true
        return refusal
    }

    /// Two ways to write one amount are no difference.
    private static func plain(_ text: String, _ transaction: MoneyTransaction, _ book: MoneyBook) -> String {
        do throws(MoneyError) {
            let grouping = book.settings.digitGrouping
            let amount = try TypedAmount.read(text, transaction.content.postings[0].amount.currency, grouping)
            return grouping.typed(amount.decimal)
        } catch {
            return text
        }
    }
}
