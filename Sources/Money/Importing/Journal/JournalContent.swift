import Primitives

/// A transaction of a journal with its accounts decided, some of which are still to be made.
struct JournalContent {
    var day: CalendarDay
    var payee: String?
    var note: String?
    var tags: [String]
    var lines: [(target: JournalPreview.Target, amount: Amount)]

    /// With ids; nil where something is not in the book yet.
    func resolved(in book: MoneyBook) -> TransactionDraft? {
        var postings: [Posting] = []
        for line in lines {
            switch line.target {
            case .account(let id): postings.append(Posting(.account(id), line.amount))
            case .category(let kind, let path):
                guard let id = book.category(path: path, kind: kind) else { return nil }
                postings.append(Posting(.category(id), line.amount))
            case .newAccount, .exchange: return nil
            }
        }
        return TransactionDraft(day: day, payee: payee, note: note, tags: tags, postings: postings)
    }
}

extension TransactionContent {
    init(_ draft: TransactionDraft) {
        self.init(
            day: draft.day,
            payee: draft.payee,
            note: draft.note,
            tags: draft.tags,
            postings: draft.postings
        )
    }
}

extension MoneyBook {
    /// The category at a path of names; nil when one of them is missing.
    package func category(path: [String], kind: CategoryKind) -> CategoryID? {
        var parent: CategoryID?
        for name in path {
            guard let next = category(named: name, kind: kind, under: parent) else { return nil }
            parent = next
        }
        return parent
    }
}
