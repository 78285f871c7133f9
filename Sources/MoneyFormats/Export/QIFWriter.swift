import Money
import Primitives

/// Writes the accounts of a book as QIF.
///
/// - Source: docs/spec/journal-formats.md §15.
struct QIFWriter: ExportWriter {
    private let book: MoneyBook
    private let transactions: TransactionsInOrder
    private let places: [AccountID: [Int]]
    private let accounts: [LedgerAccount]
    private var step = Step.head

    private enum Step {
        case head
        case account(Int)
        case transaction(account: Int, Int)
    }

    init(_ book: MoneyBook) {
        self.book = book
        transactions = book.transactionsInOrder
        places = transactions.places()
        accounts = book.liveAccounts.sorted { $0.id < $1.id }
    }

    /// A name without what QIF gives a meaning of its own: levels, classes, transfers.
    static func name(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar {
                    case ":", "/", "|": "-"
                    case "[": "("
                    case "]": ")"
                    default: scalar.value < 0x20 ? " " : scalar
                    }
                }
            )
        )
    }

    mutating func writeNext(to output: inout [UInt8]) -> Bool {
        switch step {
        case .head:
            writeCategories(to: &output)
            step = .account(0)
        case .account(let place):
            guard place < accounts.count else { return false }
            open(accounts[place], to: &output)
            step = .transaction(account: place, 0)
        case .transaction(let account, let index):
            let own = places[accounts[account].id] ?? []
            if index < own.count {
                write(transactions[own[index]], accounts[account], to: &output)
                step = .transaction(account: account, index + 1)
            } else {
                step = .account(account + 1)
            }
        }
        return true
    }

    private func writeCategories(to output: inout [UInt8]) {
        output.append(line: "!Type:Cat")
        for category in book.liveCategories.sorted(by: { $0.id < $1.id }) {
            output.append(line: "N" + path(category.id))
            output.append(line: category.kind == .income ? "I" : "E")
            output.append(line: "^")
        }
    }

    private func open(_ account: LedgerAccount, to output: inout [UInt8]) {
        let type =
            switch account.content.kind {
            case .cash, .wallet: "Cash"
            case .bank: "Bank"
            case .card: "CCard"
            case .loan: "Oth L"
            case .investment, .person: "Oth A"
            }
        output.append(line: "!Account")
        output.append(line: "N" + Self.name(account.name))
        output.append(line: "T" + type)
        output.append(line: "^")
        output.append(line: "!Type:" + type)
        guard account.content.openingMinorUnits != 0 else { return }
        let amount = Amount(minorUnits: account.content.openingMinorUnits, currency: account.currency)
        let first = transactions.first?.content.day.iso ?? "1970-01-01"
        output.append(line: "D" + first)
        output.append(line: "T" + amount.decimal)
        output.append(line: "POpening Balance")
        output.append(line: "L[\(Self.name(account.name))]")
        output.append(line: "^")
    }

    private func write(_ transaction: MoneyTransaction, _ account: LedgerAccount, to output: inout [UInt8]) {
        let content = transaction.content
        let parts = TransactionParts(transaction)
        let own = parts.parts(of: account.id)
        // Parts of one amount are splits of one record, everything else is a record each.
        let records = parts.isOneAmount(of: account.id) ? [own] : own.map { [$0] }
        for record in records where !record.isEmpty {
            let total = record.reduce(Int64(0)) { $0 + $1.amount.minorUnits }
            output.append(line: "D" + content.day.iso)
            output.append(line: "T" + Amount(minorUnits: total, currency: account.currency).decimal)
            if let payee = content.payee { output.append(line: "P" + Self.line(payee)) }
            if let note = content.note { output.append(line: "M" + Self.line(note)) }
            if record.count == 1 {
                if let other = other(record[0]) { output.append(line: "L" + other) }
            } else {
                for part in record {
                    output.append(line: "S" + (other(part) ?? ""))
                    output.append(line: "$" + part.amount.decimal)
                }
            }
            output.append(line: "^")
        }
    }

    private func other(_ part: TransactionParts.Part) -> String? {
        switch part.other {
        case .category(let id): path(id)
        case .account(let id): book.account(id).map { "[\(Self.name($0.name))]" }
        case nil: nil
        }
    }

    private func path(_ id: CategoryID) -> String {
        book.categoryPath(id).map(Self.name).joined(separator: ":")
    }

    /// One line: a line break would begin another field, and a `^` the next record.
    private static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    }
}
