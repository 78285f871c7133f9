/// Something that was found in a file rather than stated, and why it is taken to be so.
package enum StatementNote: Hashable, Sendable {
    case encoding(TextEncoding, because: EncodingReason)
    /// The byte between columns.
    case delimiter(UInt8)
    case header(line: Int)
    case noHeader
    case preamble(lineCount: Int)
    case footer(lineCount: Int)
    case dateOrder(DateOrder, because: DateOrderReason)
    case decimalMark(DecimalMark, because: DecimalMarkReason)
    case signs(SignConvention, because: SignReason)
    /// No amount has a sign and no column says the direction, so all rows are money in.
    case everyAmountIsPositive
    case rememberedMapping
    case cardNumbersMasked(count: Int)

    package enum EncodingReason: UInt8, Sendable { case chosen, byteOrderMark, declared, content, onlyASCII, fallback }
    package enum DateOrderReason: UInt8, Sendable {
        case chosen, remembered, onlyOrderThatFits, sameInEveryOrder, rowsRunInOrder, monthNames, regionOfNumbers,
            yearLast
    }
    package enum DecimalMarkReason: UInt8, Sendable { case chosen, remembered, amounts, noFractions, currencyDecimals }
    package enum SignReason: UInt8, Sendable { case chosen, remembered, debitColumn, format }

    package var sentence: String {
        switch self {
        case .encoding(let encoding, let reason): "Encoding \(encoding.name): " + Self.text(reason)
        case .delimiter(0x09): "Columns are separated by tabs."
        case .delimiter(let byte): "Columns are separated by " + String(UnicodeScalar(byte)) + "."
        case .header(let line): "The column names are on line \(line)."
        case .noHeader: "There are no column names; columns were told by what they hold."
        case .preamble(let count): Self.count(count, "line", "before the table", "left out")
        case .footer(let count): Self.count(count, "line", "after the table", "left out")
        case .dateOrder(let order, let reason): "Dates are \(order.name): " + Self.text(reason)
        case .decimalMark(let mark, let reason): "The decimal mark is a \(mark.name): " + Self.text(reason)
        case .signs(.asWritten, _): "Minus is money out."
        case .signs(.inverted, _): "Plus is money out."
        case .signs(.debitsAreNegative, _): "The debit column holds negative numbers."
        case .everyAmountIsPositive: "No amount has a sign, so every row was read as money in."
        case .rememberedMapping: "The columns were read as in your last file of this shape."
        case .cardNumbersMasked(let count): Self.count(count, "card number", "", "masked to the last four digits")
        }
    }

    private static func count(_ count: Int, _ noun: String, _ place: String, _ fate: String) -> String {
        let subject = [count == 1 ? "1 \(noun)" : "\(count) \(noun)s", place].filter { !$0.isEmpty }
        return "\(subject.joined(separator: " ")) \(count == 1 ? "was" : "were") \(fate)."
    }

    private static func text(_ reason: EncodingReason) -> String {
        switch reason {
        case .chosen: "you chose it."
        case .byteOrderMark: "the file begins with its mark."
        case .declared: "the file says so."
        case .content: "all bytes fit it."
        case .onlyASCII: "the file has plain letters only."
        case .fallback: "the bytes are not UTF-8."
        }
    }

    private static func text(_ reason: DateOrderReason) -> String {
        switch reason {
        case .chosen: "you chose it."
        case .remembered: "as in your last file of this shape."
        case .onlyOrderThatFits: "no other order fits all dates."
        case .sameInEveryOrder: "every order gives the same days."
        case .rowsRunInOrder: "only so do the rows run in order of time."
        case .monthNames: "months are written as words."
        case .regionOfNumbers: "where amounts are written like this, the day comes first."
        case .yearLast: "years of two digits come last unless the dates rule it out."
        }
    }

    private static func text(_ reason: DecimalMarkReason) -> String {
        switch reason {
        case .chosen: "you chose it."
        case .remembered: "as in your last file of this shape."
        case .amounts: "the amounts show it."
        case .noFractions: "no amount has a fraction."
        case .currencyDecimals: "the currency does not have three decimals."
        }
    }
}
