import Money

/// Why lines of a journal were refused or left out, in the language of the page.
enum JournalLineWords {
    static func sentence(_ what: JournalLeftOut.What) -> String {
        switch what {
        case .include: localized("The line names another file; import that one by itself.")
        case .automated: localized("Rules and plans are not transactions.")
        case .balanceAssertion: localized("A balance to check is not kept; the transactions are.")
        case .virtualPosting: localized("A posting outside the books was left out.")
        case .commodityAtCost: localized("Securities and goods are kept as money, at what they cost.")
        case .directive: localized("The line says nothing about money that moved.")
        case .link: localized("Links between transactions are not kept.")
        case .mark: localized("States, codes and second dates are not kept.")
        case .metadata: localized("Metadata that Flowkeep does not know was left out.")
        case .accountDay: localized("Days on which accounts open and close are not kept.")
        case .rewriting: localized("A rule that rewrites names was not followed.")
        case .rate: localized("A price is kept where it is a rate between two currencies.")
        }
    }

    /// A journal's transaction holds fewer parts than a statement's.
    static func sentence(_ reason: RejectedLine.Reason) -> String {
        switch reason {
        case .tooManyParts: localized("The transaction has more than 100 parts.")
        default: RejectionWords.sentence(reason)
        }
    }
}
