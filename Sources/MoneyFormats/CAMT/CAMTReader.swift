import Money
import Primitives

/// Reads CAMT.053, versions 02 to 08, in one pass and without a tree.
///
/// - Source: statement-import §4; ISO 20022 camt.053.001.02 to camt.053.001.08.
struct CAMTReader {
    private var tokenizer: XMLTokenizer
    private var lines: LineCounter
    private var cleaner = TextCleaner()
    private var document: StatementDocument
    /// Names of the open elements.
    private var stack: [String] = []
    /// Whether each of them had a text of its own that ended.
    private var isWritten: [Bool] = []
    /// The text of the innermost of them, up to the next tag.
    private var written = CAMTText()
    private var section: CAMTSection?
    private var entry: CAMTEntry?
    private var detail: CAMTEntry.Detail?
    private var balance = CAMTBalance()
    private var rowCount = 0
    private var entryCount = 0

    /// References that say that there is none.
    private static let noReference: Set<String> = ["NOTPROVIDED", "NONREF", "NOT PROVIDED", "NONE"]

    private init(_ bytes: [UInt8], _ encoding: TextEncoding) {
        tokenizer = XMLTokenizer(bytes)
        lines = LineCounter(bytes)
        document = StatementDocument(format: .camt, encoding: encoding)
    }

    /// The bytes are UTF-8.
    static func isCAMT(_ bytes: [UInt8], from start: Int) -> Bool {
        guard start < bytes.count, bytes[start] == 0x3C else { return false }
        return ByteSearch.firstIndex(of: Array("BkToCstmrStmt".utf8), in: Array(bytes.prefix(1 << 16))) != nil
    }

    /// The bytes are UTF-8.
    static func read(_ bytes: [UInt8], encoding: TextEncoding) throws(StatementError) -> StatementDocument {
        var reader = CAMTReader(bytes, encoding)
        return try reader.read()
    }

    private mutating func read() throws(StatementError) -> StatementDocument {
        reading: while true {
            switch try tokenizer.next() {
            case .end: break reading
            case .open(let name, let attributes):
                endText()
                try open(name, attributes)
            case .close(let name):
                endText()
                try close(name)
            case .text(let range): written.append(range)
            }
        }
        // An entry that the end of the file cuts may lack what changes it.
        if let entry { document.reject(line: entry.line, entry: entry.number, .truncated) }
        endSection()
        if cleaner.maskedCount > 0 { document.notes.append(.cardNumbersMasked(count: cleaner.maskedCount)) }
        return document
    }

    private mutating func open(_ name: String, _ attributes: Range<Int>) throws(StatementError) {
        guard stack.count < StatementLimits.depth else { throw .tooDeep }
        stack.append(name)
        isWritten.append(false)
        switch name {
        case "Stmt":
            endSection()
            section = CAMTSection()
        case "Ntry":
            if let entry { document.reject(line: entry.line, entry: entry.number, .truncated) }
            entryCount += 1
            entry = CAMTEntry(line: lines.line(at: tokenizer.tokenStart), number: entryCount)
        case "TxDtls": if entry != nil { detail = CAMTEntry.Detail() }
        case "Bal": balance = CAMTBalance()
        case "Amt": takeCurrency(attributes)
        default: break
        }
    }

    private mutating func close(_ name: String) throws(StatementError) {
        guard let index = stack.lastIndex(of: name) else { return }
        stack.removeSubrange(index...)
        isWritten.removeSubrange(index...)
        switch name {
        case "TxDtls":
            guard let done = detail.take() else { return }
            entry?.add(done)
        case "Ntry": try endEntry()
        case "Bal": if let done = balance.finished(tokenizer.bytes) { section?.balances.append(done) }
        case "Stmt": endSection()
        default: break
        }
        guard document.sections.count <= StatementLimits.sectionCount else { throw .tooManyAccounts }
    }

    private mutating func endEntry() throws(StatementError) {
        detail = nil
        guard let done = entry.take() else { return }
        do throws(RejectedLine.Reason) {
            let rows = try done.rows(tokenizer.bytes)
            section?.rows += rows
            rowCount += rows.count
        } catch {
            document.reject(line: done.line, entry: done.number, error)
        }
        guard rowCount <= StatementLimits.rowCount else { throw .tooManyRows }
    }

    private mutating func endSection() {
        guard let done = section.take() else { return }
        document.sections.append(done.finished)
    }

    /// `Ccy="EUR"` of the amounts that count.
    private mutating func takeCurrency(_ attributes: Range<Int>) {
        let text = String(decoding: tokenizer.bytes[attributes].prefix(256), as: UTF8.self)
        guard let name = text.firstRange(of: "Ccy=") else { return }
        let code = text[name.upperBound...].dropFirst().prefix(3)
        let currency = Currency(code: code)
        if isPath("Ntry", "Amt") {
            entry?.currency = currency
            if currency == nil { entry?.currencyIsUnknown = true }
        } else if isPath("TxDtls", "Amt") || isPath("TxAmt", "Amt") {
            detail?.currency = currency
        } else if isPath("Bal", "Amt") {
            balance.currency = currency
        }
    }

    private func isPath(_ names: String...) -> Bool { stack.suffix(names.count).elementsEqual(names) }

    /// Takes the text that a tag ends.
    private mutating func endText() {
        guard !written.isEmpty else { return }
        let text = written
        written = CAMTText()
        guard let place = isWritten.indices.last else { return }
        // Text on both sides of another element is in no version of the format, and which of it counts nobody knows.
        if isWritten[place] {
            entry?.spoiled = .unknownRecord
            if entry == nil { balance = CAMTBalance() }
            return
        }
        isWritten[place] = true
        guard !text.isTooLong else {
            entry?.spoiled = .lineTooLong
            return
        }
        let bytes = text.bytes(in: tokenizer.bytes)
        if bytes.contains(0) {
            entry?.spoiled = .notText
        } else if detail != nil {
            takeDetail(bytes, text.range)
        } else if entry != nil {
            takeEntry(bytes, text.range)
        } else {
            takeStatement(bytes, text.range)
        }
    }

    private mutating func text(_ bytes: [UInt8]) -> String {
        let whole = cleaner.text(CharacterReferences.replaced(bytes, 0..<bytes.count))
        return ShortText.cut(whole, to: StatementLimits.textByteCount)
    }

    private mutating func reference(_ bytes: [UInt8]) -> String {
        let text = cleaner.text(CharacterReferences.replaced(bytes, 0..<bytes.count))
        return Self.noReference.contains(text.uppercased()) ? "" : ShortText.reference(text)
    }

    private mutating func takeEntry(_ bytes: [UInt8], _ range: Range<Int>) {
        if isPath("Ntry", "Amt") {
            // A second one spoils the first.
            let start = entry?.amount?.lowerBound ?? range.lowerBound
            entry?.amount = start..<range.upperBound
        } else if isPath("Ntry", "CdtDbtInd") {
            let value = text(bytes)
            entry?.isCredit = Self.isCredit(value)
        } else if isPath("Ntry", "RvslInd") {
            let value = text(bytes)
            entry?.isReversal = value == "true" || value == "1"
        } else if isPath("Ntry", "Sts") || isPath("Ntry", "Sts", "Cd") {
            let value = text(bytes)
            entry?.status = value
        } else if isPath("BookgDt", "Dt") || isPath("BookgDt", "DtTm") {
            entry?.bookingDay = range
        } else if isPath("ValDt", "Dt") || isPath("ValDt", "DtTm") {
            entry?.valueDay = range
        } else if isPath("Ntry", "AcctSvcrRef") {
            let value = reference(bytes)
            entry?.reference = value
        } else if isPath("Ntry", "AddtlNtryInf") {
            let value = text(bytes)
            entry?.info = value
        }
    }

    private mutating func takeDetail(_ bytes: [UInt8], _ range: Range<Int>) {
        if isPath("TxDtls", "Amt") || (isPath("TxAmt", "Amt") && detail?.amount == nil) {
            detail?.amount = range
        } else if isPath("TxDtls", "CdtDbtInd") {
            let value = text(bytes)
            detail?.isCredit = Self.isCredit(value)
        } else if isPath("Dbtr", "Nm") || isPath("Dbtr", "Pty", "Nm") {
            let value = text(bytes)
            detail?.debtor = value
        } else if isPath("Cdtr", "Nm") || isPath("Cdtr", "Pty", "Nm") {
            let value = text(bytes)
            detail?.creditor = value
        } else if isPath("RmtInf", "Ustrd") || isPath("CdtrRefInf", "Ref") {
            let value = text(bytes)
            if (detail?.purpose.count ?? 0) < StatementLimits.splitCount { detail?.purpose.append(value) }
        } else if isPath("TxDtls", "AddtlTxInf") {
            let value = text(bytes)
            detail?.info = value
        } else if isPath("Refs", "AcctSvcrRef") {
            let value = reference(bytes)
            detail?.reference = value
        } else if isPath("Refs", "EndToEndId") {
            let value = reference(bytes)
            detail?.endToEnd = value
        } else if isPath("Refs", "ChqNb") {
            let value = reference(bytes)
            detail?.check = value
        }
    }

    private mutating func takeStatement(_ bytes: [UInt8], _ range: Range<Int>) {
        guard section != nil else { return }
        if isPath("Acct", "Id", "IBAN") || isPath("Acct", "Id", "Othr", "Id") {
            // Raw, not cleaned: masking would make two accounts that end alike one.
            section?.number = AccountNumber(String(decoding: bytes, as: UTF8.self))
        } else if isPath("Acct", "Ccy") {
            let value = text(bytes)
            section?.currency = Currency(code: value)
        } else if isPath("Acct", "Nm") {
            let value = text(bytes)
            section?.name = value
        } else if isPath("Svcr", "FinInstnId", "BIC") || isPath("Svcr", "FinInstnId", "BICFI") {
            let value = text(bytes)
            section?.bank = value
        } else if isPath("Bal", "Tp", "CdOrPrtry", "Cd") {
            balance.code = text(bytes)
        } else if isPath("Bal", "Amt") {
            balance.amount = range
        } else if isPath("Bal", "CdtDbtInd") {
            balance.isCredit = Self.isCredit(text(bytes))
        } else if isPath("Bal", "Dt", "Dt") || isPath("Bal", "Dt", "DtTm") {
            balance.day = range
        }
    }

    private static func isCredit(_ text: String) -> Bool? { text == "CRDT" ? true : text == "DBIT" ? false : nil }
}
