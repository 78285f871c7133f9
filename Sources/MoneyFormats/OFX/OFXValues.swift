import Money
import Primitives

/// Dates and amounts as OFX writes them.
///
/// Source: statement-import §4.
enum OFXValues {
    /// The day of a date such as `20240131120000.000[-5:EST]`, from its first eight digits.
    ///
    /// Some banks write `2024-01-31`.
    ///
    /// The zone is left out on purpose: a bank states the day in its own.
    static func day(_ bytes: [UInt8], _ range: Range<Int>) -> CalendarDay? {
        var value = 0
        var count = 0
        for index in range where count < 8 {
            let byte = bytes[index]
            if byte == 0x2D, count == 4 || count == 6 { continue }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte & 0x0F)
            count += 1
        }
        guard count == 8 else { return nil }
        return CalendarDay(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }

    /// Comma or dot is the decimal mark; the later one where a bank groups against the specification.
    static func amount(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        decimals: Int?
    ) throws(RejectedLine.Reason) -> StatementAmount {
        switch WrittenNumber.read(bytes, range) {
        case .empty: throw .noAmount
        case .notANumber: throw .notAnAmount
        case .tooLarge: throw .amountTooLarge
        case .number(let number):
            let mark: DecimalMark
            switch number.evidence {
            case .dot, .none: mark = .dot
            case .comma: mark = .comma
            // Three digits after the only mark: a fraction, as the specification has it, if the currency can hold it or
            // they are zeros; a group otherwise.
            case .dotBeforeThree: mark = isFraction(number, .dot, decimals) ? .dot : .comma
            case .commaBeforeThree: mark = isFraction(number, .comma, decimals) ? .comma : .dot
            }
            guard let amount = number.amount(mark: mark) else { throw .notAnAmount }
            return amount
        }
    }

    private static func isFraction(_ number: WrittenNumber, _ mark: DecimalMark, _ decimals: Int?) -> Bool {
        guard let decimals, let amount = number.amount(mark: mark) else { return true }
        return amount.scale <= decimals
    }
}
