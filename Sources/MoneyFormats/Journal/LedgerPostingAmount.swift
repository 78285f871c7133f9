import Money

/// Reads what follows an account: `10 AAPL {100 USD} [2026-01-13] (lot) @ 120 USD = 10 AAPL`.
struct LedgerPostingAmount {
    private let amounts: JournalAmounts
    private let format: JournalFormat
    private(set) var hasAssertion = false

    init(_ amounts: JournalAmounts, _ format: JournalFormat) {
        self.amounts = amounts
        self.format = format
    }

    mutating func posting(
        _ text: inout Substring,
        account: Int
    ) throws(RejectedLine.Reason) -> JournalPosting {
        text = text.trimmingSpaces
        if text.isEmpty { return JournalPosting(account: account, amount: nil) }
        if text.first == "=" { throw .balanceAssignment }
        guard let amount = amounts.read(&text) else { throw .notAnAmount }
        var cost: JournalPosting.Quantity?
        var price: JournalPosting.Quantity?
        while let first = text.trimmingSpaces.first {
            text = text.trimmingSpaces
            switch first {
            case "{":
                cost = try lot(&text, amount)
                // What such a lot cost is said where it was bought; its price is another sum.
                if cost == nil, format == .beancount { throw .costOfLot }
            case "[": try skip(&text, to: "]")
            case "(":
                // `(@)` and `(@@)` are virtual costs; anything else in parentheses is a note of the lot.
                if text.hasPrefix("(@)") || text.hasPrefix("(@@)") {
                    price = try self.price(&text, amount)
                } else {
                    try skip(&text, to: ")")
                }
            case "@": price = try self.price(&text, amount)
            case "=":
                hasAssertion = true
                text = text[text.endIndex...]
            default: throw .notAnAmount
            }
        }
        // hledger reads costs in braces and balances by the price.
        let weight = format == .hledger ? price ?? cost : cost ?? price
        return JournalPosting(account: account, amount: amount, weight: weight)
    }

    private func lot(
        _ text: inout Substring,
        _ amount: JournalPosting.Quantity
    ) throws(RejectedLine.Reason) -> JournalPosting.Quantity? {
        let isTotal = text.hasPrefix("{{")
        text = text.dropFirst(isTotal ? 2 : 1).trimmingSpaces
        if text.first == "=" { text = text.dropFirst().trimmingSpaces }
        let read = try cost(&text)
        try skip(&text, to: "}")
        if isTotal, text.first == "}" { text.removeFirst() }
        guard let read else { return nil }
        return try isTotal ? Self.total(read, amount) : Self.each(read, amount)
    }

    /// The first part in the braces that is an amount: days and labels may stand before it.
    private func cost(_ text: inout Substring) throws(RejectedLine.Reason) -> JournalPosting.Quantity? {
        while true {
            text = text.trimmingSpaces
            var rest = text
            if let read = amounts.read(&rest), !read.commodity.isEmpty, let next = rest.trimmingSpaces.first,
                next == "}" || next == ","
            {
                text = rest
                return read
            }
            guard let end = text.firstIndex(where: { $0 == "," || $0 == "}" }) else { throw .notAnAmount }
            if text[end] == "}" { return nil }
            text = text[text.index(after: end)...]
        }
    }

    private func price(
        _ text: inout Substring,
        _ amount: JournalPosting.Quantity
    ) throws(RejectedLine.Reason) -> JournalPosting.Quantity {
        let isTotal = text.hasPrefix("@@") || text.hasPrefix("(@@)")
        text = text.drop { "(@)".contains($0) }
        if text.trimmingSpaces.first == "=" { text = text.trimmingSpaces.dropFirst() }
        guard let read = amounts.read(&text) else { throw .notAnAmount }
        return try isTotal ? Self.total(read, amount) : Self.each(read, amount)
    }

    /// A total is written without a sign; it has the amount's.
    static func total(
        _ total: JournalPosting.Quantity,
        _ amount: JournalPosting.Quantity
    ) throws(RejectedLine.Reason) -> JournalPosting.Quantity {
        let number = total.number.magnitude
        return .init(number: amount.number.isNegative ? number.negated : number, commodity: total.commodity)
    }

    static func each(
        _ unit: JournalPosting.Quantity,
        _ amount: JournalPosting.Quantity
    ) throws(RejectedLine.Reason) -> JournalPosting.Quantity {
        guard let total = amount.priced(at: unit) else { throw .amountTooLarge }
        return total
    }

    private func skip(_ text: inout Substring, to end: Character) throws(RejectedLine.Reason) {
        guard let index = text.firstIndex(of: end) else { throw .notAnAmount }
        text = text[text.index(after: index)...]
    }
}
