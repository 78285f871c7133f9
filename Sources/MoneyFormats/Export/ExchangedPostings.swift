import Money
import Primitives

/// How the postings of a transaction are written so that every tool sees it balance.
///
/// - Source: docs/spec/journal-formats.md §10.
struct ExchangedPostings {
    /// The posting that carries the price of all of itself, and that price, without a sign.
    private(set) var priced: (place: Int, total: Amount)?
    /// What goes through the exchange account, where no one posting is all of a currency.
    private(set) var exchanged: [Amount] = []

    init(_ postings: [Posting]) {
        var sums: [(currency: Currency, minorUnits: Int64)] = []
        for posting in postings {
            // A hundred postings within the limit cannot overflow.
            if let place = sums.firstIndex(where: { $0.currency == posting.amount.currency }) {
                sums[place].minorUnits += posting.amount.minorUnits
            } else {
                sums.append((posting.amount.currency, posting.amount.minorUnits))
            }
        }
        let open = sums.filter { $0.minorUnits != 0 }
        guard open.count == 2 else { return }
        for (own, other) in [(open[0], open[1]), (open[1], open[0])] {
            let places = postings.indices.filter { postings[$0].amount.currency == own.currency }
            guard places.count == 1 else { continue }
            priced = (places[0], Amount(minorUnits: abs(other.minorUnits), currency: other.currency))
            return
        }
        exchanged = open.map { Amount(minorUnits: -$0.minorUnits, currency: $0.currency) }
    }
}
