import Money
import Primitives

/// An account and a statement, in words and figures.
struct ReconcileWords {
    /// Entries on one page of the list: a browser keeps up with them, and a form carries their ticks.
    static let shown = 500
    private static let earlierCount = 24

    private let book: MoneyBook
    private let account: LedgerAccount
    private let today: CalendarDay
    private let words: Words
    private let entryWords: EntryWords

    init(_ book: MoneyBook, _ account: LedgerAccount, today: CalendarDay, _ words: Words) {
        self.book = book
        self.account = account
        self.today = today
        self.words = words
        entryWords = EntryWords(book, words: words)
    }

    private func money(_ minorUnits: Int64, _ sign: MoneyText.Sign = .negative) -> MoneyText {
        entryWords.money(minorUnits, account.currency, sign)
    }

    private func day(_ day: CalendarDay) -> DayText { DayText(day, today: today, locale: words.locale) }

    /// - `content`: What is compared; nil before a day and a balance are there.
    /// - `listing`: Whether the entries stand on the page, or only what they come to.
    func page(
        _ form: ReconcileForm,
        _ content: ReconciliationContent?,
        listing: Bool,
        problems: FormProblems
    ) throws(FormRefusal) -> ReconcilePage {
        let earlier = book.reconciliations(of: account.id)
        var typed = ReconcilePage.Typed(
            date: form.date,
            balance: form.balance,
            out: form.leftOut.sorted().map(\.text).joined(separator: " ")
        )
        if typed.date.isEmpty, !problems.isShown { typed.date = suggestedDay(after: earlier.first?.content.day).iso }
        do throws(MoneyError) {
            return ReconcilePage(
                account: account.name,
                path: ReconcilePages.path(account.id),
                standing: standing(earlier.first),
                changed: try changed(),
                typed: typed,
                sheet: try content.map { content throws(MoneyError) in
                    try sheet(form, content, listing: listing, problems)
                },
                earlier: earlier.prefix(Self.earlierCount).map(row),
                problems: problems
            )
        } catch {
            throw ReconcilePages.refusal(error, words)
        }
    }

    /// The end of the last month, when most statements end; today where that is reconciled.
    private func suggestedDay(after last: CalendarDay?) -> CalendarDay {
        let end = today.firstOfMonth.adding(days: -1)
        guard let last, last >= end else { return end }
        return today
    }

    private func standing(_ newest: Item<ReconciliationContent>?) -> String {
        guard let newest else { return words("Not reconciled yet: all its entries are compared.") }
        return words("Reconciled to {day}.", ["day": day(newest.content.day).medium])
    }

    private func changed() throws(MoneyError) -> String? {
        guard let standing = try book.reconciliationStandings()[account.id], standing.changed != 0 else { return nil }
        return words(
            "{amount} of what was reconciled has changed since. It is part of the difference below.",
            ["amount": money(standing.changed, .change).text]
        )
    }

    /// What is said before somebody changes an entry that a statement has confirmed; nil where none has.
    static func warning(
        _ transaction: MoneyTransaction,
        _ book: MoneyBook,
        today: CalendarDay,
        _ words: Words
    ) -> String? {
        guard ReconciledEntries(book).contains(transaction) else { return nil }
        let days = transaction.content.postings.compactMap { posting -> CalendarDay? in
            guard case .account(let id) = posting.target else { return nil }
            return book.reconciliations(of: id).first?.content.day
        }
        guard let last = days.max() else { return nil }
        return words(
            "Part of what was reconciled to {day}. If its amount, day or account changes, the account says so.",
            ["day": DayText(last, today: today, locale: words.locale).medium]
        )
    }

    private func row(_ item: Item<ReconciliationContent>) -> ReconcilePage.Earlier {
        let left = item.content.leftOut.count
        return ReconcilePage.Earlier(
            day: day(item.content.day).medium,
            detail: left == 0
                ? words("everything was on the statement")
                : words.count(left, one: "{count} entry was left out", other: "{count} entries were left out"),
            money: money(item.content.balanceMinorUnits),
            removePath: ReconcilePages.path(account.id) + "/\(item.id.text)/remove"
        )
    }

    private func sheet(
        _ form: ReconcileForm,
        _ content: ReconciliationContent,
        listing: Bool,
        _ problems: FormProblems
    ) throws(MoneyError) -> ReconcilePage.Sheet {
        let sheet = try book.reconciliationSheet(account.id, through: content.day)
        let leftOut = Set(content.leftOut)
        let sum = try sheet.sum(leaving: leftOut)
        let difference = try sheet.difference(content.balanceMinorUnits, leaving: leftOut)
        let start = min(form.start, max(0, sheet.entries.count - 1)) / Self.shown * Self.shown
        let entries = listing ? sheet.entries[start...].prefix(Self.shown) : []
        let listed = Set(entries.map(\.id))
        let ticked = sheet.entries.count - leftOut.count
        return ReconcilePage.Sheet(
            lead: lead(sheet),
            figures: [
                Figure(words("On the statement"), money(content.balanceMinorUnits)),
                Figure(words("In the book"), money(sum), note: ticks(ticked, of: sheet.entries.count)),
                Figure(words("Difference"), money(difference, .change)),
            ],
            isEven: difference == 0,
            entries: entries.map { row($0, isTicked: !leftOut.contains($0.id)) },
            carried: ReconcilePage.Carried(
                shown: entries.map(\.id.text).joined(separator: " "),
                out: content.leftOut.filter { !listed.contains($0) }.map(\.text).joined(separator: " "),
                start: start
            ),
            hasBack: start > 0,
            hasNext: listing && start + Self.shown < sheet.entries.count,
            categories: PageChoices.categories(book),
            category: form.category,
            rest: words(
                "{amount} on {day}, from the category you choose, makes up for the rest.",
                ["amount": money(difference, .change).text, "day": day(content.day).medium]
            ),
            problems: problems
        )
    }

    private func lead(_ sheet: ReconciliationSheet) -> String {
        let count = sheet.entries.count
        guard let since = sheet.since else {
            return words.count(
                count,
                one: "{count} entry up to that day. Take the tick off what the statement does not have.",
                other: "{count} entries up to that day. Take the tick off what the statement does not have."
            )
        }
        return words.count(
            count,
            one: "{count} entry since {day}. Take the tick off what the statement does not have.",
            other: "{count} entries since {day}. Take the tick off what the statement does not have.",
            ["day": day(since.content.day).medium]
        )
    }

    private func ticks(_ ticked: Int, of all: Int) -> String {
        words("{ticked} of {all} ticked", ["ticked": words.number(ticked), "all": words.number(all)])
    }

    private func row(_ entry: ReconciliationSheet.Entry, isTicked: Bool) -> ReconcilePage.Entry {
        let content = book.transaction(entry.id)?.content
        let details = [day(entry.day).short, content.flatMap { entryWords.subtitle($0) }].compactMap(\.self)
        return ReconcilePage.Entry(
            id: entry.id.text,
            isTicked: isTicked,
            payee: content.map { entryWords.title($0) } ?? "",
            detail: details.joined(separator: " · "),
            money: money(entry.minorUnits, .both)
        )
    }
}
