import Money
import Primitives

/// The accounts of a book today, and how they came to what they hold.
struct AccountWords {
    private let settings: MoneySettings
    private let history: BalanceHistory
    private let standings: [AccountID: ReconciliationStanding]
    private let today: CalendarDay
    private let words: Words

    init(_ book: MoneyBook, today: CalendarDay, _ words: Words) throws(MoneyError) {
        settings = book.settings
        self.today = today
        self.words = words
        let month = today.firstOfMonth
        let ends = (0..<MonthOverview.monthCount).reversed().map { month.adding(months: -$0).adding(days: -1) }
        history = try book.balanceHistory(at: ends + [today])
        standings = try book.reconciliationStandings()
    }

    /// The currency that leads the page: the person's own, or the only one there is.
    private var leading: BalanceHistory.Line? {
        history.lines.first { $0.currency == settings.baseCurrency } ?? history.lines.first
    }

    private func text(_ currency: Currency) -> ChartText {
        ChartText(words: words, currency: currency, grouping: settings.digitGrouping, today: today)
    }

    var worth: AccountsPage.Worth? {
        guard let line = leading, line.minorUnits.count > 1 else { return nil }
        let text = text(line.currency)
        let (last, before) = (line.minorUnits[line.minorUnits.count - 1], line.minorUnits[line.minorUnits.count - 2])
        let (change, overflow) = last.subtractingReportingOverflow(before)
        return AccountsPage.Worth(
            label: history.lines.count > 1
                ? words("Net worth in {currency}", ["currency": line.currency.code]) : words("Net worth"),
            money: text.moneyText(last),
            change: overflow
                ? nil
                : words(
                    "{change} since {day}",
                    ["change": text.amount(change, .both), "day": text.day(history.days[history.days.count - 2])]
                ),
            chart: line.minorUnits.allSatisfy { $0 == 0 }
                ? nil
                : NetWorthChart(
                    days: history.days,
                    minorUnits: line.minorUnits,
                    endsToday: true,
                    isColumn: false,
                    text
                )
        )
    }

    var others: [FigureGroup] {
        history.lines.filter { $0.currency != leading?.currency }.map { line in
            let label = words("In {currency}", ["currency": line.currency.code])
            let money = text(line.currency).moneyText(line.minorUnits.last ?? 0)
            return FigureGroup(currency: line.currency.code, isNamed: true, figures: [Figure(label, money)])
        }
    }

    var later: String? {
        guard history.laterCount > 0 else { return nil }
        return words.count(
            history.laterCount,
            one: "{count} entry is dated after today and is not counted here.",
            other: "{count} entries are dated after today and are not counted here."
        )
    }

    var groups: [AccountGroup] {
        let entries = history.rows.map { row in
            let isArchived = row.account.content.isArchived
            return AccountGroups.Entry(
                account: row.account,
                minorUnits: row.minorUnits.last ?? 0,
                course: isArchived ? [] : row.minorUnits,
                detail: detail(row),
                reconciled: isArchived ? nil : reconciled(row.account)
            )
        }
        return AccountGroups(words: words, grouping: settings.digitGrouping).groups(entries)
    }

    private func detail(_ row: BalanceHistory.Row) -> String {
        let kind = words((AccountKindText(rawValue: row.account.content.kind.name) ?? .bank).label)
        guard let day = row.lastEntry else { return words("{kind}, no entry yet", ["kind": kind]) }
        let named = ["kind": kind, "day": text(row.account.currency).shortDay(day)]
        return words("{kind}, last entry {day}", named)
    }

    private func reconciled(_ account: LedgerAccount) -> AccountRow.Reconciled {
        let path = ReconcilePages.path(account.id)
        guard let standing = standings[account.id] else {
            return AccountRow.Reconciled(path: path, words: words("Compare with a statement"))
        }
        let text = text(account.currency)
        let day = text.shortDay(standing.reconciliation.content.day)
        guard standing.changed != 0 else {
            return AccountRow.Reconciled(path: path, words: words("Reconciled to {day}", ["day": day]))
        }
        let named = ["day": day, "amount": text.money(standing.changed, .change)]
        return AccountRow.Reconciled(
            path: path,
            words: words("Reconciled to {day}; {amount} has changed since", named),
            isChanged: true
        )
    }
}
