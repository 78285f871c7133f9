import Money
import Primitives

/// Reads OFX 1.x, OFX 2.x and QFX in one pass, without a tree.
///
/// Source: statement-import §4; OFX 1.6 and 2.2 §11 (bank and card statements), §13 (cash in investment statements).
struct OFXReader {
    private var tokenizer: OFXTokenizer
    private var lines: LineCounter
    private var cleaner = TextCleaner()
    private var document: StatementDocument
    private let options: StatementReadingOptions
    /// Names of the elements that are open and hold others.
    private var stack: [String] = []
    /// The element whose text comes next.
    private var leaf: String?
    /// The element whose text was taken, up to the next tag.
    private var spoken: String?
    private var transaction: OFXTransaction?
    private var section: OFXSection?
    private var rowCount = 0
    private var entryCount = 0

    /// Elements with text only: opened without a text they are empty, not open.
    private static let leaves: Set<String> = [
        "NAME", "MEMO", "FITID", "TRNAMT", "TRNTYPE", "DTPOSTED", "DTUSER", "DTAVAIL", "CHECKNUM", "REFNUM", "SIC",
        "CURDEF",
        "CURSYM", "CURRATE", "BANKID", "BRANCHID", "ACCTID", "ACCTTYPE", "ACCTKEY", "BALAMT", "DTASOF", "CODE",
        "SEVERITY",
        "MESSAGE", "TRNUID", "DTSTART", "DTEND", "ORG", "FID", "LANGUAGE", "DTSERVER", "PAYEEID", "SRVRTID",
        "CORRECTFITID",
        "CORRECTACTION", "EXTDNAME", "ADDR1", "ADDR2", "ADDR3", "CITY", "STATE", "POSTALCODE", "COUNTRY", "PHONE",
        "INTU.BID",
        "INTU.USERID", "MKTGINFO", "BROKERID", "CLTCOOKIE", "DTACCTUP", "DTPROFUP", "USERKEY", "TSKEYEXPIRE",
        "SESSCOOKIE",
    ]

    /// Investment transactions that are no money of a bank.
    private static let securities: Set<String> = [
        "BUYDEBT", "BUYMF", "BUYOPT", "BUYOTHER", "BUYSTOCK", "CLOSUREOPT", "INCOME", "INVEXPENSE", "JRNLFUND",
        "JRNLSEC", "MARGININTEREST",
        "REINVEST", "RETOFCAP", "SELLDEBT", "SELLMF", "SELLOPT", "SELLOTHER", "SELLSTOCK", "SPLIT", "TRANSFER",
    ]

    private init(_ bytes: [UInt8], from position: Int, document: StatementDocument, options: StatementReadingOptions) {
        tokenizer = OFXTokenizer(bytes, from: position)
        lines = LineCounter(bytes)
        self.document = document
        self.options = options
    }

    /// The bytes are UTF-8.
    static func read(
        _ bytes: [UInt8],
        encoding: TextEncoding,
        options: StatementReadingOptions
    ) throws(StatementError) -> StatementDocument {
        guard let root = rootIndex(bytes) else { throw .unknownFormat }
        // A document type may stand before the root.
        for index in 0..<root where bytes[index] == 0x3C {
            if ByteSearch.matches("<!DOCTYPE", in: bytes, at: index)
                || ByteSearch.matches("<!ENTITY", in: bytes, at: index)
            {
                throw .documentTypeRefused
            }
        }
        let head = Array(bytes[..<root])
        let isXML =
            ByteSearch.firstIndex(of: Array("<?xml".utf8), in: head) != nil
            || ByteSearch.firstIndex(of: Array("<?OFX".utf8), in: head) != nil
        let document = StatementDocument(format: isXML ? .ofxXML : .ofxSGML, encoding: encoding)
        var reader = OFXReader(bytes, from: root, document: document, options: options)
        return try reader.read()
    }

    /// Where `<OFX>` begins, in the first 64 KiB.
    static func rootIndex(_ bytes: [UInt8]) -> Int? {
        for index in 0..<min(bytes.count, 1 << 16) where bytes[index] == 0x3C {
            guard ByteSearch.matches("<OFX", in: bytes, at: index), index + 4 < bytes.count else { continue }
            if bytes[index + 4] == 0x3E || bytes[index + 4] <= 0x20 { return index }
        }
        return nil
    }

    private mutating func read() throws(StatementError) -> StatementDocument {
        reading: while true {
            switch try tokenizer.next() {
            case .end: break reading
            case .open(let name): try open(name)
            case .close(let name): try close(name)
            case .text(let range): takeText(range)
            }
        }
        if let transaction { document.reject(line: transaction.line, entry: transaction.number, .truncated) }
        try endSection()
        if cleaner.maskedCount > 0 { document.notes.append(.cardNumbersMasked(count: cleaner.maskedCount)) }
        return document
    }

    private mutating func open(_ name: String) throws(StatementError) {
        (leaf, spoken) = (nil, nil)
        if name.hasPrefix("INTU.") { document.format = .qfx }
        switch name {
        case "STMTRS", "CCSTMTRS", "INVSTMTRS":
            try endSection()
            section = OFXSection(kind: name == "CCSTMTRS" ? .card : name == "INVSTMTRS" ? .investment : .bank)
        case "STMTTRN":
            try endTransaction()
            entryCount += 1
            transaction = OFXTransaction(line: lines.line(at: tokenizer.tokenStart), number: entryCount)
        default:
            if Self.securities.contains(name), stack.last == "INVTRANLIST" {
                entryCount += 1
                document.reject(line: lines.line(at: tokenizer.tokenStart), entry: entryCount, .securities)
            }
        }
        if Self.leaves.contains(name) {
            leaf = name
            return
        }
        // An unknown element is open until it turns out to hold text.
        guard stack.count < StatementLimits.depth else { throw .tooDeep }
        stack.append(name)
        leaf = name
    }

    private mutating func close(_ name: String) throws(StatementError) {
        (leaf, spoken) = (nil, nil)
        if let index = stack.lastIndex(of: name) { stack.removeSubrange(index...) }
        switch name {
        case "STMTTRN", "BANKTRANLIST", "INVTRANLIST": try endTransaction()
        case "STMTRS", "CCSTMTRS", "INVSTMTRS":
            try endTransaction()
            try endSection()
        case "LEDGERBAL", "AVAILBAL": section?.endBalance(name, tokenizer.bytes)
        default: break
        }
    }

    private mutating func takeText(_ range: Range<Int>) {
        guard let name = leaf else {
            // A comment cut the text of an amount, a day or an id: half of it would be another one.
            if let spoken, Self.leaves.contains(spoken) { transaction?.spoiled = .unknownRecord }
            return
        }
        (leaf, spoken) = (nil, name)
        // It held text, so it was a leaf and stays closed whether or not its closing tag comes.
        if stack.last == name, !Self.leaves.contains(name) { stack.removeLast() }
        guard range.count <= StatementLimits.recordByteCount else {
            transaction?.spoiled = .lineTooLong
            return
        }
        if transaction != nil { takeTransaction(name, range) } else { takeStatement(name, range) }
    }

    private mutating func text(_ range: Range<Int>) -> String {
        cleaner.text(CharacterReferences.replaced(tokenizer.bytes, range))
    }

    private mutating func takeTransaction(_ name: String, _ range: Range<Int>) {
        // Taken out and put back: a copy would be made while the property holds it too.
        guard var open = transaction.take() else { return }
        for index in range where tokenizer.bytes[index] == 0 { open.spoiled = .notText }
        let parent = stack.last(where: { Self.parents.contains($0) })
        switch name {
        case "DTPOSTED": open.posted = range
        case "DTUSER": open.user = range
        case "TRNAMT": open.amount = range
        case "FITID": open.fitID = text(range)
        case "CHECKNUM": open.checkNumber = text(range)
        case "REFNUM": open.referenceNumber = text(range)
        case "NAME": if parent == "PAYEE" { open.payeeName = text(range) } else { open.name = text(range) }
        case "MEMO": open.memo = text(range)
        case "CURSYM": if parent == "CURRENCY" { open.currency = text(range) }
        case "ACCTID" where parent == "BANKACCTTO" || parent == "CCACCTTO":
            open.transferAccount = AccountNumber(text(range))?.lastFour ?? ""
        default: break
        }
        transaction = open
    }

    private static let parents: Set<String> = [
        "STMTTRN", "PAYEE", "CURRENCY", "ORIGCURRENCY", "BANKACCTTO", "CCACCTTO", "BANKACCTFROM", "CCACCTFROM",
        "INVACCTFROM", "LEDGERBAL",
        "AVAILBAL",
    ]

    private mutating func takeStatement(_ name: String, _ range: Range<Int>) {
        guard section != nil else { return }
        let parent = stack.last(where: { Self.parents.contains($0) })
        let value = text(range)
        switch name {
        case "CURDEF": section?.currency = Currency(code: value)
        case "BALAMT": section?.balanceAmount = range
        case "DTASOF": section?.balanceDay = range
        case "BANKID", "BROKERID": section?.bank = value
        case "ACCTID" where parent == "BANKACCTFROM" || parent == "CCACCTFROM" || parent == "INVACCTFROM":
            // Raw, not cleaned: masking would make two cards that end alike one account.
            section?.number = AccountNumber(String(decoding: tokenizer.bytes[range], as: UTF8.self))
        case "ACCTTYPE": section?.take(accountType: value)
        default: break
        }
    }

    private mutating func endTransaction() throws(StatementError) {
        guard let finished = transaction else { return }
        transaction = nil
        do throws(RejectedLine.Reason) {
            let decimals = section?.currency?.decimals ?? options.currency?.decimals
            let row = try finished.row(tokenizer.bytes, decimals: decimals)
            if section == nil { section = OFXSection(kind: .bank) }
            section?.rows.append(row)
            rowCount += 1
        } catch {
            document.reject(line: finished.line, entry: finished.number, error)
        }
        guard rowCount <= StatementLimits.rowCount else { throw .tooManyRows }
    }

    private mutating func endSection() throws(StatementError) {
        guard let finished = section else { return }
        section = nil
        guard document.sections.count < StatementLimits.sectionCount else { throw .tooManyAccounts }
        document.sections.append(finished.finished)
    }
}
