import Primitives

/// What the postings of a book come to in a report: as they were entered, or those to categories in the base currency.
///
/// A posting whose currency has no rate stays as it is; what adds up in its currency is left out at the end.
struct FlowColumns {
    /// Beside the postings of the book.
    private(set) var minorUnits: [Int64]
    /// Places in ``list``.
    private(set) var currencies: [UInt16]
    /// The currencies of the book, perhaps with the base currency behind them.
    private(set) var list: [Currency]
    /// The place of the only currency that is shown; nil shows all.
    private let shown: Int?

    init(_ book: MoneyBook) {
        (minorUnits, currencies) = (book.transactions.minorUnits, book.transactions.currencies)
        list = book.currencies
        shown = nil
    }

    /// - Errors: `.overflow(.amount)`.
    init(_ book: MoneyBook, in unit: ReportCurrency) throws(MoneyError) {
        (minorUnits, currencies) = (book.transactions.minorUnits, book.transactions.currencies)
        list = book.currencies
        guard unit == .base else {
            shown = nil
            return
        }
        let target = book.settings.baseCurrency
        if !list.contains(target) { list.append(target) }
        let base = list.firstIndex(of: target) ?? 0
        shown = base
        guard book.currencies.contains(where: { $0 != target }) else { return }
        try convert(book.transactions, to: base, RateConverter(book, list, to: target))
    }

    private mutating func convert(
        _ columns: TransactionColumns,
        to base: Int,
        _ rates: RateConverter
    ) throws(MoneyError) {
        var rates = rates
        let isKnown = list.indices.map { $0 != base && rates.knows($0) }
        // Moved out and back, so that the loop writes into memory nobody else can see.
        var (newUnits, newCurrencies) = (minorUnits, currencies)
        (minorUnits, currencies) = ([], [])
        for slot in 0..<columns.count where !columns.isRemoved[slot] {
            for place in columns.postings(slot) {
                let currency = Int(newCurrencies[place])
                guard isKnown[currency], columns.targets[place] & TransactionColumns.categoryBit != 0 else { continue }
                let value = try rates.value(newUnits[place], currency, on: columns.days[slot])
                newUnits[place] = value ?? 0
                newCurrencies[place] = UInt16(base)
            }
        }
        (minorUnits, currencies) = (newUnits, newCurrencies)
    }

    /// Whether sums in a currency are part of the report, by place.
    func isShown(_ currency: Int) -> Bool { shown == nil || shown == currency }

    /// Those of some places that are not part of the report, by code.
    func leftOut(_ touched: some Sequence<Int>) -> [Currency] {
        guard shown != nil else { return [] }
        return Set(touched.lazy.filter { !isShown($0) }).map { list[$0] }.sorted { $0.packed < $1.packed }
    }
}
