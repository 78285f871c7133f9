import Primitives

/// What was spent unplanned in each of the last spans, by category and by the account it left.
struct PaceSums {
    private struct Key: Hashable {
        let category: Int
        let currency: Int
    }

    private struct Sums {
        var spans: [Int64]
        var accounts: [Int: Int64] = [:]
    }

    private let question: ForecastQuestion
    private let first: Int32
    private let yesterday: Int32
    private var sums: [Key: Sums] = [:]

    init(_ question: ForecastQuestion) {
        self.question = question
        yesterday = question.today.daysSinceEpoch - 1
        let reach = Int32(question.paceSpans * question.paceSpanDays)
        first = max(yesterday - reach + 1, TransactionRunDecoder.days.lowerBound)
    }

    /// - Errors: `.overflow(.amount)`.
    mutating func add(_ book: MoneyBook) throws(MoneyError) {
        guard question.paceSpans > 0, first <= yesterday else { return }
        let planned = PlannedPairs(book)
        let columns = book.transactions
        for slot in book.byDay.sorted(first...yesterday, days: columns.days) where !columns.isRemoved[Int(slot)] {
            let slot = Int(slot)
            guard book.occurrences.id(of: TransactionID(rawValue: columns.ids[slot])) == nil else { continue }
            // The oldest span is place 0.
            let span = question.paceSpans - 1 - Int(yesterday - columns.days[slot]) / question.paceSpanDays
            for place in columns.postings(slot) where columns.targets[place] & TransactionColumns.categoryBit != 0 {
                let category = Int(columns.targets[place] & ~TransactionColumns.categoryBit)
                guard book.categories[category].kind == .expense, !planned.contains(columns.payees[slot], category)
                else { continue }
                let currency = Int(columns.currencies[place])
                guard let account = Self.account(slot, currency, columns) else { continue }
                let key = Key(category: category, currency: currency)
                var entry = sums[key] ?? Sums(spans: [Int64](repeating: 0, count: question.paceSpans))
                entry.spans[span] = try Checked.sum(entry.spans[span], columns.minorUnits[place])
                entry.accounts[account] = try Checked.sum(entry.accounts[account] ?? 0, columns.minorUnits[place])
                sums[key] = entry
            }
        }
    }

    /// The first account of a transaction in a currency: what the spending left.
    ///
    /// None where it was exchanged on the way.
    private static func account(_ slot: Int, _ currency: Int, _ columns: TransactionColumns) -> Int? {
        for place in columns.postings(slot) where columns.targets[place] & TransactionColumns.categoryBit == 0 {
            if Int(columns.currencies[place]) == currency { return Int(columns.targets[place]) }
        }
        return nil
    }

    /// By category and currency.
    func paces(_ book: MoneyBook) -> [SpendingPace] {
        sums.compactMap { key, sums -> SpendingPace? in
            let spans = sums.spans.map { max(0, $0) }
            let shares = sums.accounts.filter { $0.value > 0 && !book.accounts[$0.key].isRemoved }
                .map { SpendingPace.Share(account: book.accounts[$0.key].id, minorUnits: $0.value) }
            guard spans.contains(where: { $0 > 0 }), !shares.isEmpty else { return nil }
            return SpendingPace(
                category: book.categories[key.category].id,
                currency: book.currencies[key.currency],
                spans: spans,
                spanDays: question.paceSpanDays,
                medianMinorUnits: SpendingPace.median(spans),
                shares: shares.sorted { $0.account < $1.account }
            )
        }
        .sorted { ($0.category, $0.currency.packed) < ($1.category, $1.currency.packed) }
    }
}

/// Payees and categories that a recurring entry plans.
private struct PlannedPairs {
    private struct Pair: Hashable {
        let payee: UInt32
        let category: Int
    }

    private var pairs: Set<Pair> = []

    init(_ book: MoneyBook) {
        for entry in book.recurring where !entry.isRemoved {
            let content = entry.content
            guard let payee = content.payee.map({ book.payees.find($0) }) ?? 0 else { continue }
            for case .category(let id) in content.postings.map(\.target) {
                if let category = book.categoryPlaces[id] { pairs.insert(Pair(payee: payee, category: category)) }
            }
        }
    }

    func contains(_ payee: UInt32, _ category: Int) -> Bool {
        !pairs.isEmpty && pairs.contains(Pair(payee: payee, category: category))
    }
}
