import Money
import Primitives

/// Writes a book for beancount.
///
/// - Source: docs/spec/journal-formats.md §11.
struct BeancountWriter: ExportWriter {
    private let book: MoneyBook
    private let options: ExportOptions
    private let labels: JournalLabels
    private let transactions: TransactionsInOrder
    private var place: Int?

    init(_ book: MoneyBook, _ options: ExportOptions) {
        self.book = book
        self.options = options
        labels = JournalLabels(book, .beancount)
        transactions = book.transactionsInOrder
    }

    mutating func writeNext(to output: inout [UInt8]) -> Bool {
        guard let place else {
            writeHead(to: &output)
            place = 0
            return true
        }
        guard place < transactions.count else { return false }
        write(transactions[place], to: &output)
        self.place = place + 1
        return true
    }

    private func writeHead(to output: inout [UInt8]) {
        output.append(line: "; " + JournalHeader.text(book, options))
        output.append(line: "option \"title\" \"Flowkeep\"")
        // A total price is divided and multiplied again, with 28 digits, and nothing says how far yen may be off.
        output.append(line: "option \"inferred_tolerance_default\" \"*:0.000001\"")
        if book.hasSettings {
            output.append(line: "option \"operating_currency\" \"\(book.settings.baseCurrency.code)\"")
        }
        output.append(0x0A)
        let day = (transactions.first?.content.day ?? options.day).iso
        let accounts = book.liveAccounts.sorted { $0.id < $1.id }
        for account in accounts {
            guard let label = labels.accounts[account.id] else { continue }
            output.append(line: "\(day) open \(label.text) \(account.currency.code)")
            if let name = label.name { write("fk-name", name, to: &output) }
            write("fk-id", account.id.text, to: &output)
            write("fk-kind", account.content.kind.name, to: &output)
            if account.content.isArchived { write("fk-archived", "yes", to: &output) }
        }
        for category in book.liveCategories.sorted(by: { $0.id < $1.id }) {
            guard let label = labels.categories[category.id] else { continue }
            output.append(line: "\(day) open \(label.text)")
            if let name = label.name { write("fk-name", name, to: &output) }
            write("fk-id", category.id.text, to: &output)
        }
        output.append(line: "\(day) open Equity:Opening-Balances")
        output.append(line: "\(day) open Equity:\(JournalNames.exchange)")
        output.append(0x0A)
        for dated in book.allRates {
            let pair = dated.id.pair
            output.append(line: "\(dated.id.day.iso) price \(pair.from.code) \(dated.rate.text) \(pair.to.code)")
        }
        if book.rateCount > 0 { output.append(0x0A) }
        for account in accounts where account.content.openingMinorUnits != 0 {
            guard let label = labels.accounts[account.id] else { continue }
            let amount = Amount(minorUnits: account.content.openingMinorUnits, currency: account.currency)
            // Within the book's limit, so it can be negated.
            let opposite = Amount(minorUnits: -amount.minorUnits, currency: amount.currency)
            output.append(line: "\(day) * \"Opening balance\"")
            write("fk-opening", "yes", to: &output)
            output.append(line: "  \(label.text)  \(amount.decimal) \(amount.currency.code)")
            output.append(line: "  Equity:Opening-Balances  \(opposite.decimal) \(amount.currency.code)")
            output.append(0x0A)
        }
    }

    private func write(_ transaction: MoneyTransaction, to output: inout [UInt8]) {
        let content = transaction.content
        output.append(text: content.day.iso + " *")
        if let payee = content.payee { output.append(text: " " + Self.quoted(payee)) }
        output.append(text: " " + Self.quoted(content.note ?? ""))
        let plain = content.tags.filter(JournalDialect.isPlainTag)
        for tag in plain { output.append(text: " #" + tag) }
        output.append(0x0A)
        write("fk-id", transaction.id.text, to: &output)
        if plain.count < content.tags.count {
            write("fk-tags", content.tags.map(JournalEscape.escaped).joined(separator: "|"), to: &output)
        }
        let exchange = ExchangedPostings(content.postings)
        for (place, posting) in content.postings.enumerated() {
            output.append(
                text: "  \(label(of: posting.target))  \(posting.amount.decimal) \(posting.amount.currency.code)"
            )
            if let priced = exchange.priced, priced.place == place {
                output.append(text: " @@ \(priced.total.decimal) \(priced.total.currency.code)")
            }
            output.append(0x0A)
        }
        for amount in exchange.exchanged {
            output.append(line: "  Equity:\(JournalNames.exchange)  \(amount.decimal) \(amount.currency.code)")
        }
        writeDocuments(of: transaction, to: &output)
        output.append(0x0A)
    }

    /// The receipts, as documents of the account that the entry begins with.
    private func writeDocuments(of transaction: MoneyTransaction, to output: inout [UInt8]) {
        guard let paths = options.receiptPaths[transaction.id] else { return }
        let accounts = transaction.content.postings.map(\.target).filter {
            if case .account = $0 { true } else { false }
        }
        guard let account = accounts.first else { return }
        output.append(0x0A)
        for path in paths {
            let day = transaction.content.day.iso
            output.append(line: "\(day) document \(label(of: account)) \(Self.quoted(path))")
        }
    }

    private func write(_ key: String, _ value: String, to output: inout [UInt8]) {
        output.append(line: "  \(key): " + Self.quoted(value))
    }

    private func label(of target: PostingTarget) -> String {
        switch target {
        case .account(let id): labels.accounts[id]?.text ?? "Equity:Unknown"
        case .category(let id): labels.categories[id]?.text ?? "Equity:Unknown"
        }
    }

    /// A string on one line: quotes, backslashes and line breaks are escaped.
    static func quoted(_ text: String) -> String {
        var result = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            default: result.append(scalar)
            }
        }
        result.append("\"")
        return String(result)
    }
}
