import Money
import Primitives

/// Reads SWIFT MT940, with the ways banks fill its field 86.
///
/// - Source: statement-import §4; SWIFT MT940 Customer Statement Message.
struct MT940Reader {
    private let bytes: [UInt8]
    private var document: StatementDocument
    private var cleaner = TextCleaner()
    /// The section of an account and currency: a long statement comes in several messages.
    private var places: [String: Int] = [:]
    private var account = ""
    private var current: Int?
    private var row: StatementRow?
    private var rowCount = 0

    private init(_ bytes: [UInt8], _ encoding: TextEncoding) {
        self.bytes = bytes
        document = StatementDocument(format: .mt940, encoding: encoding)
    }

    /// `:20:`, `:25:` and `:60F:` or `:60M:` among the first lines.
    ///
    /// The bytes are UTF-8.
    static func isMT940(_ bytes: [UInt8]) -> Bool {
        var fields = MT940Fields(Array(bytes.prefix(4096)))
        var tags: Set<String> = []
        while let field = fields.next() { tags.insert(field.tag) }
        return tags.contains("25") && (tags.contains("60F") || tags.contains("60M"))
    }

    /// The bytes are UTF-8.
    static func read(_ bytes: [UInt8], encoding: TextEncoding) throws(StatementError) -> StatementDocument {
        var reader = MT940Reader(bytes, encoding)
        return try reader.read()
    }

    private mutating func read() throws(StatementError) -> StatementDocument {
        var fields = MT940Fields(bytes)
        while let field = fields.next() { try take(field) }
        endRow()
        if cleaner.maskedCount > 0 { document.notes.append(.cardNumbersMasked(count: cleaner.maskedCount)) }
        return document
    }

    private mutating func take(_ field: MT940Fields.Field) throws(StatementError) {
        if field.tag != "86" { endRow() }
        let first = field.lines[0]
        switch field.tag {
        case "25": account = String(decoding: bytes[first].prefix(64), as: UTF8.self).trimmingSpaces
        case "60F", "60M": try openSection(first, isFirst: field.tag == "60F")
        case "61": try takeMovement(field)
        case "86": takeDetails(field)
        case "62F", "62M": takeBalance(first, field.tag == "62F" ? .closing : nil)
        case "64": takeBalance(first, .available)
        default: break
        }
    }

    private mutating func openSection(_ range: Range<Int>, isFirst: Bool) throws(StatementError) {
        guard let opening = MT940Values.balance(bytes, range, .opening) else {
            current = nil
            return
        }
        let key = account + " " + opening.currency.code
        if let known = places[key] {
            current = known
        } else {
            let parts = account.split(separator: "/").map(String.init)
            // Dutch banks write the currency behind the number.
            let written = parts.last ?? account
            let isMarked = written.hasSuffix(opening.currency.code) && written.utf8.count > 3
            let number = AccountNumber(isMarked ? String(written.dropLast(3)) : written)
            let hint = StatementAccountHint(
                lastFour: number?.lastFour,
                kind: .bank,
                currency: opening.currency,
                identity: number?.identity(bank: parts.count > 1 ? parts[0] : "")
            )
            document.sections.append(StatementSection(account: hint))
            guard document.sections.count <= StatementLimits.sectionCount else { throw .tooManyAccounts }
            current = document.sections.count - 1
            places[key] = current
        }
        if isFirst, let current { document.sections[current].balances.append(opening.balance) }
    }

    private mutating func takeBalance(_ range: Range<Int>, _ kind: StatementBalance.Kind?) {
        guard let kind, let current, let balance = MT940Values.balance(bytes, range, kind) else { return }
        document.sections[current].balances.append(balance.balance)
    }

    private mutating func takeMovement(_ field: MT940Fields.Field) throws(StatementError) {
        rowCount += 1
        guard rowCount <= StatementLimits.rowCount else { throw .tooManyRows }
        if field.isTooLong { return document.reject(line: field.line, .lineTooLong) }
        if field.lines.contains(where: { bytes[$0].contains(0) }) { return document.reject(line: field.line, .notText) }
        // Without a balance to open it nobody knows the currency.
        guard let current, let currency = document.sections[current].account.currency else {
            return document.reject(line: field.line, .unknownCurrency)
        }
        do throws(RejectedLine.Reason) {
            let line = try MT940Line(bytes, field.lines[0])
            guard line.amount.scale <= currency.decimals else { throw .tooManyDecimals }
            var row = StatementRow(line: field.line, day: line.day, amount: line.amount)
            row.externalID = identifier(line)
            row.checkNumber = cleaner.text(Array(line.reference.utf8))
            if field.lines.count > 1 { row.memo = cleaner.text(bytes, field.lines[1]) }
            self.row = row
        } catch {
            document.reject(line: field.line, error)
        }
    }

    /// The bank's reference with day and amount: many banks count from 1 in every statement.
    private mutating func identifier(_ line: MT940Line) -> String {
        let reference = cleaner.text(Array(line.bankReference.utf8))
        return reference.isEmpty ? "" : "\(line.day.iso) \(line.amount.decimal) \(reference)"
    }

    /// Belongs to the movement before it; after a balance it is about the statement.
    private mutating func takeDetails(_ field: MT940Fields.Field) {
        guard var open = row.take() else { return }
        if field.isTooLong || field.lines.contains(where: { bytes[$0].contains(0) }) {
            return document.reject(line: field.line, field.isTooLong ? .lineTooLong : .notText)
        }
        let details = MT940Details(field.lines.map { String(decoding: bytes[$0], as: UTF8.self) })
        let payee = cleaner.text(Array(details.payee.utf8))
        let purpose = cleaner.text(Array(details.purpose.utf8))
        let memo = open.memo
        open.payee = payee.isEmpty ? purpose : payee
        open.memo = payee.isEmpty ? memo : purpose
        let endToEnd = cleaner.text(Array(details.endToEnd.utf8))
        if open.checkNumber.isEmpty, endToEnd != "NOTPROVIDED" { open.checkNumber = endToEnd }
        row = open
        endRow()
    }

    private mutating func endRow() {
        guard var done = row.take(), let current else { return }
        if done.payee.isEmpty {
            done.payee = done.memo
            done.memo = ""
        }
        document.sections[current].rows.append(done)
    }
}
