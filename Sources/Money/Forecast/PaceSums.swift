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

        init(spanCount: Int) { spans = [Int64](repeating: 0, count: spanCount) }

        mutating func add(_ minorUnits: Int64, _ account: Int, span: Int) throws(MoneyError) {
            spans[span] = try Checked.sum(spans[span], minorUnits)
            accounts[account, default: 0] = try Checked.sum(accounts[account] ?? 0, minorUnits)
        }
    }

    /// Of one transfer, by place of the accounts.
    fileprivate struct Route: Hashable {
        let from: Int
        let to: Int
        let currency: Int
    }

    private let question: ForecastQuestion
    private let first: Int32
    private let yesterday: Int32
    private var sums: [Key: Sums] = [:]
    private var moved: [Route: [Int64]] = [:]

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
            guard !planned.isOfLoan(columns.postings(slot), columns) else { continue }
            // The oldest span is place 0.
            let span = question.paceSpans - 1 - Int(yesterday - columns.days[slot]) / question.paceSpanDays
            if let route = Self.route(slot, columns) {
                guard !planned.contains(columns.payees[slot], route) else { continue }
                let minorUnits = columns.minorUnits[columns.postings(slot).lowerBound].magnitude
                try Self.add(
                    Int64(clamping: minorUnits),
                    to: &moved[route, default: [Int64](repeating: 0, count: question.paceSpans)][span]
                )
                continue
            }
            for place in columns.postings(slot) where columns.targets[place] & TransactionColumns.categoryBit != 0 {
                let category = Int(columns.targets[place] & ~TransactionColumns.categoryBit)
                guard book.categories[category].kind == .expense, !planned.contains(columns.payees[slot], category)
                else { continue }
                try divide(place, category, columns.postings(slot), columns, span: span)
            }
        }
    }

    private static func add(_ minorUnits: Int64, to sum: inout Int64) throws(MoneyError) {
        sum = try Checked.sum(sum, minorUnits)
    }

    /// Adds what was posted to a category, divided over the accounts that paid it or got it back.
    ///
    /// Where no account of the currency paid, as with what is kept back from a salary, nothing goes at this pace.
    private mutating func divide(
        _ place: Int,
        _ category: Int,
        _ postings: Range<Int>,
        _ columns: TransactionColumns,
        span: Int
    ) throws(MoneyError) {
        let minorUnits = columns.minorUnits[place]
        let key = Key(category: category, currency: Int(columns.currencies[place]))
        func accounts(_ isPayer: (Int64) -> Bool) -> Int128 {
            postings.reduce(Int128(0)) { sum, other in
                let isTheirs = Self.isAccount(other, key.currency, columns) && isPayer(columns.minorUnits[other])
                return isTheirs ? sum + Int128(columns.minorUnits[other].magnitude) : sum
            }
        }
        // What came back went to accounts, or made what they paid less.
        let isBack = minorUnits < 0 && accounts { $0 > 0 } > 0
        let whole = accounts { isBack ? $0 > 0 : $0 < 0 }
        guard whole > 0 else { return }
        var (reached, given) = (Int128(0), Int64(0))
        for other in postings where Self.isAccount(other, key.currency, columns) {
            let paid = columns.minorUnits[other]
            guard isBack ? paid > 0 : paid < 0 else { continue }
            reached += Int128(paid.magnitude)
            let through = Int64(clamping: Int128(minorUnits) * reached / whole)
            try sums[key, default: Sums(spanCount: question.paceSpans)]
                .add(through - given, Int(columns.targets[other]), span: span)
            given = through
        }
    }

    private static func isAccount(_ place: Int, _ currency: Int, _ columns: TransactionColumns) -> Bool {
        columns.targets[place] & TransactionColumns.categoryBit == 0 && Int(columns.currencies[place]) == currency
    }

    /// Where a transfer between two accounts of one currency went; nil for anything else.
    private static func route(_ slot: Int, _ columns: TransactionColumns) -> Route? {
        let places = columns.postings(slot)
        guard places.count == 2 else { return nil }
        let (one, other) = (places.lowerBound, places.lowerBound + 1)
        guard (columns.targets[one] | columns.targets[other]) & TransactionColumns.categoryBit == 0,
            columns.currencies[one] == columns.currencies[other]
        else { return nil }
        let (from, to) = columns.minorUnits[one] < 0 ? (one, other) : (other, one)
        return Route(
            from: Int(columns.targets[from]),
            to: Int(columns.targets[to]),
            currency: Int(columns.currencies[one])
        )
    }

    /// By category and currency; those in which most often nothing goes are none.
    func paces(_ book: MoneyBook) -> [SpendingPace] {
        sums.compactMap { key, sums -> SpendingPace? in
            let spans = sums.spans.map { max(0, $0) }
            let shares = sums.accounts.filter { $0.value > 0 && !book.accounts[$0.key].isRemoved }
                .map { SpendingPace.Share(account: book.accounts[$0.key].id, minorUnits: $0.value) }
            let median = SpendingPace.median(spans)
            guard median > 0, !shares.isEmpty else { return nil }
            return SpendingPace(
                category: book.categories[key.category].id,
                currency: book.currencies[key.currency],
                spans: spans,
                spanDays: question.paceSpanDays,
                medianMinorUnits: median,
                shares: shares.sorted { $0.account < $1.account }
            )
        }
        .sorted { ($0.category, $0.currency.packed) < ($1.category, $1.currency.packed) }
    }
}

extension PaceSums {
    /// By the accounts they leave and reach.
    func transfers(_ book: MoneyBook) -> [TransferPace] {
        moved.compactMap { route, spans -> TransferPace? in
            let (from, to) = (book.accounts[route.from], book.accounts[route.to])
            let median = SpendingPace.median(spans)
            guard median > 0, !from.isRemoved, !to.isRemoved else { return nil }
            return TransferPace(
                from: from.id,
                to: to.id,
                currency: book.currencies[route.currency],
                spans: spans,
                spanDays: question.paceSpanDays,
                medianMinorUnits: median
            )
        }
        .sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }
}

/// Payees with categories, or with the accounts of a transfer, that a recurring entry plans.
private struct PlannedPairs {
    private struct Pair: Hashable {
        let payee: UInt32
        let category: Int
    }

    private struct Move: Hashable {
        let payee: UInt32
        let route: PaceSums.Route
    }

    private var pairs: Set<Pair> = []
    private var moves: Set<Move> = []
    /// Places of the accounts whose payments a loan plans.
    private let loans: Set<UInt32>

    init(_ book: MoneyBook) {
        loans = Set(book.items(LoanContent.self).compactMap { book.accountPlaces[$0.content.account].map(UInt32.init) })
        for entry in book.recurring where !entry.isRemoved {
            let content = entry.content
            guard let payee = content.payee.map({ book.payees.find($0) }) ?? 0 else { continue }
            if let route = Self.route(content.postings, book) { moves.insert(Move(payee: payee, route: route)) }
            // Without a payee the category alone would make everything in it planned.
            guard payee > 0 else { continue }
            for case .category(let id) in content.postings.map(\.target) {
                if let category = book.categoryPlaces[id] { pairs.insert(Pair(payee: payee, category: category)) }
            }
        }
    }

    private static func route(_ postings: [Posting], _ book: MoneyBook) -> PaceSums.Route? {
        let sorted = postings.sorted { $0.amount.minorUnits < $1.amount.minorUnits }
        guard sorted.count == 2, case .account(let from) = sorted[0].target, case .account(let to) = sorted[1].target,
            sorted[0].amount.currency == sorted[1].amount.currency,
            let currency = book.currencies.firstIndex(of: sorted[0].amount.currency),
            let from = book.accountPlaces[from], let to = book.accountPlaces[to]
        else { return nil }
        return PaceSums.Route(from: from, to: to, currency: currency)
    }

    func isOfLoan(_ postings: Range<Int>, _ columns: TransactionColumns) -> Bool {
        !loans.isEmpty && postings.contains { loans.contains(columns.targets[$0]) }
    }

    func contains(_ payee: UInt32, _ route: PaceSums.Route) -> Bool {
        !moves.isEmpty && moves.contains(Move(payee: payee, route: route))
    }

    func contains(_ payee: UInt32, _ category: Int) -> Bool {
        !pairs.isEmpty && pairs.contains(Pair(payee: payee, category: category))
    }
}
