import Primitives

/// Makes lines in currencies of a journal's postings: fills in the amount left open, turns what is no money into what
/// it cost, and refuses what does not balance.
///
/// - Source: docs/spec/journal-formats.md §6.
package struct JournalBalancer {
    /// Whether something that is no money was turned into its cost.
    package private(set) var keptAtCost = false
    private var lines: [JournalTransaction.Line] = []
    private var atCost: Int?
    /// What postings with a price are worth, by currency, for the amount left open.
    private var weights: [Currency: Int64] = [:]

    package init() {}

    /// The lines of a transaction; none where all of its amounts are zero.
    package mutating func lines(
        of postings: [JournalPosting]
    ) throws(RejectedLine.Reason) -> [JournalTransaction.Line] {
        guard postings.count <= MoneyLimits.postingsPerTransaction else { throw .tooManyParts }
        var open: Int?
        for posting in postings {
            guard let amount = posting.amount else {
                guard open == nil else { throw .noAmount }
                open = posting.account
                continue
            }
            try take(amount, weight: posting.weight, account: posting.account)
        }
        if let open {
            for (currency, sum) in weights.sorted(by: { $0.key.code < $1.key.code }) where sum != 0 {
                try append(account: open, -sum, currency)
            }
        }
        // Nothing moves, and nothing is wrong.
        if lines.isEmpty, !postings.isEmpty { return [] }
        try settle()
        return lines
    }

    private mutating func take(
        _ amount: JournalPosting.Quantity,
        weight: JournalPosting.Quantity?,
        account: Int
    ) throws(RejectedLine.Reason) {
        if let currency = Currency(code: amount.commodity) {
            let units = try Self.minorUnits(amount.number, currency)
            try append(account: account, units, currency)
            guard let weight, let other = Currency(code: weight.commodity) else { return try weigh(units, currency) }
            return try weigh(Self.rounded(weight.number, other), other)
        }
        guard let weight, let currency = Currency(code: weight.commodity) else {
            if amount.number.isZero { return }
            throw .unknownCurrency
        }
        let units = try Self.rounded(weight.number, currency)
        keptAtCost = true
        if units != 0 { atCost = lines.count }
        try append(account: account, units, currency)
        try weigh(units, currency)
    }

    private mutating func append(account: Int, _ units: Int64, _ currency: Currency) throws(RejectedLine.Reason) {
        // An amount of nothing says nothing.
        if units == 0 { return }
        guard units.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .amountTooLarge }
        lines.append(.init(account: account, amount: Amount(minorUnits: units, currency: currency)))
    }

    private mutating func weigh(_ units: Int64, _ currency: Currency) throws(RejectedLine.Reason) {
        let (sum, overflow) = weights[currency, default: 0].addingReportingOverflow(units)
        guard !overflow, sum.magnitude <= UInt64(MoneyLimits.minorUnits) else { throw .amountTooLarge }
        weights[currency] = sum
    }

    /// Checks the balance as the book will; what rounding a cost left over goes to the posting that was rounded.
    private mutating func settle() throws(RejectedLine.Reason) {
        guard lines.count >= 2 else { throw .unbalanced }
        guard lines.count <= MoneyLimits.postingsPerTransaction else { throw .tooManyParts }
        var sums: [Currency: Int64] = [:]
        for line in lines { sums[line.amount.currency, default: 0] += line.amount.minorUnits }
        let open = sums.filter { $0.value != 0 }
        if open.isEmpty { return }
        if open.count == 2, Set(open.values.map { $0 < 0 }).count == 2 { return }
        guard open.count == 1, let (currency, rest) = open.first, let atCost, atCost < lines.count,
            lines[atCost].amount.currency == currency, rest.magnitude <= UInt64(lines.count),
            lines[atCost].amount.minorUnits != rest
        else { throw .unbalanced }
        let units = lines[atCost].amount.minorUnits - rest
        lines[atCost].amount = Amount(minorUnits: units, currency: currency)
    }

    private static func minorUnits(_ number: StatementAmount, _ currency: Currency) throws(RejectedLine.Reason) -> Int64
    {
        do throws(AmountError) {
            return try number.minorUnits(in: currency)
        } catch {
            throw error == .overflow ? .amountTooLarge : .tooManyDecimals
        }
    }

    /// To the nearest minor unit, halves away from zero.
    private static func rounded(_ number: StatementAmount, _ currency: Currency) throws(RejectedLine.Reason) -> Int64 {
        var (units, scale) = (number.units, number.scale)
        while scale > currency.decimals {
            // Only the last digit dropped decides.
            let rest = scale == currency.decimals + 1 ? units % 10 : 0
            units = units / 10 + (rest >= 5 ? 1 : rest <= -5 ? -1 : 0)
            scale -= 1
        }
        guard let exact = StatementAmount(units: units, scale: scale) else { throw .amountTooLarge }
        return try minorUnits(exact, currency)
    }
}
