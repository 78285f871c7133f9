import Money
import Primitives

/// One `Ntry` of CAMT.053 as its elements arrive.
struct CAMTEntry {
    /// One `TxDtls`.
    struct Detail {
        var amount: Range<Int>?
        var currency: Currency?
        var isCredit: Bool?
        var debtor = ""
        var creditor = ""
        var purpose: [String] = []
        var info = ""
        var reference = ""
        var endToEnd = ""
        var check = ""
    }

    let line: Int
    /// Which `Ntry` of the file, from 1: many files are one line.
    let number: Int
    var amount: Range<Int>?
    var currency: Currency?
    var currencyIsUnknown = false
    var isCredit: Bool?
    var isReversal = false
    var status = ""
    var bookingDay: Range<Int>?
    var valueDay: Range<Int>?
    var reference = ""
    var info = ""
    var details: [Detail] = []
    /// More details than a transaction may have parts, or a text that is too long.
    var spoiled: RejectedLine.Reason?

    init(line: Int, number: Int) {
        self.line = line
        self.number = number
    }

    /// One row, or one for each detail where the details say all of the amount.
    func rows(_ bytes: [UInt8]) throws(RejectedLine.Reason) -> [StatementRow] {
        if let spoiled { throw spoiled }
        guard status.isEmpty || status == "BOOK" else { throw .notBooked }
        guard let dayRange = bookingDay ?? valueDay else { throw .noDate }
        let written = String(decoding: bytes[dayRange].prefix(10), as: UTF8.self)
        guard let day = CalendarDay(iso: written) else { throw .notADate }
        guard let amount else { throw .noAmount }
        guard !currencyIsUnknown else { throw .unknownCurrency }
        guard let isCredit else { throw .unclearDirection }
        let whole = try Self.signed(bytes, amount, currency, isCredit: isCredit)
        guard !whole.isZero else { throw .zeroAmount }
        if details.count > 1, let parts = try parts(bytes, whole, day) { return parts }
        return [row(day, whole, details.count == 1 ? details[0] : nil, id: reference, isCredit: isCredit)]
    }

    private func parts(
        _ bytes: [UInt8],
        _ whole: StatementAmount,
        _ day: CalendarDay
    ) throws(RejectedLine.Reason) -> [StatementRow]? {
        var sum = StatementAmount.zero
        var rows: [StatementRow] = []
        for (number, detail) in details.enumerated() {
            guard let range = detail.amount, detail.currency == currency else { return nil }
            let isCredit = detail.isCredit ?? (self.isCredit == true)
            let amount = try Self.signed(bytes, range, currency, isCredit: isCredit)
            guard !amount.isZero, let next = sum.adding(amount) else { return nil }
            sum = next
            // Parts of one booking share its reference, which is the first one's.
            let isShared = detail.reference.isEmpty && !reference.isEmpty
            let id = !isShared ? "" : number == 0 ? reference : "\(reference)/\(number + 1)"
            rows.append(row(day, amount, detail, id: id, isCredit: isCredit))
        }
        return sum == whole ? rows : nil
    }

    private func row(
        _ day: CalendarDay,
        _ amount: StatementAmount,
        _ detail: Detail?,
        id: String,
        isCredit: Bool
    ) -> StatementRow {
        var row = StatementRow(line: line, day: day, amount: amount)
        row.entry = number
        row.currency = currency
        let detail = detail ?? Detail()
        // What is given back comes from whom it went to.
        let other = isCredit != isReversal ? detail.debtor : detail.creditor
        let purpose = detail.purpose.joined(separator: " ")
        let texts = [other, detail.info, info, purpose].filter { !$0.isEmpty }
        row.payee = texts.first ?? ""
        row.memo = [purpose, detail.info, info].first { !$0.isEmpty && $0 != row.payee } ?? ""
        row.externalID = id.isEmpty ? detail.reference : id
        row.checkNumber = detail.check.isEmpty ? detail.endToEnd : detail.check
        return row
    }

    private static func signed(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ currency: Currency?,
        isCredit: Bool
    ) throws(RejectedLine.Reason) -> StatementAmount {
        let amount = try WrittenDecimal.read(bytes, range, mark: 0x2E)
        if let decimals = currency?.decimals, amount.scale > decimals { throw .tooManyDecimals }
        return isCredit ? amount : amount.negated
    }
}
