import Money
import Primitives

/// Writes the accounts of a book as OFX 2.2 statements.
///
/// - Source: docs/spec/journal-formats.md §14; OFX 2.2 §11.4.
struct OFXWriter: ExportWriter {
    private let book: MoneyBook
    private let options: ExportOptions
    private let transactions: TransactionsInOrder
    private let places: [AccountID: [Int]]
    /// Bank accounts, then cards: OFX has a message set for each.
    private let accounts: [LedgerAccount]
    private let bankCount: Int
    private var step = Step.head
    private var balance: Int64 = 0

    private enum Step {
        case head
        case account(Int)
        case transaction(account: Int, Int)
        case end
    }

    private static let nameCharacters = 32
    private static let memoCharacters = 255

    init(_ book: MoneyBook, _ options: ExportOptions) {
        self.book = book
        self.options = options
        transactions = book.transactionsInOrder
        places = transactions.places()
        let all = book.liveAccounts.sorted { $0.id < $1.id }
        accounts = all.filter { $0.content.kind != .card } + all.filter { $0.content.kind == .card }
        bankCount = all.count { $0.content.kind != .card }
    }

    /// Whether the format cannot hold payee and note whole.
    static func isCut(payee: BookTraits.TextShape, note: BookTraits.TextShape) -> Bool {
        let isNamedBeside = payee.length > nameCharacters
        let memo = (isNamedBeside ? payee.length : 0) + note.length + (isNamedBeside && note.length > 0 ? 1 : 0)
        return memo > memoCharacters || note.hasLineFeed
    }

    mutating func writeNext(to output: inout [UInt8]) -> Bool {
        switch step {
        case .head:
            writeHead(to: &output)
            step = .account(0)
        case .account(let place) where place < accounts.count:
            open(accounts[place], place, to: &output)
            step = .transaction(account: place, 0)
        case .account:
            if bankCount == accounts.count, bankCount > 0 { output.append(line: "</BANKMSGSRSV1>") }
            if bankCount < accounts.count { output.append(line: "</CREDITCARDMSGSRSV1>") }
            output.append(line: "</OFX>")
            step = .end
        case .transaction(let account, let index):
            let own = places[accounts[account].id] ?? []
            if index < own.count {
                write(transactions[own[index]], accounts[account], to: &output)
                step = .transaction(account: account, index + 1)
            } else {
                close(accounts[account], to: &output)
                step = .account(account + 1)
            }
        case .end: return false
        }
        return true
    }

    private func writeHead(to output: inout [UInt8]) {
        output.append(line: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        output.append(
            line: "<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>"
        )
        output.append(line: "<OFX>")
        output.append(text: "<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>")
        output.append(
            line: "<DTSERVER>\(Self.date(options.day))</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>"
        )
    }

    private mutating func open(_ account: LedgerAccount, _ place: Int, to output: inout [UInt8]) {
        balance = account.content.openingMinorUnits
        let isCard = account.content.kind == .card
        if isCard {
            if place == bankCount {
                if bankCount > 0 { output.append(line: "</BANKMSGSRSV1>") }
                output.append(line: "<CREDITCARDMSGSRSV1>")
            }
        } else if place == 0 {
            output.append(line: "<BANKMSGSRSV1>")
        }
        let set = isCard ? "CCSTMT" : "STMT"
        output.append(text: "<\(set)TRNRS><TRNUID>0</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>")
        output.append(line: "<\(set)RS><CURDEF>\(account.currency.code)</CURDEF>")
        if isCard {
            output.append(line: "<CCACCTFROM><ACCTID>\(account.id.text)</ACCTID></CCACCTFROM>")
        } else {
            let type =
                switch account.content.kind {
                case .loan: "CREDITLINE"
                case .investment: "MONEYMRKT"
                case .cash, .bank, .wallet, .card, .person: "CHECKING"
                }
            output.append(text: "<BANKACCTFROM><BANKID>FLOWKEEP</BANKID><ACCTID>\(account.id.text)</ACCTID>")
            output.append(line: "<ACCTTYPE>\(type)</ACCTTYPE></BANKACCTFROM>")
        }
        let own = places[account.id] ?? []
        let first = own.first.map { transactions[$0].content.day } ?? options.day
        let last = own.last.map { transactions[$0].content.day } ?? options.day
        output.append(line: "<BANKTRANLIST><DTSTART>\(Self.date(first))</DTSTART><DTEND>\(Self.date(last))</DTEND>")
    }

    private mutating func write(_ transaction: MoneyTransaction, _ account: LedgerAccount, to output: inout [UInt8]) {
        let content = transaction.content
        let texts = Self.texts(content)
        var number = 0
        for posting in content.postings where posting.target == .account(account.id) {
            number += 1
            // A statement that cannot add up says so by its balance; nothing depends on it.
            balance = balance.addingReportingOverflow(posting.amount.minorUnits).partialValue
            let id = number == 1 ? transaction.id.text : "\(transaction.id.text)-\(number)"
            output.append(text: "<STMTTRN><TRNTYPE>\(posting.amount.minorUnits < 0 ? "DEBIT" : "CREDIT")</TRNTYPE>")
            output.append(
                text: "<DTPOSTED>\(Self.date(content.day))</DTPOSTED><TRNAMT>\(posting.amount.decimal)</TRNAMT>"
            )
            output.append(text: "<FITID>\(id)</FITID>")
            if !texts.name.isEmpty {
                output.append(text: "<NAME>\(Self.escaped(texts.name, Self.nameCharacters))</NAME>")
            }
            if !texts.memo.isEmpty {
                output.append(text: "<MEMO>\(Self.escaped(texts.memo, Self.memoCharacters))</MEMO>")
            }
            output.append(line: "</STMTTRN>")
        }
    }

    private func close(_ account: LedgerAccount, to output: inout [UInt8]) {
        let set = account.content.kind == .card ? "CCSTMT" : "STMT"
        let amount = Amount(minorUnits: balance, currency: account.currency).decimal
        output.append(text: "</BANKTRANLIST><LEDGERBAL><BALAMT>\(amount)</BALAMT>")
        output.append(line: "<DTASOF>\(Self.date(options.day))</DTASOF></LEDGERBAL></\(set)RS></\(set)TRNRS>")
    }

    /// A payee longer than its field stands whole in the memo.
    private static func texts(_ content: TransactionContent) -> (name: String, memo: String) {
        let payee = content.payee ?? ""
        var memo = payee.unicodeScalars.count > nameCharacters ? [payee] : []
        if let note = content.note { memo.append(note) }
        return (payee, memo.joined(separator: " "))
    }

    private static func date(_ day: CalendarDay) -> String { day.iso.filter { $0 != "-" } }

    private static func escaped(_ text: String, _ maximum: Int) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(maximum) {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\n", "\r", "\t": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
