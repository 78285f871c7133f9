import Delimited
import Money
import Primitives

/// Writes a book as one table: a row for each part of a transaction on each of its accounts.
///
/// - Source: docs/spec/journal-formats.md §12.
struct CSVWriter: ExportWriter {
    private let book: MoneyBook
    private let transactions: TransactionsInOrder
    private var place: Int?

    static let header = [
        "Date", "Account", "Amount", "Currency", "Payee", "Category", "Transfer account", "Note", "Tags",
        "Transaction ID",
    ]

    init(_ book: MoneyBook) {
        self.book = book
        transactions = book.transactionsInOrder
    }

    mutating func writeNext(to output: inout [UInt8]) -> Bool {
        var rows = DelimitedWriter()
        defer { output.append(contentsOf: rows.bytes) }
        guard let place else {
            for word in Self.header { rows.add(trusted: word) }
            rows.endRow()
            place = 0
            return true
        }
        guard place < transactions.count else { return false }
        write(transactions[place], to: &rows)
        self.place = place + 1
        return true
    }

    private func write(_ transaction: MoneyTransaction, to rows: inout DelimitedWriter) {
        let parts = TransactionParts(transaction)
        var seen: Set<AccountID> = []
        for case .account(let id) in transaction.content.postings.map(\.target) where seen.insert(id).inserted {
            for (number, part) in parts.parts(of: id).enumerated() {
                write(part, number: number, account: id, transaction, to: &rows)
            }
        }
    }

    private func write(
        _ part: TransactionParts.Part,
        number: Int,
        account: AccountID,
        _ transaction: MoneyTransaction,
        to rows: inout DelimitedWriter
    ) {
        let content = transaction.content
        rows.add(trusted: content.day.iso)
        rows.add(text: book.account(account)?.name ?? "")
        rows.add(trusted: part.amount.decimal)
        rows.add(trusted: part.amount.currency.code)
        rows.add(text: content.payee ?? "")
        var category = ""
        var transfer = ""
        switch part.other {
        case .category(let id): category = book.categoryPath(id).joined(separator: ":")
        case .account(let id): transfer = book.account(id)?.name ?? ""
        case nil: break
        }
        rows.add(text: category)
        rows.add(text: transfer)
        rows.add(text: content.note ?? "")
        rows.add(text: content.tags.joined(separator: ", "))
        // Each row of an account has an id of its own, so that our import takes none for another.
        rows.add(trusted: number == 0 ? transaction.id.text : "\(transaction.id.text)-\(number + 1)")
        rows.endRow()
    }
}
