import Money

/// What the cells of each column look like, from a sample of rows.
struct ColumnKinds {
    enum Kind: String {
        case date
        case number
        case text
        case empty
    }

    private(set) var kinds: [Kind] = []
    /// Characters in the longest cell; the column with the longest texts is the payee.
    private(set) var textLengths: [Int] = []
    /// Values of number columns, row by row; nil for an empty cell.
    private(set) var numbers: [[StatementAmount?]] = []

    init(rows: [[String]], columnCount: Int) {
        for column in 0..<columnCount {
            var counts = (date: 0, number: 0, text: 0)
            var length = 0
            var values: [StatementAmount?] = []
            for row in rows {
                let cell = Array((column < row.count ? row[column] : "").utf8)
                let (kind, value) = Self.kind(of: cell)
                values.append(value)
                switch kind {
                case .date: counts.date += 1
                case .number: counts.number += 1
                case .text: counts.text += 1
                case .empty: break
                }
                length += cell.count
            }
            let filled = counts.date + counts.number + counts.text
            let kind: Kind =
                if filled == 0 { .empty } else if counts.date * 10 >= filled * 8 {
                    .date
                } else if counts.number * 10
                    >= filled * 8
                { .number } else { .text }
            kinds.append(kind)
            textLengths.append(kind == .text ? length : 0)
            numbers.append(values)
        }
    }

    /// Kind of one cell.
    ///
    /// Nine digits and more without a mark are an identifier, not an amount.
    static func kind(of cell: [UInt8]) -> (Kind, StatementAmount?) {
        let range = 0..<cell.count
        if cell.allSatisfy({ $0 <= 0x20 }) { return (.empty, nil) }
        if let date = WrittenDate.read(cell, range), DateOrder.allCases.contains(where: { date.day($0) != nil }) {
            return (.date, nil)
        }
        switch WrittenNumber.read(cell, range) {
        case .empty: return (.empty, nil)
        case .number(let number):
            let isIdentifier = number.markCount == 0 && number.digitCount >= 9 && number.currency == nil
            let value: StatementAmount? =
                switch number.evidence {
                case .comma, .dotBeforeThree: number.amount(mark: .comma)
                case .dot, .commaBeforeThree, .none: number.amount(mark: .dot)
                }
            return isIdentifier || value == nil ? (.text, nil) : (.number, value)
        case .notANumber, .tooLarge: return (.text, nil)
        }
    }
}
