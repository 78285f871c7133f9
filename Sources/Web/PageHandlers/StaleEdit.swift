import Money
import Primitives

/// Something that was changed, in another window or by another device, while a form of it was open.
///
/// Says field by field what it holds now; saving once more then replaces it knowingly.
enum StaleEdit {
    /// `isRow`: the form has no fields for tags and note.
    static func refusal(
        _ sent: TransactionForm,
        _ current: MoneyTransaction,
        isRow: Bool,
        _ book: MoneyBook,
        _ words: Words
    ) -> FormRefusal {
        var changes = FieldChanges(words)
        if let now = TransactionFormReader.form(of: current, book.settings.digitGrouping), now.kind == sent.kind {
            let currency = current.content.postings[0].amount.currency
            changes.compare(sent, now, currency, isRow: isRow, dateLabel: words("Date"), book)
        }
        var refusal = changes.refusal
        refusal.currentVersion = current.version
        return refusal
    }

    static func refusal(_ sent: BudgetForm, _ budget: Budget, _ book: MoneyBook, _ words: Words) -> FormRefusal {
        var changes = FieldChanges(words)
        changes.compare(sent, BudgetFormReader.form(of: budget, book.settings.digitGrouping), budget.content, book)
        var refusal = changes.refusal
        refusal.currentTag = BudgetsAPI.tag(budget)
        return refusal
    }

    static func refusal(
        _ sent: RecurringForm,
        _ entry: RecurringEntry,
        _ book: MoneyBook,
        _ words: Words
    ) -> FormRefusal {
        var changes = FieldChanges(words)
        if let now = RecurringFormReader.form(of: entry, book.settings.digitGrouping) {
            let currency = entry.content.postings[0].amount.currency
            if now.entry.kind == sent.entry.kind {
                changes.compare(sent.entry, now.entry, currency, isRow: false, dateLabel: words("First day"), book)
            }
            changes.compare(sent, now)
        }
        var refusal = changes.refusal
        refusal.currentTag = RecurringAPI.tag(entry)
        return refusal
    }

    static func refusal(
        _ sent: RuleForm,
        _ rule: Item<RuleContent>,
        _ book: MoneyBook,
        _ words: Words
    ) -> FormRefusal {
        var changes = FieldChanges(words)
        if let now = RuleFormReader.form(of: rule.content, book.settings.digitGrouping) {
            changes.compare(sent, now, book)
        }
        var refusal = changes.refusal
        refusal.currentTag = rule.tag(in: book)
        return refusal
    }

    static func refusal(_ sent: GoalForm, _ goal: Item<GoalContent>, _ book: MoneyBook, _ words: Words) -> FormRefusal {
        var changes = FieldChanges(words)
        changes.compare(sent, GoalFormReader.form(of: goal, in: book), goal.content.currency, book)
        var refusal = changes.refusal
        refusal.currentTag = goal.tag(in: book)
        return refusal
    }

    static func refusal(_ sent: LoanForm, _ loan: Item<LoanContent>, _ book: MoneyBook, _ words: Words) -> FormRefusal {
        var changes = FieldChanges(words)
        changes.compare(sent, LoanFormReader.form(of: loan, in: book), book)
        var refusal = changes.refusal
        refusal.currentTag = loan.tag(in: book)
        return refusal
    }

    static func refusal(
        _ sent: AccountForm,
        _ account: LedgerAccount,
        _ book: MoneyBook,
        _ words: Words
    ) -> FormRefusal {
        var changes = FieldChanges(words)
        let now = AccountFormReader.form(of: account, book.settings.digitGrouping)
        changes.compare(sent, now, account.currency, book)
        var refusal = changes.refusal
        refusal.currentTag = AccountsAPI.tag(account)
        return refusal
    }

    static func refusal(
        _ sent: CategoryForm,
        _ category: MoneyCategory,
        _ book: MoneyBook,
        _ words: Words
    ) -> FormRefusal {
        var changes = FieldChanges(words)
        changes.compare(sent, CategoryEditPages.form(of: category, book), book)
        var refusal = changes.refusal
        refusal.currentTag = CategoriesAPI.tag(category, book)
        return refusal
    }

    /// The entry was deleted meanwhile: what was typed is kept, as a new one.
    static func gone(_ words: Words) -> FormRefusal {
        var refusal = FormRefusal([])
        refusal.summary = words("This entry was deleted elsewhere while you edited it. Save to add it again.")
        refusal.isGone = true
        return refusal
    }
}
