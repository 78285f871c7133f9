/// What a file leaves open and nobody may guess.
package enum StatementQuestion: Hashable, Sendable {
    /// Every date reads as a day in more than one order. Answer with `StatementReadingOptions.dateOrder`.
    case dateOrder([DateOrder])
    /// Every amount reads as a number with either mark. Answer with `StatementReadingOptions.decimalMark`.
    case decimalMark
    /// Columns without which no row can be made. Answer with `StatementReadingOptions.mapping`.
    case columns([ColumnRole])

    /// A stable name for the API.
    package var code: String {
        switch self {
        case .dateOrder: "date-order"
        case .decimalMark: "decimal-mark"
        case .columns: "columns"
        }
    }

    package var sentence: String {
        switch self {
        case .dateOrder(let orders):
            "The dates can be read as " + orders.map(\.name).joined(separator: " or ") + "; say which they are."
        case .decimalMark: "The amounts can be read with a decimal comma or a decimal point; say which it is."
        case .columns(let roles):
            "No column was recognised as " + roles.map(\.name).joined(separator: ", ") + "; say which it is."
        }
    }
}
