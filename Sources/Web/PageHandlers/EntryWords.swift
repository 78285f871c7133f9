import Money
import Primitives

/// Entries in words and figures, for lists.
struct EntryWords {
    private let book: MoneyBook
    private let grouping: DigitGrouping
    private let words: Words

    init(_ book: MoneyBook, words: Words = .english) {
        self.book = book
        self.words = words
        grouping = book.settings.digitGrouping
    }

    func money(_ minorUnits: Int64, _ currency: Currency, _ sign: MoneyText.Sign = .negative) -> MoneyText {
        MoneyText(Amount(minorUnits: minorUnits, currency: currency), grouping: grouping, sign: sign)
    }

    /// In, out and kept, one group for each currency.
    ///
    /// `isRunning`: the days are not over yet.
    ///
    /// `month`: what the figures are of; the last group leads to its charts.
    func figures(_ totals: [FlowTotals], isRunning: Bool = false, month: CalendarDay? = nil) -> [FigureGroup] {
        totals.enumerated().map { place, total in
            FigureGroup(
                currency: total.currency.code,
                isNamed: totals.count > 1,
                figures: [
                    Figure(words("In"), money(total.incoming, total.currency, .income)),
                    Figure(words("Out"), money(total.outgoing, total.currency, .none)),
                    Figure(
                        isRunning ? words("Kept so far") : words("Kept"),
                        money(total.kept, total.currency)
                    ),
                ],
                monthPath: place == totals.count - 1 ? month.map(MonthPages.path) : nil
            )
        }
    }

    func latest(_ transaction: MoneyTransaction, today: CalendarDay) -> LatestRow {
        LatestRow(
            id: transaction.id.text,
            day: DayText.relative(transaction.content.day, today: today, words: words),
            payee: title(transaction.content),
            category: subtitle(transaction.content),
            money: money(transaction.content)
        )
    }

    /// What a day came to, one sum for each currency.
    func sums(_ entries: [MoneyTransaction]) -> [MoneyText] {
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

    func title(_ content: TransactionContent) -> String {
        if let payee = content.payee { return payee }
        let names = accountNames(content)
        return isTransfer(content) && names.count == 2
            ? localized("{from} to {to}", ["from": names[0], "to": names[1]])
            : category(content) ?? localized("No payee")
    }

    /// The category, unless it already stands in the payee's place.
    func subtitle(_ content: TransactionContent) -> String? {
        content.payee == nil && !isTransfer(content) ? nil : category(content)
    }

    func isTransfer(_ content: TransactionContent) -> Bool {
        content.postings.allSatisfy { if case .account = $0.target { true } else { false } }
    }

    /// The accounts, those that money leaves first.
    private func accountNames(_ content: TransactionContent) -> [String] {
        content.postings.sorted { $0.amount.minorUnits < $1.amount.minorUnits }.compactMap { posting in
            if case .account(let id) = posting.target { book.account(id)?.name } else { nil }
        }
    }

    func accounts(_ content: TransactionContent) -> String { accountNames(content).joined(separator: " → ") }

    func category(_ content: TransactionContent) -> String? {
        let ids = content.postings.compactMap { posting in
            if case .category(let id) = posting.target { id } else { nil }
        }
        switch ids.count {
        case 0: return localized("Transfer")
        case 1:
            return ids[0] == .uncategorisedExpense || ids[0] == .uncategorisedIncome ? nil : book.category(ids[0])?.name
        default: return localized("{count} categories", ["count": "\(ids.count)"])
        }
    }

    /// What the entry did to the accounts; for a transfer, what was moved.
    func money(_ content: TransactionContent) -> MoneyText {
        MoneyText(moved(content), grouping: grouping, sign: isTransfer(content) ? .none : .both)
    }

    /// The same without a sign.
    func amount(_ content: TransactionContent) -> MoneyText {
        MoneyText(moved(content), grouping: grouping, sign: .none)
    }

    private func moved(_ content: TransactionContent) -> Amount {
        if isTransfer(content), let moved = content.postings.first(where: { $0.amount.minorUnits > 0 }) {
            return moved.amount
        }
        let first = content.postings.first { if case .account = $0.target { true } else { false } }
        return (first ?? content.postings[0]).amount
    }
}
