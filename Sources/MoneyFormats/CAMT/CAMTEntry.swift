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
    /// None where there are more than become rows of their own: the entry is one row then.
    private(set) var details: [Detail] = []
    private var hasTooManyDetails = false
    /// What is wrong with its elements: a text that is too long, that is none, or of which nobody knows what counts.
    var spoiled: RejectedLine.Reason?

    /// Payments of one booking; the largest wage run that a bank books as one is smaller.
    private static let detailMaximum = 10_000
    /// Bytes of the entry's own text that each of its rows repeats: ISO 20022 has 500 characters for it.
    private static let sharedByteCount = 512

    init(line: Int, number: Int) {
        self.line = line
        self.number = number
    }

    mutating func add(_ detail: Detail) {
        guard !hasTooManyDetails else { return }
        details.append(detail)
        guard details.count > Self.detailMaximum else { return }
        details = []
        hasTooManyDetails = true
    }

    /// One row, or one for each detail where the details say all of the amount.
    func rows(_ bytes: [UInt8]) throws(RejectedLine.Reason) -> [StatementRow] {
        if let spoiled { throw spoiled }
        guard status.isEmpty || status == "BOOK" else { throw .notBooked }
        guard let dayRange = bookingDay ?? valueDay else { throw .noDate }
        // Behind a comment more of it may stand.
        guard !bytes[dayRange].contains(0x3C) else { throw .notADate }
        let written = String(decoding: bytes[dayRange].prefix(10), as: UTF8.self)
        guard let day = CalendarDay(iso: written) else { throw .notADate }
        guard let amount else { throw .noAmount }
        guard !currencyIsUnknown else { throw .unknownCurrency }
        guard let isCredit else { throw .unclearDirection }
        let whole = try Self.signed(bytes, amount, currency, isCredit: isCredit)
        guard !whole.isZero else { throw .zeroAmount }
        if details.count > 1, let parts = try parts(bytes, whole, day) { return parts }
        let detail = details.count == 1 ? details[0] : nil
        return [row(day, whole, detail, info: info, id: reference, isCredit: isCredit)]
    }

    private func parts(
        _ bytes: [UInt8],
        _ whole: StatementAmount,
        _ day: CalendarDay
    ) throws(RejectedLine.Reason) -> [StatementRow]? {
        var sum = StatementAmount.zero
        var amounts: [(value: StatementAmount, isCredit: Bool)] = []
        for detail in details {
            guard let range = detail.amount, detail.currency == currency else { return nil }
            let isCredit = detail.isCredit ?? (self.isCredit == true)
            let amount = try Self.signed(bytes, range, currency, isCredit: isCredit)
            guard !amount.isZero, let next = sum.adding(amount) else { return nil }
            sum = next
            amounts.append((amount, isCredit))
        }
        // Rows are made only of what will be taken.
        guard sum == whole else { return nil }
        let info = ShortText.cut(info, to: Self.sharedByteCount)
        return zip(details, amounts).enumerated().map { number, part in
            // Parts of one booking share its reference, which is the first one's.
            let isShared = part.0.reference.isEmpty && !reference.isEmpty
            let id = !isShared ? "" : number == 0 ? reference : "\(reference)/\(number + 1)"
            return row(day, part.1.value, part.0, info: info, id: id, isCredit: part.1.isCredit)
        }
    }

    private func row(
        _ day: CalendarDay,
        _ amount: StatementAmount,
        _ detail: Detail?,
        info: String,
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
