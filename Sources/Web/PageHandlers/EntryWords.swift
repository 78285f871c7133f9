import Money
import Primitives

/// Entries in words and figures, for lists.
struct EntryWords {
    private let book: MoneyBook
    private let grouping: DigitGrouping

    init(_ book: MoneyBook) {
        self.book = book
        grouping = book.settings.digitGrouping
    }

    func money(_ minorUnits: Int64, _ currency: Currency, _ sign: MoneyText.Sign = .negative) -> MoneyText {
        MoneyText(Amount(minorUnits: minorUnits, currency: currency), grouping: grouping, sign: sign)
    }

    /// Out, in and kept, one group for each currency.
    func figures(_ totals: [FlowTotals]) -> [FigureGroup] {
        totals.map { total in
            FigureGroup(
                currency: total.currency.code,
                isNamed: totals.count > 1,
                figures: [
                    Figure("Out", money(total.outgoing, total.currency, .none)),
                    Figure("In", money(total.incoming, total.currency, .income)),
                    Figure("Kept", money(total.kept, total.currency)),
                ]
            )
        }
    }

    func latest(_ transaction: MoneyTransaction, today: CalendarDay) -> LatestRow {
        LatestRow(
            id: transaction.id.text,
            day: DayText.relative(transaction.content.day, today: today),
            payee: title(transaction.content),
            category: subtitle(transaction.content),
            money: money(transaction.content)
        )
    }

    func row(_ transaction: MoneyTransaction) -> LedgerRow {
        LedgerRow(
            id: transaction.id.text,
            payee: title(transaction.content),
            note: transaction.content.note,
            category: subtitle(transaction.content),
            account: accounts(transaction.content),
            money: money(transaction.content)
        )
    }

    /// The days of a list, in its order, each with what it came to.
    func days(_ transactions: [MoneyTransaction], today: CalendarDay, showsMonth: Bool) -> [LedgerDay] {
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
                day: DayText(day, today: today),
                sums: sums(entries),
                showsMonth: showsMonth,
                rows: entries.map(row)
            )
        }
    }

    private func sums(_ entries: [MoneyTransaction]) -> [MoneyText] {
        var sums: [(currency: Currency, minorUnits: Int64)] = []
        for posting in entries.flatMap(\.content.postings) {
            guard case .category = posting.target else { continue }
            let place = sums.firstIndex { $0.currency == posting.amount.currency } ?? sums.count
            if place == sums.count { sums.append((posting.amount.currency, 0)) }
            // Each posting is at most a ten-thousandth of Int64, and a page holds far fewer than ten thousand.
            sums[place].minorUnits -= posting.amount.minorUnits
        }
        return sums.map { money($0.minorUnits, $0.currency, .both) }
    }

    private func title(_ content: TransactionContent) -> String {
        if let payee = content.payee { return payee }
        let names = accountNames(content)
        return isTransfer(content) && names.count == 2 ? "\(names[0]) to \(names[1])" : category(content) ?? "No payee"
    }

    /// The category, unless it already stands in the payee's place.
    private func subtitle(_ content: TransactionContent) -> String? {
        content.payee == nil && !isTransfer(content) ? nil : category(content)
    }

    private func isTransfer(_ content: TransactionContent) -> Bool {
        content.postings.allSatisfy { if case .account = $0.target { true } else { false } }
    }

    /// The accounts, those that money leaves first.
    private func accountNames(_ content: TransactionContent) -> [String] {
        content.postings.sorted { $0.amount.minorUnits < $1.amount.minorUnits }.compactMap { posting in
            if case .account(let id) = posting.target { book.account(id)?.name } else { nil }
        }
    }

    private func accounts(_ content: TransactionContent) -> String { accountNames(content).joined(separator: " → ") }

    private func category(_ content: TransactionContent) -> String? {
        let ids = content.postings.compactMap { posting in
            if case .category(let id) = posting.target { id } else { nil }
        }
        switch ids.count {
        case 0: return "Transfer"
        case 1:
            return ids[0] == .uncategorisedExpense || ids[0] == .uncategorisedIncome ? nil : book.category(ids[0])?.name
        default: return "\(ids.count) categories"
        }
    }

    /// What the entry did to the accounts; for a transfer, what was moved.
    private func money(_ content: TransactionContent) -> MoneyText {
        if isTransfer(content), let moved = content.postings.first(where: { $0.amount.minorUnits > 0 }) {
            return MoneyText(moved.amount, grouping: grouping, sign: .none)
        }
        let first = content.postings.first { if case .account = $0.target { true } else { false } }
        let amount = (first ?? content.postings[0]).amount
        return MoneyText(amount, grouping: grouping, sign: .both)
    }
}
