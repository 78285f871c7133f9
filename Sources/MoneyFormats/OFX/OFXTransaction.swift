import Money
import Primitives

/// The elements of one STMTTRN as they arrive.
struct OFXTransaction {
    let line: Int
    /// Which transaction of the file, from 1: a file may be one line.
    let number: Int
    var posted: Range<Int>?
    var user: Range<Int>?
    var amount: Range<Int>?
    var currency: String = ""
    var name = ""
    var payeeName = ""
    var memo = ""
    var fitID = ""
    var checkNumber = ""
    var referenceNumber = ""
    var transferAccount = ""
    /// A text that is none, is too long, or of which nobody knows what counts.
    var spoiled: RejectedLine.Reason?

    init(line: Int, number: Int) {
        self.line = line
        self.number = number
    }

    /// The row, with amount and day read.
    ///
    /// `decimals`: of the statement's currency, when it has one that is known.
    func row(_ bytes: [UInt8], decimals: Int?) throws(RejectedLine.Reason) -> StatementRow {
        if let spoiled { throw spoiled }
        guard let dateRange = posted ?? user else { throw .noDate }
        guard let day = OFXValues.day(bytes, dateRange) else { throw .notADate }
        guard let amountRange = amount else { throw .noAmount }
        var stated: Currency?
        if !currency.isEmpty {
            guard let known = Currency(code: currency) else { throw .unknownCurrency }
            stated = known
        }
        let value = try OFXValues.amount(bytes, amountRange, decimals: stated?.decimals ?? decimals)
        guard !value.isZero else { throw .zeroAmount }
        if let decimals = stated?.decimals ?? decimals, value.scale > decimals { throw .tooManyDecimals }
        var row = StatementRow(line: line, day: day, amount: value)
        row.entry = number
        row.currency = stated
        let payee = name.isEmpty ? payeeName : name
        row.payee = payee.isEmpty ? memo : payee
        row.memo = payee.isEmpty || memo == payee ? "" : memo
        row.externalID = fitID
        row.checkNumber = checkNumber.isEmpty ? referenceNumber : checkNumber
        row.transferAccount = transferAccount
        return row
    }
}
