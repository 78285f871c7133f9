import Money
import Primitives

/// Reads QIF: accounts, categories, transactions and splits.
///
/// Source: statement-import §4.
struct QIFReader {
    private let bytes: [UInt8]
    private let options: StatementReadingOptions
    private var document: StatementDocument
    private var cleaner = TextCleaner()
    private var sectionByName: [String: Int] = [:]
    private var current: Int?
    /// The account block before the next transactions.
    private var account = StatementAccountHint()
    private var rowCount = 0

    private init(_ bytes: [UInt8], encoding: TextEncoding, options: StatementReadingOptions) {
        self.bytes = bytes
        self.options = options
        document = StatementDocument(format: .qif, encoding: encoding)
    }

    /// The bytes are UTF-8.
    static func read(
        _ bytes: [UInt8],
        encoding: TextEncoding,
        options: StatementReadingOptions
    ) throws(StatementError) -> StatementDocument {
        var reader = QIFReader(bytes, encoding: encoding, options: options)
        return try reader.read()
    }

    private mutating func read() throws(StatementError) -> StatementDocument {
        guard let (order, mark) = settle() else { return document }
        var scanner = QIFScanner(bytes)
        var mode = QIFMode.transactions(nil)
        reading: while true {
            switch scanner.next() {
            case .end: break reading
            case .header(let header):
                guard let next = QIFMode(header: header) else { continue }
                mode = next
                current = nil
                if case .transactions(let kind) = mode { account.kind = account.kind ?? kind }
                if case .investments = mode { account.kind = .investment }
                if case .accounts = mode { account = StatementAccountHint() }
            case .spoiled(let line, let reason): document.reject(line: line, reason)
            case .record(let line, let fields, let isComplete):
                try take(line, fields, isComplete: isComplete, mode: mode, order: order, mark: mark)
            }
        }
        if cleaner.maskedCount > 0 { document.notes.append(.cardNumbersMasked(count: cleaner.maskedCount)) }
        return document
    }

    private mutating func take(
        _ line: Int,
        _ fields: [QIFScanner.Field],
        isComplete: Bool,
        mode: QIFMode,
        order: DateOrder,
        mark: DecimalMark
    ) throws(StatementError) {
        switch mode {
        case .ignored: return
        case .accounts: takeAccount(fields)
        case .categories: takeCategory(fields)
        case .transactions, .investments:
            // A record that the end of the file cuts may lack its amount's last digits.
            guard isComplete else { return document.reject(line: line, .truncated) }
            let record = QIFRecord(line: line, fields: fields, bytes: bytes, cleaner: &cleaner)
            var isInvestment = false
            if case .investments = mode { isInvestment = true }
            do throws(RejectedLine.Reason) {
                let row = try record.row(bytes, order: order, mark: mark, isInvestment: isInvestment)
                try add(row, isOpeningBalance: record.isOpeningBalance)
            } catch {
                document.reject(line: line, error)
            }
            guard document.sections.count <= StatementLimits.sectionCount else { throw .tooManyAccounts }
            guard rowCount <= StatementLimits.rowCount else { throw .tooManyRows }
        }
    }

    private mutating func add(_ row: StatementRow, isOpeningBalance: Bool) throws(RejectedLine.Reason) {
        if isOpeningBalance, account.name == nil || account.name == row.transferAccount {
            if account.name == nil { account.name = row.transferAccount }
            let index = openSection()
            document.sections[index].account.name = account.name
            document.sections[index].balances.append(
                StatementBalance(kind: .opening, day: row.day, amount: row.amount)
            )
            return
        }
        if let decimals = options.currency?.decimals, row.amount.scale > decimals { throw .tooManyDecimals }
        document.sections[openSection()].rows.append(row)
        rowCount += 1
    }

    /// The section of the current account, made at its first row.
    private mutating func openSection() -> Int {
        if let current { return current }
        if let name = account.name, let known = sectionByName[name] {
            current = known
            return known
        }
        document.sections.append(StatementSection(account: account))
        let index = document.sections.count - 1
        if let name = account.name { sectionByName[name] = index }
        current = index
        return index
    }

    private mutating func takeAccount(_ fields: [QIFScanner.Field]) {
        account = StatementAccountHint()
        for field in fields {
            switch field.code {
            // Looked up again for every section of it.
            case 0x4E: account.name = ShortText.cut(cleaner.text(bytes, field.range), to: StatementLimits.textByteCount)
            case 0x54: account.kind = QIFMode.kind(accountType: cleaner.text(bytes, field.range))
            default: break
            }
        }
    }

    private mutating func takeCategory(_ fields: [QIFScanner.Field]) {
        var name = ""
        var isIncome = false
        for field in fields {
            if field.code == 0x4E { name = cleaner.text(bytes, field.range) }
            if field.code == 0x49 { isIncome = true }
        }
        guard !name.isEmpty, document.categories.count < StatementLimits.rejectedLineCount else { return }
        document.categories.append(StatementCategory(name: name, isIncome: isIncome))
    }

    /// Date order and decimal mark from the whole file; nil when something has to be asked.
    private mutating func settle() -> (DateOrder, DecimalMark)? {
        var dates = DateOrderFinder()
        var marks = DecimalMarkFinder()
        survey(&dates, &marks)
        var mark = options.decimalMark
        if let mark {
            document.notes.append(.decimalMark(mark, because: .chosen))
        } else if let found = marks.found(decimals: options.currency?.decimals) {
            mark = found.mark
            document.notes.append(.decimalMark(found.mark, because: found.because))
        } else {
            document.questions.append(.decimalMark)
        }
        var order = options.dateOrder
        if let order {
            document.notes.append(.dateOrder(order, because: .chosen))
        } else {
            switch dates.found(isDayFirstRegion: mark == .comma || marks.hasLakhGrouping) {
            case .order(let found, let reason):
                order = found
                document.notes.append(.dateOrder(found, because: reason))
            case .open(let orders): document.questions.append(.dateOrder(orders))
            case .nothing: order = .yearMonthDay  // no date can be read, so every record is listed with its reason
            }
        }
        guard let order, let mark else { return nil }
        return (order, mark)
    }

    private func survey(_ dates: inout DateOrderFinder, _ marks: inout DecimalMarkFinder) {
        var scanner = QIFScanner(bytes)
        var mode = QIFMode.transactions(nil)
        while true {
            switch scanner.next() {
            case .end: return
            case .spoiled: continue
            case .header(let header): mode = QIFMode(header: header) ?? mode
            case .record(_, let fields, _):
                guard mode.holdsTransactions else { continue }
                for field in fields {
                    switch field.code {
                    case 0x44: if let date = WrittenDate.read(bytes, field.range) { dates.add(date) }
                    case 0x54, 0x24, 0x55:
                        if case .number(let number) = WrittenNumber.read(bytes, field.range) { marks.add(number) }
                    default: break
                    }
                }
            }
        }
    }
}
