import Money
import Primitives

/// What the whole table says about its dates, amounts and end: the first of two passes.
struct TableSurvey {
    private(set) var dates = DateOrderFinder()
    private(set) var marks = DecimalMarkFinder()
    /// Records that hold a date and an amount; what comes after the last of them is footer.
    private(set) var lastRowLine = 0
    private(set) var hasSigns = false
    private(set) var amountCount = 0
    private(set) var debitSigns = (negative: 0, positive: 0)

    init(_ bytes: [UInt8], layout: TableLayout, roles: [ColumnRole]) {
        let dateColumn = roles.firstIndex(of: .date)
        let amountColumns = roles.indices.filter { [.amount, .debit, .credit].contains(roles[$0]) }
        let balanceColumn = roles.firstIndex(of: .balance)
        var tokenizer = RecordTokenizer(
            bytes,
            delimiter: layout.delimiter,
            from: layout.dataPosition,
            line: layout.dataLine
        )
        while true {
            switch tokenizer.next() {
            case .end: return
            case .spoiled: continue
            case .record(let line):
                let cells = tokenizer.cells
                var hasDate = false
                if let dateColumn, dateColumn < cells.count {
                    hasDate = addDate(bytes, cells[dateColumn])
                }
                var hasAmount = false
                for column in amountColumns where column < cells.count {
                    if addAmount(bytes, cells[column], role: roles[column]) { hasAmount = true }
                }
                if let balanceColumn, balanceColumn < cells.count {
                    _ = addAmount(bytes, cells[balanceColumn], role: .balance)
                }
                if hasDate, hasAmount { lastRowLine = line }
            }
        }
    }

    /// Whether the cell could be meant as a date: it holds a digit.
    private mutating func addDate(_ bytes: [UInt8], _ cell: RecordTokenizer.Cell) -> Bool {
        if let date = WrittenDate.read(bytes, cell.start..<cell.end) { dates.add(date) }
        return bytes[cell.start..<cell.end].contains { $0 >= 0x30 && $0 <= 0x39 }
    }

    private mutating func addAmount(_ bytes: [UInt8], _ cell: RecordTokenizer.Cell, role: ColumnRole) -> Bool {
        switch WrittenNumber.read(bytes, cell.start..<cell.end) {
        case .empty: return false
        case .notANumber, .tooLarge: return true
        case .number(let number):
            marks.add(number)
            if role == .amount {
                amountCount += 1
                if number.isNegative || number.isCredit != nil { hasSigns = true }
            }
            if role == .debit, number.magnitude > 0, number.isCredit == nil {
                if number.isNegative { debitSigns.negative += 1 } else { debitSigns.positive += 1 }
            }
            return true
        }
    }
}
