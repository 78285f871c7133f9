import Money
import Primitives

/// Writes all of a book as one JSON object.
///
/// - Source: docs/spec/journal-formats.md §13.
struct BookJSONWriter: ExportWriter {
    private let book: MoneyBook
    private let options: ExportOptions
    private let transactions: TransactionsInOrder
    private var step = Step.head

    private enum Step {
        case head
        case transaction(Int)
        case end
    }

    init(_ book: MoneyBook, _ options: ExportOptions) {
        self.book = book
        self.options = options
        transactions = book.transactionsInOrder
    }

    mutating func writeNext(to output: inout [UInt8]) -> Bool {
        switch step {
        case .head:
            writeHead(to: &output)
            step = .transaction(0)
        case .transaction(let place) where place < transactions.count:
            output.append(text: place == 0 ? "\n" : ",\n")
            write(transactions[place], to: &output)
            step = .transaction(place + 1)
        case .transaction:
            output.append(text: "\n]")
            if !options.plans.isEmpty {
                output.append(text: ",\n")
                output.append(contentsOf: options.plans)
            }
            output.append(text: "}\n")
            step = .end
        case .end: return false
        }
        return true
    }

    private func writeHead(to output: inout [UInt8]) {
        let hex = String(options.bookID, radix: 16)
        output.append(text: "{\"format\":\"flowkeep-money\",\"version\":1,\"book\":\"")
        output.append(text: String(repeating: "0", count: 16 - hex.count) + hex + "\"")
        if book.hasSettings {
            let settings = book.settings
            let grouping = settings.digitGrouping == .indian ? "indian" : "western"
            output.append(text: ",\"settings\":{\"baseCurrency\":\"\(settings.baseCurrency.code)\",")
            output.append(text: "\"digitGrouping\":\"\(grouping)\",\"weekStart\":\(settings.weekStart)}")
        }
        output.append(text: ",\n\"accounts\":[")
        for (place, account) in book.liveAccounts.sorted(by: { $0.id < $1.id }).enumerated() {
            let opening = Amount(minorUnits: account.content.openingMinorUnits, currency: account.currency)
            output.append(text: (place == 0 ? "\n" : ",\n") + "{\"id\":\"\(account.id.text)\",\"name\":")
            Self.write(account.name, to: &output)
            output.append(text: ",\"kind\":\"\(account.content.kind.name)\",\"currency\":\"\(account.currency.code)\",")
            output.append(text: "\"openingBalance\":\"\(opening.decimal)\",\"archived\":\(account.content.isArchived)}")
        }
        output.append(text: "\n],\n\"categories\":[")
        for (place, category) in book.liveCategories.sorted(by: { $0.id < $1.id }).enumerated() {
            output.append(text: (place == 0 ? "\n" : ",\n") + "{\"id\":\"\(category.id.text)\",\"name\":")
            Self.write(category.name, to: &output)
            output.append(text: ",\"kind\":\"\(category.kind.name)\"")
            if let parent = category.content.parent { output.append(text: ",\"parent\":\"\(parent.text)\"") }
            output.append(text: "}")
        }
        writeRates(to: &output)
        output.append(text: "\n],\n\"transactions\":[")
    }

    /// Nothing where there are none.
    private func writeRates(to output: inout [UInt8]) {
        guard book.rateCount > 0 else { return }
        output.append(text: "\n],\n\"rates\":[")
        for (place, dated) in book.allRates.enumerated() {
            output.append(text: (place == 0 ? "\n" : ",\n") + "{\"date\":\"\(dated.id.day.iso)\",")
            output.append(text: "\"from\":\"\(dated.id.pair.from.code)\",\"to\":\"\(dated.id.pair.to.code)\",")
            output.append(text: "\"rate\":\"\(dated.rate.text)\"}")
        }
    }

    private func write(_ transaction: MoneyTransaction, to output: inout [UInt8]) {
        let content = transaction.content
        output.append(text: "{\"id\":\"\(transaction.id.text)\",\"date\":\"\(content.day.iso)\"")
        for (name, text) in [("payee", content.payee), ("note", content.note)] {
            guard let text else { continue }
            output.append(text: ",\"\(name)\":")
            Self.write(text, to: &output)
        }
        if !content.tags.isEmpty {
            output.append(text: ",\"tags\":[")
            for (place, tag) in content.tags.enumerated() {
                if place > 0 { output.append(text: ",") }
                Self.write(tag, to: &output)
            }
            output.append(text: "]")
        }
        if let paths = options.receiptPaths[transaction.id] {
            output.append(text: ",\"receipts\":[" + paths.map { "\"\($0)\"" }.joined(separator: ",") + "]")
        }
        output.append(text: ",\"postings\":[")
        for (place, posting) in content.postings.enumerated() {
            let target =
                switch posting.target {
                case .account(let id): "\"account\":\"\(id.text)\""
                case .category(let id): "\"category\":\"\(id.text)\""
                }
            output.append(text: (place == 0 ? "" : ",") + "{\(target),\"amount\":\"\(posting.amount.decimal)\",")
            output.append(text: "\"currency\":\"\(posting.amount.currency.code)\"}")
        }
        output.append(text: "]}")
    }

    /// RFC 8259 §7: quotes, backslashes and control characters are escaped.
    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: output.append(text: "\\\"")
            case 0x5C: output.append(text: "\\\\")
            case 0x0A: output.append(text: "\\n")
            case 0x00..<0x20:
                let hex = String(byte, radix: 16)
                output.append(text: "\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
            default: output.append(byte)
            }
        }
        output.append(0x22)
    }
}
