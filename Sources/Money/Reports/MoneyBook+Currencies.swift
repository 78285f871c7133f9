package import Primitives

extension MoneyBook {
    /// Whether amounts are in more than one currency, or in another than the base.
    package var hasForeignCurrency: Bool {
        accounts.contains { !$0.isRemoved && $0.currency != settings.baseCurrency }
            || currencies.contains { $0 != settings.baseCurrency }
    }

    /// What other currencies than the base held and gained in a span.
    ///
    /// - Errors: `.invalid(.to)` for a span that ends before it begins, `.overflow(.amount)`.
    package func currencyReport(from: CalendarDay, to: CalendarDay) throws(MoneyError) -> CurrencyReport {
        guard from <= to else { throw .invalid(.to) }
        let target = settings.baseCurrency
        var list = currencies
        for account in accounts where !list.contains(account.currency) { list.append(account.currency) }
        if !list.contains(target) { list.append(target) }
        let base = list.firstIndex(of: target) ?? 0
        var rates = RateConverter(self, list, to: target)
        var sums = CurrencySums(self, base: base, rates, currencyCount: list.count)
        try sums.run(self, days: from.daysSinceEpoch...to.daysSinceEpoch)
        let before = try CurrencyHoldings(sums.before, self, list, &rates, on: from.daysSinceEpoch - 1)
        let after = try CurrencyHoldings(sums.after, self, list, &rates, on: to.daysSinceEpoch)
        var rows: [CurrencyReport.Row] = []
        var leftOut: [Currency] = []
        var (held, exchanged): (Int64, Int64) = (0, 0)
        let byCode = list.indices.sorted { list[$0].packed < list[$1].packed }
        for place in byCode where place != base {
            let isHeld = before.isHeld[place] || after.isHeld[place]
            guard isHeld || sums.isTouched[place] else { continue }
            guard rates.knows(place) else {
                leftOut.append(list[place])
                continue
            }
            let row = try row(place, list, sums, before, after, rates.shownRate(place, on: to.daysSinceEpoch))
            try CurrencySums.add(row.held, to: &held)
            try CurrencySums.add(row.exchanged, to: &exchanged)
            rows.append(row)
        }
        var gain = held
        try CurrencySums.add(exchanged, to: &gain)
        return CurrencyReport(
            days: from...to,
            base: target,
            rows: rows,
            worthBefore: before.worth,
            worthAfter: after.worth,
            income: sums.income,
            spending: sums.spending,
            held: held,
            exchanged: exchanged,
            gain: gain,
            leftOut: leftOut
        )
    }

    private func row(
        _ place: Int,
        _ list: [Currency],
        _ sums: CurrencySums,
        _ before: CurrencyHoldings,
        _ after: CurrencyHoldings,
        _ rate: (rate: Rate, day: CalendarDay)?
    ) throws(MoneyError) -> CurrencyReport.Row {
        var held = after.values[place]
        for part in [before.values[place], sums.flowValue[place]] {
            let (difference, overflow) = held.subtractingReportingOverflow(part)
            guard !overflow else { throw .overflow(.amount) }
            held = difference
        }
        var gain = held
        try CurrencySums.add(sums.exchanged[place], to: &gain)
        return CurrencyReport.Row(
            currency: list[place],
            before: .init(minorUnits: before.sums[place], value: before.values[place]),
            after: .init(minorUnits: after.sums[place], value: after.values[place]),
            flow: .init(minorUnits: sums.flow[place], value: sums.flowValue[place]),
            rate: rate?.rate,
            rateDay: rate?.day,
            held: held,
            exchanged: sums.exchanged[place],
            gain: gain
        )
    }
}

/// What the accounts held on one day, by place of the currency.
private struct CurrencyHoldings {
    private(set) var sums: [Int64]
    private(set) var values: [Int64]
    private(set) var isHeld: [Bool]
    /// Everything that has a rate.
    private(set) var worth: Int64 = 0

    /// - `balances`: By place of the account.
    init(
        _ balances: [Int64],
        _ book: MoneyBook,
        _ list: [Currency],
        _ rates: inout RateConverter,
        on day: Int32
    ) throws(MoneyError) {
        sums = [Int64](repeating: 0, count: list.count)
        values = sums
        isHeld = [Bool](repeating: false, count: list.count)
        for (place, account) in book.accounts.enumerated() where !account.isRemoved && balances[place] != 0 {
            guard let currency = list.firstIndex(of: account.currency) else { continue }
            isHeld[currency] = true
            try CurrencySums.add(balances[place], to: &sums[currency])
            guard let value = try rates.value(balances[place], currency, on: day) else { continue }
            try CurrencySums.add(value, to: &values[currency])
            try CurrencySums.add(value, to: &worth)
        }
    }
}
