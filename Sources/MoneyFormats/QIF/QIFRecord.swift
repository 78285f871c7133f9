import Money
import Primitives

/// Makes a row of the fields of one QIF transaction.
struct QIFRecord {
    let line: Int
    var payee = ""
    var memo = ""
    var number = ""
    var category = ""
    var transfer = ""
    var tags: [String] = []
    var security = ""
    private var date: Range<Int>?
    private var amount: Range<Int>?
    private var splits: [Split] = []

    private struct Split {
        var category = ""
        var transfer = ""
        var memo = ""
        var amount: Range<Int>?
    }

    init(line: Int, fields: [QIFScanner.Field], bytes: [UInt8], cleaner: inout TextCleaner) {
        self.line = line
        for field in fields {
            switch field.code {
            case 0x44: date = field.range
            case 0x54: amount = field.range
            case 0x55: amount = amount ?? field.range
            case 0x50: payee = cleaner.text(bytes, field.range)
            case 0x4D: memo = cleaner.text(bytes, field.range)
            case 0x4E: number = cleaner.text(bytes, field.range)
            case 0x59: security = cleaner.text(bytes, field.range)
            case 0x4C: (category, transfer, tags) = Self.category(cleaner.text(bytes, field.range))
            case 0x53:
                var split = Split()
                (split.category, split.transfer, _) = Self.category(cleaner.text(bytes, field.range))
                splits.append(split)
            case 0x45 where !splits.isEmpty: splits[splits.count - 1].memo = cleaner.text(bytes, field.range)
            case 0x24 where !splits.isEmpty: splits[splits.count - 1].amount = field.range
            default: break
            }
        }
    }

    /// `Food:Groceries/Home` is a category and a tag, `[Savings]` the other account of a transfer.
    private static func category(_ text: String) -> (category: String, transfer: String, tags: [String]) {
        if text.hasPrefix("--") || text.hasPrefix("|") { return ("", "", []) }  // --Split--
        let parts = text.unicodeScalars.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            .map { String($0) }
        let tags = parts.count > 1 && !parts[1].isEmpty ? [parts[1]] : []
        let name = parts.first ?? ""
        // By scalars: some letters make one character with the bracket after them.
        let scalars = name.unicodeScalars
        if scalars.first == "[", scalars.last == "]", scalars.count > 2 {
            return ("", String(scalars.dropFirst().dropLast()), tags)
        }
        return (name, "", tags)
    }

    /// Whether this states the balance an account began with, and not a movement.
    var isOpeningBalance: Bool {
        !transfer.isEmpty && ["opening balance", "saldo iniziale", "anfangssaldo"].contains(payee.lowercased())
    }

    /// The row, with the amounts and the day read.
    func row(
        _ bytes: [UInt8],
        order: DateOrder,
        mark: DecimalMark,
        isInvestment: Bool
    ) throws(RejectedLine.Reason) -> StatementRow {
        guard let date else { throw .noDate }
        guard let day = WrittenDate.read(bytes, date)?.day(order) else { throw date.isEmpty ? .noDate : .notADate }
        guard splits.count <= StatementLimits.splitCount else { throw .tooManyParts }
        if isInvestment, !QIFInvestmentAction.isSigned(number), QIFInvestmentAction.isCredit(number) == nil {
            throw .securities
        }
        guard let amount else { throw .noAmount }
        var value = try Self.value(bytes, amount, mark)
        if isInvestment, let isCredit = QIFInvestmentAction.isCredit(number) {
            value = isCredit ? value.magnitude : value.magnitude.negated
        }
        guard !value.isZero || isOpeningBalance else { throw .zeroAmount }
        var row = StatementRow(line: line, day: day, amount: value)
        row.payee = payee.isEmpty ? (security.isEmpty ? memo : security) : payee
        row.memo = row.payee == memo ? "" : memo
        row.checkNumber = isInvestment ? "" : number
        row.category = category
        row.transferAccount = transfer
        row.tags = tags
        row.splits = try readSplits(bytes, mark, total: value)
        return row
    }

    private func readSplits(
        _ bytes: [UInt8],
        _ mark: DecimalMark,
        total: StatementAmount
    ) throws(RejectedLine.Reason) -> [StatementSplit] {
        var result: [StatementSplit] = []
        var sum = StatementAmount.zero
        for split in splits {
            guard let range = split.amount else { throw .splitsDoNotAddUp }
            let value = try Self.value(bytes, range, mark)
            guard let next = sum.adding(value) else { throw .amountTooLarge }
            sum = next
            result.append(
                StatementSplit(
                    category: split.category,
                    memo: split.memo,
                    amount: value,
                    transferAccount: split.transfer
                )
            )
        }
        guard result.isEmpty || sum == total else { throw .splitsDoNotAddUp }
        return result
    }

    private static func value(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ mark: DecimalMark
    ) throws(RejectedLine.Reason) -> StatementAmount {
        switch WrittenNumber.read(bytes, range) {
        case .empty: throw .noAmount
        case .notANumber: throw .notAnAmount
        case .tooLarge: throw .amountTooLarge
        case .number(let number):
            guard let amount = number.amount(mark: mark) else { throw .notAnAmount }
            return amount
        }
    }
}
