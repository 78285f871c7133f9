import Money
import Primitives

/// Transactions as the rows of a list.
struct LedgerWords {
    /// The row that is being edited where it stands.
    struct Editing: Sendable {
        let id: TransactionID
        /// As it was typed; nil shows what the entry holds.
        var typed: TransactionForm?
        var isStale = false
        var problems: FormProblems = .none
    }

    private let book: MoneyBook
    private let words: Words
    private let today: CalendarDay
    private let entry: EntryWords
    /// By category: the picture that stands beside it.
    private let icons: [CategoryID: String]
    private let reconciled: ReconciledEntries

    init(_ book: MoneyBook, words: Words, today: CalendarDay) {
        self.book = book
        self.words = words
        self.today = today
        entry = EntryWords(book, words: words)
        icons = CategoryIcon.icons(book)
        reconciled = ReconciledEntries(book)
    }

    /// The days of a list, in its order, each with what it came to.
    ///
    /// `place`: the list; nil for one that runs over several months, whose rows lead to the months they belong to.
    func days(_ transactions: [MoneyTransaction], in place: RowPlace?, editing: Editing? = nil) -> [LedgerDay] {
        var days: [(day: CalendarDay, entries: [MoneyTransaction])] = []
        for transaction in transactions {
            if days.last?.day == transaction.content.day {
                days[days.count - 1].entries.append(transaction)
            } else {
                days.append((transaction.content.day, [transaction]))
            }
        }
        return days.map { day, entries in
            LedgerDay(
                day: DayText(day, today: today, locale: words.locale),
                sums: entry.sums(entries),
                showsMonth: place == nil,
                rows: entries.map { row($0, in: place ?? RowPlace(day), editing: editing) }
            )
        }
    }

    private func row(_ transaction: MoneyTransaction, in place: RowPlace, editing: Editing?) -> LedgerRow {
        let content = transaction.content
        let ids = content.postings.compactMap { posting in
            if case .category(let id) = posting.target { id } else { nil }
        }
        return LedgerRow(
            id: transaction.id.text,
            place: Self.fitsRow(transaction) ? place : nil,
            payee: entry.title(content),
            note: content.note,
            category: entry.category(content),
            needsCategory: ids.contains { $0 == .uncategorisedExpense || $0 == .uncategorisedIncome },
            icon: ids.isEmpty
                ? CategoryIcon.transfer : ids.count > 1 ? CategoryIcon.split : icons[ids[0]] ?? CategoryIcon.plain,
            account: entry.accounts(content),
            money: entry.money(content),
            hasReceipt: book.hasReceipt(transaction.id),
            edit: editing?.id == transaction.id ? editing.flatMap { edit(transaction, in: place, $0) } : nil,
            isReconciled: reconciled.contains(transaction)
        )
    }

    private func edit(_ transaction: MoneyTransaction, in place: RowPlace, _ editing: Editing) -> LedgerEdit? {
        let held = TransactionFormReader.form(of: transaction, book.settings.digitGrouping)
        guard let form = editing.typed ?? held else { return nil }
        return LedgerEdit(
            id: transaction.id.text,
            place: place,
            form: form,
            accounts: PageChoices.accounts(book, including: form),
            categories: PageChoices.categories(book, form),
            words: words,
            isStale: editing.isStale,
            reconciled: ReconcileWords.warning(transaction, book, today: today, words),
            problems: editing.problems
        )
    }

    /// Whether a row has a field for everything that moves: one category, or two accounts of one currency.
    static func fitsRow(_ transaction: MoneyTransaction) -> Bool {
        let postings = transaction.content.postings
        return postings.count == 2 && postings[0].amount.currency == postings[1].amount.currency
            && TransactionFormReader.form(of: transaction, .western) != nil
    }

    /// What was just added, by name; nil for any other event, and when it is gone already.
    ///
    /// The cookie only carries the change's number: the words come from the book.
    func flash(_ left: FlashCookie?) -> Flash? {
        guard let left, left.event == .added, let change = left.change else { return nil }
        if let recurring = book.recurring(RecurringID(firstOf: change)) { return flash(recurring, change) }
        guard let content = book.transaction(TransactionID(firstOf: change))?.content else { return nil }
        let values = [
            "name": entry.title(content), "amount": entry.amount(content).text,
            "day": DayText(content.day, today: today, locale: words.locale).short,
        ]
        return Flash(.done, words("Added {name}, {amount}, on {day}.", values), undo: .change(String(change)))
    }

    private func flash(_ recurring: RecurringEntry, _ change: UInt64) -> Flash {
        let content = recurring.content.transaction(on: recurring.content.schedule.start)
        let values = [
            "name": entry.title(content), "amount": entry.amount(content).text,
            "rule": ScheduleWords(words: words, today: today).text(recurring.content.schedule),
        ]
        return Flash(.done, words("Added {name}, {amount}. {rule}.", values), undo: .change(String(change)))
    }
}
