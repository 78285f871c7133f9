/// A line of a journal that is understood and that a book has no place for.
package struct JournalLeftOut: Hashable, Sendable {
    /// From 1.
    package let line: Int
    package let what: What

    /// No case carries text of the file.
    package enum What: UInt8, Sendable, CaseIterable, Hashable {
        /// Another file; none is ever opened.
        case include = 1
        /// A rule that makes postings (`=`), or a plan (`~`).
        case automated = 2
        case balanceAssertion = 3
        /// A posting outside the books, `(…)` or `[…]`.
        case virtualPosting = 4
        /// Securities or goods, kept at what they cost.
        case commodityAtCost = 5
        /// A document, event, note, query or other directive about the journal itself.
        case directive = 6
        case link = 7
        /// A state (`!`, `*`), code or second date.
        case mark = 8
        /// Metadata of others.
        case metadata = 9
        /// A day on which an account is opened or closed.
        case accountDay = 10
        /// A rule that changes what later lines mean and that is not followed.
        case rewriting = 11
        /// A price of what is no currency, on a day.
        case rate = 12

        /// A stable name for the API.
        package var code: String {
            switch self {
            case .include: "include"
            case .automated: "automated"
            case .balanceAssertion: "balance-assertion"
            case .virtualPosting: "virtual-posting"
            case .commodityAtCost: "commodity-at-cost"
            case .directive: "directive"
            case .link: "link"
            case .mark: "mark"
            case .metadata: "metadata"
            case .accountDay: "account-day"
            case .rewriting: "rewriting"
            case .rate: "rate"
            }
        }

        package var sentence: String {
            switch self {
            case .include: "The line names another file; import that one by itself."
            case .automated: "Rules and plans are not transactions."
            case .balanceAssertion: "A balance to check is not kept; the transactions are."
            case .virtualPosting: "A posting outside the books was left out."
            case .commodityAtCost: "Securities and goods are kept as money, at what they cost."
            case .directive: "The line says nothing about money that moved."
            case .link: "Links between transactions are not kept."
            case .mark: "States, codes and second dates are not kept."
            case .metadata: "Metadata that Flowkeep does not know was left out."
            case .accountDay: "Days on which accounts open and close are not kept."
            case .rewriting: "A rule that rewrites names was not followed."
            case .rate: "A price is kept where it is a rate between two currencies."
            }
        }
    }

    package init(line: Int, what: What) {
        self.line = line
        self.what = what
    }
}
