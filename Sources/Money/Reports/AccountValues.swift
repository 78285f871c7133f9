import Primitives

/// What balances of accounts are worth in a report, each in its own currency or all in the base currency.
struct AccountValues {
    private let book: MoneyBook
    private let base: Currency
    private var rates: RateConverter?
    /// By place of the account: that of its currency among those of all accounts.
    private var places: [Int] = []
    private var unknown: Set<Currency> = []

    init(_ book: MoneyBook, in unit: ReportCurrency) {
        self.book = book
        base = book.settings.baseCurrency
        guard unit == .base else { return }
        var list: [Currency] = []
        for account in book.accounts {
            let place = list.firstIndex(of: account.currency) ?? list.count
            if place == list.count { list.append(account.currency) }
            places.append(place)
        }
        rates = RateConverter(book, list, to: base)
    }

    /// Currencies that could not be converted so far and held something, by code.
    var leftOut: [Currency] { unknown.sorted { $0.packed < $1.packed } }

    /// - Errors: `.overflow(.amount)`.
    /// - `account`: Its place.
    /// - Result: Nil where no rate says.
    mutating func worth(
        _ minorUnits: Int64,
        of account: Int,
        on day: Int32
    ) throws(MoneyError) -> (currency: Currency, minorUnits: Int64)? {
        let currency = book.accounts[account].currency
        guard rates != nil else { return (currency, minorUnits) }
        if let value = try rates?.value(minorUnits, places[account], on: day) { return (base, value) }
        if minorUnits != 0 { unknown.insert(currency) }
        return nil
    }
}
