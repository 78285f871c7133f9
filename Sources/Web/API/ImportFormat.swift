import Money

/// What a person may say a file is: a statement of one account, or a journal of a whole book.
enum ImportFormat: Sendable {
    case statement(StatementFormat)
    case journal(JournalFormat)

    /// What may be said about a file, as it stands in addresses.
    static let names =
        ["auto", "ofx", "ofx1", "ofx2", "qfx", "qif", "csv", "tsv", "camt053", "mt940"]
        + JournalFormat.allCases.map(\.name)

    /// Nil for `auto`, and for anything else that is no format.
    init?(name: String) {
        if let format = JournalFormat(name: name) {
            self = .journal(format)
        } else if let format = StatementFormat(name: name) {
            self = .statement(format)
        } else {
            return nil
        }
    }

    var statement: StatementFormat? { if case .statement(let format) = self { format } else { nil } }
}

/// What an import would do.
enum ImportProposal: Sendable {
    case statement(ImportDesk.Proposal)
    case journal(JournalProposal)

    var id: String {
        switch self {
        case .statement(let proposal): proposal.staged.id
        case .journal(let proposal): proposal.staged.id
        }
    }
}
