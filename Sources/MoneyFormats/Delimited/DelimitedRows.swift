import Money
import Primitives

/// Makes rows of the records of a table: the second pass.
struct DelimitedRows {
    private let mapping: ColumnMapping
    private let decimalsCurrency: Currency?
    private let dateColumn: Int
    private let neededCount: Int
    private var sections: [StatementSection]
    private var sectionByName: [String: Int] = [:]
    private var cleaner = TextCleaner()
    private var directions: [String: Bool?] = [:]
    private var rowCount = 0

    init(mapping: ColumnMapping, account: StatementAccountHint, decimalsCurrency: Currency?) {
        self.mapping = mapping
        self.decimalsCurrency = decimalsCurrency
        dateColumn = mapping.column(.date) ?? 0
        let amountColumns = [ColumnRole.amount, .debit, .credit].compactMap(mapping.column)
        neededCount = max(dateColumn, amountColumns.min() ?? 0) + 1
        sections = [StatementSection(account: account)]
    }

    /// Reads all records; what cannot be read is listed in the document.
    mutating func read(
        _ bytes: [UInt8],
        layout: TableLayout,
        lastRowLine: Int,
        into document: inout StatementDocument
    ) throws(StatementError) {
        var tokenizer = RecordTokenizer(
            bytes,
            delimiter: layout.delimiter,
            from: layout.dataPosition,
            line: layout.dataLine
        )
        // A row of a statement is seldom under 40 bytes; growing by doubling would double the peak.
        sections[0].rows.reserveCapacity(min(StatementLimits.rowCount, bytes.count / 64))
        var footerCount = 0
        reading: while true {
            switch tokenizer.next() {
            case .end: break reading
            case .spoiled(let line, let reason): document.reject(line: line, reason)
            case .record(let line):
                if isBlank(tokenizer) { continue }
                if line > lastRowLine, !mayBeRow(tokenizer) {
                    footerCount += 1
                    continue
                }
                do throws(RejectedLine.Reason) {
                    let (row, section) = try row(tokenizer, line: line)
                    guard section < StatementLimits.sectionCount else { throw RejectedLine.Reason.tooManyParts }
                    sections[section].rows.append(row)
                    rowCount += 1
                } catch {
                    document.reject(line: line, error)
                }
                guard rowCount <= StatementLimits.rowCount else { throw .tooManyRows }
            }
        }
        if footerCount > 0 { document.notes.append(.footer(lineCount: footerCount)) }
        if cleaner.maskedCount > 0 { document.notes.append(.cardNumbersMasked(count: cleaner.maskedCount)) }
        document.sections = sections.filter { !$0.rows.isEmpty || sections.count == 1 }.map(Self.withClosingBalance)
    }

    private func isBlank(_ tokenizer: RecordTokenizer) -> Bool {
        tokenizer.cells.indices.allSatisfy { isBlank(tokenizer, $0) }
    }

    /// After the last row, a record that reaches an amount is a broken row, listed with its reason, when its date cell
    /// holds a digit, or when date, words and amount are all filled; a total or a remark fills fewer.
    private func mayBeRow(_ tokenizer: RecordTokenizer) -> Bool {
        guard tokenizer.cells.count >= neededCount else { return false }
        let cell = tokenizer.cells[dateColumn]
        if tokenizer.bytes[cell.start..<cell.end].contains(where: { $0 >= 0x30 && $0 <= 0x39 }) { return true }
        let isFilled: (ColumnRole) -> Bool = { role in
            tokenizer.cells.indices.contains {
                $0 < mapping.roles.count && mapping.roles[$0] == role && !isBlank(tokenizer, $0)
            }
        }
        return !isBlank(tokenizer, dateColumn) && [.payee, .note].contains(where: isFilled)
            && [.amount, .debit, .credit].contains(where: isFilled)
    }

    private func isBlank(_ tokenizer: RecordTokenizer, _ column: Int) -> Bool {
        let cell = tokenizer.cells[column]
        return !tokenizer.bytes[cell.start..<cell.end].contains { $0 > 0x20 }
    }

    private mutating func row(
        _ tokenizer: RecordTokenizer,
        line: Int
    ) throws(RejectedLine.Reason) -> (StatementRow, section: Int) {
        let cells = tokenizer.cells
        guard cells.count >= neededCount else { throw .columnCount }
        for index in cells[0].start..<cells[cells.count - 1].end where tokenizer.bytes[index] == 0 { throw .notText }
        var row = StatementRow(line: line, day: try day(tokenizer), amount: .zero)
        var section = 0
        var directionIsCredit: Bool?
        for column in 0..<min(cells.count, mapping.roles.count) {
            let role = mapping.roles[column]
            switch role {
            case .ignored, .date, .amount, .debit, .credit: continue
            case .balance: row.balance = number(tokenizer, column)?.amount(mark: mapping.decimalMark)
            default: break
            }
            if role == .balance { continue }
            let text = text(tokenizer, column)
            if text.isEmpty { continue }
            switch role {
            case .payee: Self.join(text, to: &row.payee)
            case .note: Self.join(text, to: &row.memo)
            case .category: row.category = text
            case .currency: row.currency = try currency(text)
            case .externalID: row.externalID = text
            case .checkNumber: row.checkNumber = text
            case .tags: row.tags = try tags(text)
            case .transferAccount: row.transferAccount = text
            case .account: section = self.section(named: text)
            case .direction: directionIsCredit = try direction(text)
            default: break
            }
        }
        row.amount = try amount(tokenizer, isCredit: directionIsCredit, hasBalance: row.balance != nil, row: &row)
        guard !row.amount.isZero else { throw .zeroAmount }
        let currency = row.currency ?? decimalsCurrency
        if let currency, row.amount.scale > currency.decimals { throw .tooManyDecimals }
        return (row, section)
    }

    private func day(_ tokenizer: RecordTokenizer) throws(RejectedLine.Reason) -> CalendarDay {
        let cell = tokenizer.cells[dateColumn]
        guard let date = WrittenDate.read(tokenizer.bytes, cell.start..<cell.end) else {
            for index in cell.start..<cell.end where tokenizer.bytes[index] > 0x20 { throw .notADate }
            throw .noDate
        }
        guard let day = date.day(mapping.dateOrder) else { throw .notADate }
        return day
    }

    private func reading(_ tokenizer: RecordTokenizer, _ column: Int?) -> WrittenNumber.Reading {
        guard let column, column < tokenizer.cells.count else { return .empty }
        let cell = tokenizer.cells[column]
        return WrittenNumber.read(tokenizer.bytes, cell.start..<cell.end)
    }

    private func number(_ tokenizer: RecordTokenizer, _ column: Int?) -> WrittenNumber? {
        if case .number(let number) = reading(tokenizer, column) { number } else { nil }
    }

    /// The value of an amount cell and its number; nil when the cell is empty.
    private func value(
        _ tokenizer: RecordTokenizer,
        _ column: Int?
    ) throws(RejectedLine.Reason) -> (amount: StatementAmount, number: WrittenNumber)? {
        switch reading(tokenizer, column) {
        case .empty: return nil
        case .notANumber: throw .notAnAmount
        case .tooLarge: throw .amountTooLarge
        case .number(let number):
            guard let amount = number.amount(mark: mapping.decimalMark) else { throw .notAnAmount }
            return (amount, number)
        }
    }

    private func amount(
        _ tokenizer: RecordTokenizer,
        isCredit: Bool?,
        hasBalance: Bool,
        row: inout StatementRow
    ) throws(RejectedLine.Reason) -> StatementAmount {
        if let column = mapping.column(.amount) {
            guard let (amount, number) = try value(tokenizer, column) else {
                throw hasBalance ? .balanceOnly : .noAmount
            }
            row.currency = row.currency ?? number.currency
            let signed = isCredit.map { $0 ? amount.magnitude : amount.magnitude.negated } ?? amount
            return mapping.signs == .inverted ? signed.negated : signed
        }
        let debit = try value(tokenizer, mapping.column(.debit))
        let credit = try value(tokenizer, mapping.column(.credit))
        row.currency = row.currency ?? debit?.number.currency ?? credit?.number.currency
        let out = debit.map { $0.number.isCredit == false ? $0.amount.magnitude : $0.amount } ?? .zero
        let into = credit?.amount ?? .zero
        guard out.isZero || into.isZero else { throw .unclearDirection }
        if debit == nil, credit == nil { throw hasBalance ? .balanceOnly : .noAmount }
        if out.isZero { return into }
        return mapping.signs == .debitsAreNegative ? out : out.negated
    }

    private mutating func text(_ tokenizer: RecordTokenizer, _ column: Int) -> String {
        cleaner.cell(tokenizer.cells[column], tokenizer)
    }

    private static func join(_ text: String, to whole: inout String) {
        whole = whole.isEmpty ? text : whole + " " + text
    }

    private func currency(_ text: String) throws(RejectedLine.Reason) -> Currency {
        if let currency = Currency(code: text) { return currency }
        switch text {
        case "₹": return .inr
        case "€": return .eur
        case "£": return .gbp
        default: throw .unknownCurrency
        }
    }

    private func tags(_ text: String) throws(RejectedLine.Reason) -> [String] {
        let parts = text.split { $0 == "," || $0 == ";" || $0 == "|" || $0 == "#" }
            .map { String($0).trimmingSpaces }
        guard parts.count <= StatementLimits.splitCount else { throw .tooManyParts }
        return parts.filter { !$0.isEmpty }
    }

    /// Remembers each word, since a column holds two or three of them a hundred thousand times.
    private mutating func direction(_ text: String) throws(RejectedLine.Reason) -> Bool {
        let isCredit: Bool?
        if let known = directions[text] {
            isCredit = known
        } else {
            isCredit = DirectionWord.isCredit(text)
            if directions.count < 64 { directions[text] = .some(isCredit) }
        }
        guard let isCredit else { throw .unclearDirection }
        return isCredit
    }

    private mutating func section(named name: String) -> Int {
        if let known = sectionByName[name] { return known }
        guard sections.count < StatementLimits.sectionCount || sectionByName.isEmpty else {
            return StatementLimits.sectionCount
        }
        let number = AccountNumber(name)
        let isNumber = name.utf8.count(where: { $0 >= 0x30 && $0 <= 0x39 }) >= 6
        let hint = StatementAccountHint(
            name: isNumber ? nil : name,
            lastFour: isNumber ? number?.lastFour : nil,
            currency: sections[0].account.currency,
            identity: isNumber ? number?.identity(bank: "") : nil
        )
        if sectionByName.isEmpty, sections[0].rows.isEmpty {
            sections[0].account = hint
            sectionByName[name] = 0
            return 0
        }
        sections.append(StatementSection(account: hint))
        sectionByName[name] = sections.count - 1
        return sections.count - 1
    }

    /// The running balance of the newest row, whichever way the rows run.
    private static func withClosingBalance(_ section: StatementSection) -> StatementSection {
        var section = section
        guard let first = section.rows.first, let last = section.rows.last else { return section }
        let newest = first.day > last.day ? first : last
        if let balance = newest.balance {
            section.balances.append(StatementBalance(kind: .closing, day: newest.day, amount: balance))
        }
        return section
    }
}
