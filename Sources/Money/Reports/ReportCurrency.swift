/// In which currency a report shows amounts.
package enum ReportCurrency: String, Sendable, CaseIterable, Hashable {
    /// Each currency by itself.
    case original
    /// All in the base currency of the book, by its rates.
    case base
}
