import Money
import Primitives

/// Reads beancount's journals.
///
/// - Source: docs/spec/journal-formats.md §4 to §7; beancount's language syntax, versions 2 and 3.
struct BeancountReader {
    private var lines: BeancountLines
    private var assembly: JournalAssembly
    private var amounts = JournalAmounts(.beancount)
    private var pads = BeancountPads()
    private var pushedTags: [String] = []
    private var mode = Mode.none

    /// The longest tag of a book, at four bytes a character, and its sign.
    private static let pushedTagByteCount = MoneyLimits.nameCharacters * 4 + 1

    private enum Mode {
        case none
        /// Before the first posting, metadata is the transaction's.
        case transaction(hasPostings: Bool)
        case account(Int)
        case skipped
    }

    private init(_ bytes: [UInt8], _ encoding: TextEncoding) {
        lines = BeancountLines(bytes)
        assembly = JournalAssembly(JournalDocument(format: .beancount, encoding: encoding))
    }

    /// The bytes are UTF-8.
    static func read(_ bytes: [UInt8], encoding: TextEncoding) throws(StatementError) -> JournalDocument {
        var reader = BeancountReader(bytes, encoding)
        reader.assembly.document.origin = reader.origin()
        while let line = reader.lines.next() { try reader.take(line) }
        var document = reader.assembly.finished()
        reader.pads.fill(&document)
        return document
    }

    /// Our first line is a comment, which the lines leave out.
    private func origin() -> JournalOrigin? {
        let head = lines.bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        guard head.first == 0x3B, head.count < 256 else { return nil }
        return JournalHeader.origin(String(decoding: head.dropFirst(), as: UTF8.self))
    }

    private mutating func take(_ line: BeancountLines.Line) throws(StatementError) {
        guard let first = line.range.first else {
            // A line with nothing but a comment ends nothing.
            return
        }
        if line.range.count > StatementLimits.recordByteCount { return spoil(line, .lineTooLong) }
        if lines.bytes[line.range].contains(0) { return spoil(line, .notText) }
        if line.isUnclosed { return spoil(line, .badText) }
        var cursor = BeancountCursor(lines.bytes, line.range)
        if line.isIndented { return takeIndented(&cursor, line.number) }
        assembly.end()
        mode = .none
        if lines.bytes[first] >= 0x30, lines.bytes[first] <= 0x39 {
            guard let day = cursor.takeDay() else {
                mode = .skipped
                return assembly.document.reject(line: line.number, .notADate)
            }
            return try takeDated(&cursor, day, line.number)
        }
        // `*` begins a heading of an outline.
        if lines.bytes[first] == 0x2A || lines.bytes[first] == 0x23 { return }
        takeUndated(&cursor, line.number)
    }

    private mutating func spoil(_ line: BeancountLines.Line, _ reason: RejectedLine.Reason) {
        if line.isIndented, assembly.open != nil {
            assembly.change { $0.spoil(line: line.number, reason) }
        } else {
            assembly.end()
            mode = .skipped
            assembly.document.reject(line: line.number, reason)
        }
    }

    // MARK: - Lines with a date

    private mutating func takeDated(
        _ cursor: inout BeancountCursor,
        _ day: CalendarDay,
        _ line: Int
    ) throws(StatementError) {
        guard let word = cursor.takeWord() else { return assembly.document.reject(line: line, .unknownRecord) }
        mode = .skipped
        switch word {
        case "open": takeOpen(&cursor, line)
        case "close": assembly.document.leaveOut(line: line, .accountDay)
        case "price": takePrice(&cursor, day, line)
        case "balance": takeBalance(&cursor, day, line)
        case "pad":
            do throws(RejectedLine.Reason) {
                let (target, source) = (try takeAccount(&cursor, line), try takeAccount(&cursor, line))
                guard pads.addPad(day: day, line: line, account: target, source: source) else { throw .unknownRecord }
            } catch {
                assembly.document.reject(line: line, error)
            }
        case "commodity", "note", "document", "event", "query", "custom":
            assembly.document.leaveOut(line: line, .directive)
        case _ where Self.isFlag(word): try takeTransaction(&cursor, day, line, flag: word)
        default: assembly.document.reject(line: line, .unknownRecord)
        }
    }

    private static func isFlag(_ word: String) -> Bool {
        word == "txn"
            || word.utf8.count == 1
                && word.utf8.allSatisfy { byte in
                    (byte >= 0x41 && byte <= 0x5A) || "*!&#?%".utf8.contains(byte)
                }
    }

    private mutating func takeTransaction(
        _ cursor: inout BeancountCursor,
        _ day: CalendarDay,
        _ line: Int,
        flag: String
    ) throws(StatementError) {
        try assembly.begin(line: line, day: day)
        mode = .transaction(hasPostings: false)
        // `*` and `txn` say that nothing is open.
        if flag != "*", flag != "txn" { assembly.document.leaveOut(line: line, .mark) }
        var texts: [String] = []
        while let text = cursor.takeString() { if texts.count < 3 { texts.append(text) } }
        let tags = pushedTags
        assembly.change { open in
            if texts.count > 1 { open.transaction.payee = texts[0] }
            if let note = texts.last, !note.isEmpty { open.notes.append(note) }
            open.transaction.tags = tags
            if texts.count > 2 { open.spoil(line: line, .badText) }
        }
        takeTags(&cursor, line)
    }

    private mutating func takeTags(_ cursor: inout BeancountCursor, _ line: Int) {
        while let first = cursor.next {
            guard first == 0x23 || first == 0x5E, let word = cursor.takeWord(), word.utf8.count > 1 else {
                return assembly.change { $0.spoil(line: line, .badText) }
            }
            if first == 0x5E {
                assembly.document.leaveOut(line: line, .link)
            } else {
                let tag = String(word.dropFirst())
                assembly.change { open in
                    // Each is looked for among all before it.
                    guard open.transaction.tags.count < StatementLimits.splitCount else { return }
                    if !open.transaction.tags.contains(tag) { open.transaction.tags.append(tag) }
                }
            }
        }
    }

    private mutating func takeAccount(
        _ cursor: inout BeancountCursor,
        _ line: Int
    ) throws(RejectedLine.Reason) -> Int {
        guard let word = cursor.takeWord(), word.utf8.contains(0x3A), word.utf8.first != 0x3A else { throw .badText }
        return try assembly.accounts.place(of: word, line: line)
    }

    private mutating func takeOpen(_ cursor: inout BeancountCursor, _ line: Int) {
        let place: Int
        do throws(RejectedLine.Reason) {
            place = try takeAccount(&cursor, line)
        } catch {
            return assembly.document.reject(line: line, error)
        }
        var currencies: [String] = []
        while let next = cursor.next, next != 0x22 {
            guard next != 0x2C else {
                cursor.skipByte()
                continue
            }
            if let word = cursor.takeWord(), currencies.count < StatementLimits.splitCount { currencies.append(word) }
        }
        if !assembly.isOurs { assembly.document.leaveOut(line: line, .accountDay) }
        assembly.accounts.change(place) { account in
            account.isDeclared = true
            account.ours.currencies = currencies
        }
        mode = .account(place)
    }

    private mutating func takePrice(_ cursor: inout BeancountCursor, _ day: CalendarDay, _ line: Int) {
        guard let commodity = cursor.takeWord() else { return assembly.document.reject(line: line, .unknownRecord) }
        var rest = cursor.rest
        guard let amount = amounts.read(&rest), let currency = Currency(code: amount.commodity),
            !amount.number.isZero, !amount.number.isNegative
        else { return assembly.document.leaveOut(line: line, .directive) }
        let price = JournalPrice(day: day, commodity: commodity, rate: amount.number, currency: currency)
        let isKept = price.dated != nil && assembly.document.prices.count < StatementLimits.rowCount
        guard isKept else { return assembly.document.leaveOut(line: line, .rate) }
        assembly.document.prices.append(price)
    }

    private mutating func takeBalance(_ cursor: inout BeancountCursor, _ day: CalendarDay, _ line: Int) {
        assembly.document.leaveOut(line: line, .balanceAssertion)
        do throws(RejectedLine.Reason) {
            let place = try takeAccount(&cursor, line)
            var rest = cursor.rest
            guard var amount = amounts.read(&rest) else { return }
            // `100.00 ~ 0.01 USD`: how far it may be off stands before the currency of both.
            rest = rest.trimmingSpaces
            if rest.first == "~" {
                rest = rest.dropFirst()
                amount.commodity = amounts.read(&rest)?.commodity ?? ""
            }
            pads.addBalance(day: day, account: place, amount)
        } catch {
            // A check that is not kept: nothing is lost with it.
            return
        }
    }

    // MARK: - Lines of something

    private mutating func takeIndented(_ cursor: inout BeancountCursor, _ line: Int) {
        switch mode {
        case .account(let place):
            guard let key = cursor.takeKey() else { return assembly.document.reject(line: line, .unknownRecord) }
            if !assembly.take(key: key, value: cursor.takeString() ?? "", account: place) {
                assembly.document.leaveOut(line: line, .metadata)
            }
        case .transaction(let hasPostings): takeTransactionLine(&cursor, line, hasPostings: hasPostings)
        case .none: assembly.document.reject(line: line, .unknownRecord)
        case .skipped: return
        }
    }

    private mutating func takeTransactionLine(_ cursor: inout BeancountCursor, _ line: Int, hasPostings: Bool) {
        guard let first = cursor.next else { return }
        if first == 0x23 || first == 0x5E { return takeTags(&cursor, line) }
        if let key = cursor.takeKey() {
            if hasPostings || !assembly.take(key: key, value: cursor.takeString() ?? "") {
                assembly.document.leaveOut(line: line, .metadata)
            }
            return
        }
        mode = .transaction(hasPostings: true)
        var name = cursor.takeWord()
        if let flag = name, flag.utf8.count == 1 {
            assembly.document.leaveOut(line: line, .mark)
            name = cursor.takeWord()
        }
        do throws(RejectedLine.Reason) {
            guard let name, name.utf8.contains(0x3A) else { throw .badText }
            let account = try assembly.accounts.place(of: name, line: line)
            var rest = cursor.rest
            var reading = LedgerPostingAmount(amounts, .beancount)
            assembly.add(try reading.posting(&rest, account: account), line: line)
        } catch {
            assembly.change { $0.spoil(line: line, error) }
        }
    }

    private mutating func takeUndated(_ cursor: inout BeancountCursor, _ line: Int) {
        mode = .skipped
        switch cursor.takeWord() {
        case "option": takeOption(&cursor, line)
        case "include": assembly.document.leaveOut(line: line, .include)
        case "plugin": assembly.document.leaveOut(line: line, .rewriting)
        case "pushtag":
            guard let tag = cursor.takeWord(), tag.utf8.first == 0x23 else { return }
            // Each is looked up for each transaction that follows.
            guard pushedTags.count < MoneyLimits.tagsPerTransaction, tag.utf8.count <= Self.pushedTagByteCount else {
                return assembly.document.leaveOut(line: line, .metadata)
            }
            pushedTags.append(String(tag.dropFirst()))
        case "poptag": if let tag = cursor.takeWord() { pushedTags.removeAll { "#" + $0 == tag } }
        case "pushmeta", "popmeta": assembly.document.leaveOut(line: line, .directive)
        default: assembly.document.reject(line: line, .unknownRecord)
        }
    }

    /// Roots may have names of another language.
    private mutating func takeOption(_ cursor: inout BeancountCursor, _ line: Int) {
        let roots: [String: JournalAccountKind] = [
            "name_assets": .assets, "name_liabilities": .liabilities, "name_equity": .equity, "name_income": .income,
            "name_expenses": .expenses,
        ]
        guard let key = cursor.takeString(), let value = cursor.takeString() else {
            return assembly.document.reject(line: line, .badText)
        }
        if let kind = roots[key] {
            assembly.accounts.declare(value, kind: kind, isRoot: true)
        } else if !assembly.isOurs {
            assembly.document.leaveOut(line: line, .directive)
        }
    }
}
