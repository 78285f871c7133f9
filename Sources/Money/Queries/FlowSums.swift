import Primitives

/// Sums of income and spending by currency; an overflow is remembered and refused at the end.
struct FlowSums {
    private var incoming: [Int64]
    private var outgoing: [Int64]
    private(set) var isTouched: [Bool]
    private var overflowed = false

    init(currencyCount: Int) {
        incoming = [Int64](repeating: 0, count: currencyCount)
        outgoing = incoming
        isTouched = [Bool](repeating: false, count: currencyCount)
    }

    /// Adds what the transactions in some slots put into categories that the matcher counts.
    mutating func add(
        _ slots: ArraySlice<UInt32>,
        _ book: MoneyBook,
        _ flows: FlowColumns,
        _ matcher: TransactionMatcher
    ) {
        let columns = book.transactions
        let isExpense = book.categories.map { $0.kind == .expense }
        // Moved out and back, so that the loop writes into memory nobody else can see.
        var (incoming, outgoing, isTouched) = (incoming, outgoing, isTouched)
        (self.incoming, self.outgoing, self.isTouched) = ([], [], [])
        for slot in slots {
            for place in columns.postings(Int(slot)) {
                let target = columns.targets[place]
                guard target & TransactionColumns.categoryBit != 0, matcher.counts(target: target) else { continue }
                let currency = Int(flows.currencies[place])
                isTouched[currency] = true
                let overflow =
                    isExpense[Int(target & ~TransactionColumns.categoryBit)]
                    ? Self.add(flows.minorUnits[place], to: &outgoing[currency])
                    : Self.subtract(flows.minorUnits[place], from: &incoming[currency])
                overflowed = overflowed || overflow
            }
        }
        (self.incoming, self.outgoing, self.isTouched) = (incoming, outgoing, isTouched)
    }

    /// Adds other sums of the same currencies.
    mutating func add(_ other: FlowSums) {
        for currency in isTouched.indices where other.isTouched[currency] {
            isTouched[currency] = true
            let overflows = [
                Self.add(other.outgoing[currency], to: &outgoing[currency]),
                Self.add(other.incoming[currency], to: &incoming[currency]),
            ]
            overflowed = overflowed || overflows.contains(true)
        }
        overflowed = overflowed || other.overflowed
    }

    private static func add(_ minorUnits: Int64, to sum: inout Int64) -> Bool {
        let (result, overflow) = sum.addingReportingOverflow(minorUnits)
        sum = result
        return overflow
    }

    private static func subtract(_ minorUnits: Int64, from sum: inout Int64) -> Bool {
        let (result, overflow) = sum.subtractingReportingOverflow(minorUnits)
        sum = result
        return overflow
    }

    /// By code of the currency.
    func totals(_ flows: FlowColumns) throws(MoneyError) -> [FlowTotals] {
        guard !overflowed else { throw .overflow(.amount) }
        var result: [FlowTotals] = []
        for (place, currency) in flows.list.enumerated() where isTouched[place] && flows.isShown(place) {
            let (kept, overflow) = incoming[place].subtractingReportingOverflow(outgoing[place])
            guard !overflow else { throw .overflow(.amount) }
            result.append(
                FlowTotals(currency: currency, incoming: incoming[place], outgoing: outgoing[place], kept: kept)
            )
        }
        return result.sorted { $0.currency.packed < $1.currency.packed }
    }
}
