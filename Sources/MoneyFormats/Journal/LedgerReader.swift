import Money
import Primitives

/// Reads ledger's and hledger's journals, line by line.
///
/// - Source: docs/spec/journal-formats.md §4 to §7; the manuals of ledger 3.3 and hledger 1.25.
struct LedgerReader {
    private var lines: JournalLines
    private var assembly: JournalAssembly
    private var names = LedgerNames()
    private var amounts: JournalAmounts
    private var mode = Mode.none
    private var defaultYear: Int?
    private let format: JournalFormat

    /// What an indented line belongs to.
    private enum Mode {
        case none
        case transaction
        case account(Int)
        case commodity(String)
        /// Lines up to `end comment` or `end test`.
        case comment
        /// Something that was listed as a whole.
        case skipped
    }

    private init(_ bytes: [UInt8], _ format: JournalFormat, _ encoding: TextEncoding) {
        lines = JournalLines(bytes)
        self.format = format
        amounts = JournalAmounts(format)
        assembly = JournalAssembly(JournalDocument(format: format, encoding: encoding))
    }

    /// The bytes are UTF-8.
    static func read(
        _ bytes: [UInt8],
        format: JournalFormat,
        encoding: TextEncoding
    ) throws(StatementError) -> JournalDocument {
        var reader = LedgerReader(bytes, format, encoding)
        while let range = reader.lines.next() { try reader.take(range) }
        return reader.assembly.finished()
    }

    private var number: Int { lines.number }

    private mutating func take(_ range: Range<Int>) throws(StatementError) {
        let bytes = lines.bytes
        if case .comment = mode {
            let text = String(decoding: bytes[range].prefix(64), as: UTF8.self)
            if text == "end comment" || text == "end test" || text == "end" { mode = .none }
            return
        }
        guard let first = range.first else {
            assembly.end()
            mode = .none
            return
        }
        guard range.count <= StatementLimits.recordByteCount else { return spoil(.lineTooLong) }
        guard !bytes[range].contains(0) else { return spoil(.notText) }
        let text = String(decoding: bytes[range], as: UTF8.self)[...]
        if bytes[first] == 0x20 || bytes[first] == 0x09 {
            takeIndented(Substring(String(text).trimmingSpaces))
            return
        }
        assembly.end()
        mode = .none
        switch bytes[first] {
        case 0x3B, 0x23, 0x25, 0x7C, 0x2A: takeComment(text)  // ; # % | *
        case 0x30...0x39: try takeHeader(text)
        case 0x3D, 0x7E:  // = ~
            assembly.document.leaveOut(line: number, .automated)
            mode = .skipped
        default: takeDirective(text)
        }
    }

    /// What is wrong with a line spoils the transaction it is in.
    private mutating func spoil(_ reason: RejectedLine.Reason) {
        let line = number
        if assembly.open != nil {
            assembly.change { $0.spoil(line: line, reason) }
        } else {
            assembly.document.reject(line: line, reason)
        }
    }

    private mutating func takeComment(_ text: Substring) {
        guard assembly.document.origin == nil, assembly.document.transactions.isEmpty else { return }
        assembly.document.origin = JournalHeader.origin(String(text.dropFirst()))
    }

    // MARK: - Transactions

    private mutating func takeHeader(_ text: Substring) throws(StatementError) {
        var rest = text
        guard let day = LedgerDates.take(&rest, year: defaultYear) else {
            assembly.document.reject(line: number, .notADate)
            mode = .skipped
            return
        }
        try assembly.begin(line: number, day: day)
        mode = .transaction
        if rest.first == "=" {
            rest.removeFirst()
            _ = LedgerDates.take(&rest, year: day.parts.year)
            assembly.document.leaveOut(line: number, .mark)
        }
        rest = rest.trimmingSpaces
        if let mark = rest.first, mark == "*" || mark == "!" {
            assembly.document.leaveOut(line: number, .mark)
            rest = rest.dropFirst().trimmingSpaces
        }
        if rest.first == "(", let close = rest.firstIndex(of: ")") {
            assembly.document.leaveOut(line: number, .mark)
            rest = rest[rest.index(after: close)...].trimmingSpaces
        }
        let (head, comment) = LedgerNames.split(rest, atAnySemicolon: format == .hledger)
        var payee = head
        if format == .hledger, let bar = head.unicodeScalars.firstIndex(of: "|") {
            payee = head[..<bar].trimmingSpaces
            let note = String(head[head.unicodeScalars.index(after: bar)...].trimmingSpaces)
            if !note.isEmpty { assembly.change { $0.notes.append(note) } }
        }
        let name = String(payee)
        assembly.change { $0.transaction.payee = name }
        if let comment { take(comment: comment) }
    }

    /// Tags, our own values, or a line of the note.
    private mutating func take(comment: Substring) {
        let text = String(comment.trimmingSpaces)
        guard !text.isEmpty else { return }
        if let colon = text.firstIndex(of: ":"), text.hasPrefix("fk-") {
            let value = String(text[text.index(after: colon)...].trimmingSpaces)
            let key = String(text[..<colon])
            // Escapes in the parts of a list are undone after it is taken apart.
            let isList = key.hasPrefix("fk-tags")
            if assembly.take(key: key, value: isList ? value : JournalEscape.unescaped(value)) { return }
        }
        if let tags = LedgerNames.tags(text) {
            assembly.change { $0.transaction.tags += tags }
        } else {
            assembly.change { $0.notes.append(text) }
        }
    }

    private mutating func takeIndented(_ text: Substring) {
        switch mode {
        case .transaction:
            if text.first == ";" { take(comment: text.dropFirst()) } else { takePosting(text) }
        case .account(let place): takeAccountLine(text, place)
        case .commodity(let symbol):
            guard text.hasPrefix("format") else { return }
            amounts.declare(symbol, as: text.dropFirst(6))
        case .none: if text.first != ";", text.first != "#" { assembly.document.reject(line: number, .unknownRecord) }
        case .skipped, .comment: return
        }
    }

    private mutating func takePosting(_ line: Substring) {
        var text = line
        if let mark = text.first, mark == "*" || mark == "!" {
            assembly.document.leaveOut(line: number, .mark)
            text = text.dropFirst().trimmingSpaces
        }
        let (name, after) = LedgerNames.account(text)
        if let first = name.first, first == "(" || first == "[" {
            return assembly.document.leaveOut(line: number, .virtualPosting)
        }
        guard !name.isEmpty else { return spoil(.badText) }
        let (head, comment) = LedgerNames.split(after, atAnySemicolon: true)
        do throws(RejectedLine.Reason) {
            let account = try place(of: name)
            var amount = head
            var reading = LedgerPostingAmount(amounts, format)
            let posting = try reading.posting(&amount, account: account)
            if reading.hasAssertion { assembly.document.leaveOut(line: number, .balanceAssertion) }
            assembly.add(posting, line: number)
        } catch {
            spoil(error)
        }
        if let comment { take(comment: comment) }
    }

    /// The place of an account by its name as written.
    private mutating func place(of name: Substring) throws(RejectedLine.Reason) -> Int {
        guard let whole = names.resolved(String(name)) else { throw .badText }
        return try assembly.accounts.place(of: whole, line: number)
    }

    private mutating func takeAccountLine(_ text: Substring, _ place: Int) {
        if text.first == ";" {
            let comment = String(text.dropFirst().trimmingSpaces)
            guard let colon = comment.firstIndex(of: ":") else { return }
            let value = String(comment[comment.index(after: colon)...].trimmingSpaces)
            let key = String(comment[..<colon])
            if !assembly.take(key: key, value: JournalEscape.unescaped(value), account: place) {
                takeKind(comment, place)
            }
        } else if text.hasPrefix("alias ") {
            let old = String(text.dropFirst(6).trimmingSpaces)
            if !names.alias(old, for: assembly.accounts.all[place].name) {
                assembly.document.leaveOut(line: number, .rewriting)
            }
        }
    }

    /// `type:A` of hledger.
    private mutating func takeKind(_ comment: String, _ place: Int) {
        for part in comment.split(separator: ",") {
            let words = part.split(separator: ":").map { String($0).trimmingSpaces }
            guard words.count == 2, words[0] == "type" else { continue }
            let kind: JournalAccountKind
            switch words[1].lowercased() {
            case "a", "asset", "assets", "c", "cash": kind = .assets
            case "l", "liability", "liabilities": kind = .liabilities
            case "e", "equity", "v", "conversion": kind = .equity
            case "r", "revenue", "income": kind = .income
            case "x", "expense", "expenses": kind = .expenses
            default: continue
            }
            assembly.accounts.declare(assembly.accounts.all[place].name, kind: kind)
        }
    }

    // MARK: - Directives

    private mutating func takeDirective(_ line: Substring) {
        var text = line
        if let first = text.first, first == "!" || first == "@" { text.removeFirst() }
        let word = String(text.prefix { $0 != " " && $0 != "\t" })
        let rest = text.dropFirst(word.count).trimmingSpaces
        mode = .skipped
        switch word {
        case "account": takeAccount(rest)
        case "commodity": takeCommodity(rest)
        case "D":
            guard let symbol = amounts.declare(LedgerNames.split(rest, atAnySemicolon: true).head) else {
                return assembly.document.reject(line: number, .notAnAmount)
            }
            amounts.defaultCommodity = symbol
        case "decimal-mark": amounts.decimalMark = rest.first == "," ? .comma : .dot
        case "P": takePrice(rest)
        case "Y", "year": defaultYear = Int(rest)
        case _ where word.first == "Y" && Int(word.dropFirst()) != nil: defaultYear = Int(word.dropFirst())
        case "apply": takeApply(rest)
        case "end": if rest == "apply account" || rest.isEmpty { names.popPrefix() }
        case "alias":
            guard names.alias(String(rest)) else { return assembly.document.leaveOut(line: number, .rewriting) }
        case "comment", "test": mode = .comment
        case "include": assembly.document.leaveOut(line: number, .include)
        case "bucket", "A", "C", "import", "define", "def", "capture":
            assembly.document.leaveOut(line: number, .rewriting)
        case "tag" where assembly.isOurs: return
        case "payee", "tag", "N", "I", "i", "o", "b", "h", "O", "assert", "check", "expr", "eval", "python", "value":
            assembly.document.leaveOut(line: number, .directive)
        default: assembly.document.reject(line: number, .unknownRecord)
        }
    }

    private mutating func takeAccount(_ text: Substring) {
        let (name, after) = LedgerNames.account(text)
        let place: Int
        do throws(RejectedLine.Reason) {
            guard !name.isEmpty else { throw .badText }
            place = try self.place(of: name)
        } catch {
            return assembly.document.reject(line: number, error)
        }
        assembly.accounts.change(place) { $0.isDeclared = true }
        mode = .account(place)
        if after.first == ";" { takeKind(String(after.dropFirst()), place) }
    }

    private mutating func takeCommodity(_ text: Substring) {
        let sample = LedgerNames.split(text, atAnySemicolon: true).head
        mode = .commodity(amounts.declare(sample) ?? JournalAmounts.normalized(JournalAmounts.unquoted(sample)))
    }

    private mutating func takeApply(_ text: Substring) {
        if text.hasPrefix("account ") {
            names.pushPrefix(String(text.dropFirst(8).trimmingSpaces))
        } else if text.hasPrefix("year ") {
            defaultYear = Int(text.dropFirst(5).trimmingSpaces)
        } else {
            assembly.document.leaveOut(line: number, .rewriting)
        }
    }

    /// `P 2026-01-13 [12:00:00] USD 83.00 INR`.
    private mutating func takePrice(_ text: Substring) {
        var rest = text
        guard let day = LedgerDates.take(&rest, year: defaultYear) else {
            return assembly.document.reject(line: number, .notADate)
        }
        rest = rest.trimmingSpaces
        if let first = rest.first, first.isNumber { rest = rest.drop { $0 != " " && $0 != "\t" }.trimmingSpaces }
        let commodity: String
        if rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") {
            commodity = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[rest.index(after: end)...]
        } else {
            commodity = String(rest.prefix { $0 != " " && $0 != "\t" })
            rest = rest.dropFirst(commodity.count)
        }
        guard let amount = amounts.read(&rest), let currency = Currency(code: amount.commodity),
            !amount.number.isZero, !amount.number.isNegative
        else { return assembly.document.leaveOut(line: number, .directive) }
        let price = JournalPrice(
            day: day,
            commodity: JournalAmounts.normalized(commodity),
            rate: amount.number,
            currency: currency
        )
        let isKept = price.dated != nil && assembly.document.prices.count < StatementLimits.rowCount
        guard isKept else { return assembly.document.leaveOut(line: number, .rate) }
        assembly.document.prices.append(price)
    }
}
