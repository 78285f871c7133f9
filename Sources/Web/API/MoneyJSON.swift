import JSON
import Money
import Primitives

/// How things of the money book are written in answers.
///
/// Shapes: ``MoneySchemas``.
enum MoneyJSON {
    static func write(_ account: LedgerAccount, to writer: inout JSONWriter) {
        let opening = Amount(minorUnits: account.content.openingMinorUnits, currency: account.currency)
        writer.object {
            $0.member("id", account.id.text)
            $0.member("name", account.name)
            $0.member("kind", account.content.kind.name)
            $0.member("currency", account.currency.code)
            $0.member("openingBalance", opening.decimal)
            $0.member("archived", account.content.isArchived)
        }
    }

    static func write(_ category: MoneyCategory, in book: MoneyBook, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", category.id.text)
            $0.member("name", category.name)
            $0.member("kind", category.kind.name)
            $0.member("parent", optional: category.content.parent?.text)
            $0.memberArray("path", book.categoryPath(category.id)) { $0.string($1) }
            $0.member("builtIn", category.isBuiltIn)
        }
    }

    static func write(_ transaction: MoneyTransaction, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", transaction.id.text)
            $0.member("version", transaction.version)
            writeContent(transaction.content, to: &$0)
            $0.member("import", optional: transaction.origin?.importID.text)
        }
    }

    static func write(_ draft: TransactionDraft, to writer: inout JSONWriter) {
        let content = TransactionContent(
            day: draft.day,
            payee: draft.payee,
            note: draft.note,
            tags: draft.tags,
            postings: draft.postings
        )
        writer.object { writeContent(content, to: &$0) }
    }

    private static func writeContent(_ content: TransactionContent, to writer: inout JSONWriter) {
        writer.member("date", content.day.iso)
        writer.member("payee", optional: content.payee)
        writer.member("note", optional: content.note)
        writer.memberArray("tags", content.tags) { $0.string($1) }
        write(content.postings, to: &writer)
    }

    /// As the member `postings`.
    static func write(_ postings: [Posting], to writer: inout JSONWriter) {
        writer.memberArray("postings", postings) { writer, posting in
            writer.object {
                switch posting.target {
                case .account(let id): $0.member("account", id.text)
                case .category(let id): $0.member("category", id.text)
                }
                $0.member("amount", posting.amount.decimal)
                $0.member("currency", posting.amount.currency.code)
            }
        }
    }

    static func amount(_ minorUnits: Int64, _ currency: Currency) -> String {
        Amount.decimal(minorUnits: minorUnits, decimals: currency.decimals)
    }

    static func write(_ totals: FlowTotals, to writer: inout JSONWriter) {
        writer.object { writeMembers(of: totals, to: &$0) }
    }

    static func writeMembers(of totals: FlowTotals, to writer: inout JSONWriter) {
        writer.member("currency", totals.currency.code)
        writer.member("income", amount(totals.incoming, totals.currency))
        writer.member("spending", amount(totals.outgoing, totals.currency))
        writer.member("kept", amount(totals.kept, totals.currency))
    }
}
