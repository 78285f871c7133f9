import Primitives

/// One pass over the columns for ``CurrencyReport``.
struct CurrencySums {
    /// By place of the account: what was in it before the first day, and at the end of the last.
    private(set) var before: [Int64]
    private(set) var after: [Int64]
    /// By place of the currency: what flowed on accounts in it, and what that was worth on its days.
    private(set) var flow: [Int64]
    private(set) var flowValue: [Int64]
    private(set) var exchanged: [Int64]
    private(set) var income: Int64 = 0
    private(set) var spending: Int64 = 0
    /// Currencies that any posting was in.
    private(set) var isTouched: [Bool]

    private let base: Int
    private var rates: RateConverter

    init(_ book: MoneyBook, base: Int, _ rates: RateConverter, currencyCount: Int) {
        before = book.accounts.map(\.content.openingMinorUnits)
        after = before
        flow = [Int64](repeating: 0, count: currencyCount)
        (flowValue, exchanged) = (flow, flow)
        isTouched = [Bool](repeating: false, count: currencyCount)
        self.base = base
        self.rates = rates
    }

    mutating func run(_ book: MoneyBook, days: ClosedRange<Int32>) throws(MoneyError) {
        let columns = book.transactions
        let isExpense = book.categories.map { $0.kind == .expense }
        for slot in 0..<columns.count where !columns.isRemoved[slot] && columns.days[slot] <= days.upperBound {
            let isEarly = columns.days[slot] < days.lowerBound
            for place in columns.postings(slot) where columns.targets[place] & TransactionColumns.categoryBit == 0 {
                let account = Int(columns.targets[place])
                if isEarly { try Self.add(columns.minorUnits[place], to: &before[account]) }
                try Self.add(columns.minorUnits[place], to: &after[account])
            }
            if !isEarly { try addFlows(of: slot, columns, isExpense) }
        }
    }

    /// - Errors: `.overflow(.amount)`.
    private mutating func addFlows(
        of slot: Int,
        _ columns: TransactionColumns,
        _ isExpense: [Bool]
    ) throws(MoneyError) {
        let day = columns.days[slot]
        var residue: Int64 = 0
        var (isForeign, isWhole) = (false, true)
        for place in columns.postings(slot) {
            let (currency, minorUnits) = (Int(columns.currencies[place]), columns.minorUnits[place])
            isTouched[currency] = true
            isForeign = isForeign || currency != base
            guard let value = try rates.value(minorUnits, currency, on: day) else {
                isWhole = false
                continue
            }
            try Self.add(value, to: &residue)
            let target = columns.targets[place]
            if target & TransactionColumns.categoryBit == 0 {
                guard currency != base else { continue }
                try Self.add(minorUnits, to: &flow[currency])
                try Self.add(value, to: &flowValue[currency])
            } else if isExpense[Int(target & ~TransactionColumns.categoryBit)] {
                try Self.add(value, to: &spending)
            } else {
                try Self.add(-value, to: &income)
            }
        }
        guard isForeign, isWhole, residue != 0 else { return }
        try Self.add(residue, to: &exchanged[gaining(slot, columns)])
    }

    /// Whose gain an exchange is: the currency that is not the base, of two such the one that was given away.
    private func gaining(_ slot: Int, _ columns: TransactionColumns) -> Int {
        let postings = columns.postings(slot)
        var first = base
        var given: Int?
        for place in postings {
            let currency = Int(columns.currencies[place])
            guard currency != base else { continue }
            if first == base { first = currency }
            // At most a hundred postings of a ten-thousandth of Int64 each.
            let left = postings.reduce(0 as Int64) { sum, other in
                Int(columns.currencies[other]) == currency ? sum &+ columns.minorUnits[other] : sum
            }
            if left < 0 || (left > 0 && given == nil) { given = currency }
        }
        return given ?? first
    }

    static func add(_ minorUnits: Int64, to sum: inout Int64) throws(MoneyError) {
        let (result, overflow) = sum.addingReportingOverflow(minorUnits)
        guard !overflow else { throw .overflow(.amount) }
        sum = result
    }
}
