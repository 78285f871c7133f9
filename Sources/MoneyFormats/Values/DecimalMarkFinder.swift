import Money
import Primitives

/// Finds the decimal mark from all amounts of a file.
///
/// Source: statement-import §6.
struct DecimalMarkFinder {
    private var counts = (dot: 0, comma: 0, dotBeforeThree: 0, commaBeforeThree: 0)
    /// Whether an amount groups as 1,00,000.
    private(set) var hasLakhGrouping = false
    /// First currency written beside an amount.
    private(set) var currency: Currency?

    mutating func add(_ number: WrittenNumber) {
        switch number.evidence {
        case .none: break
        case .dot: counts.dot += 1
        case .comma: counts.comma += 1
        case .dotBeforeThree: counts.dotBeforeThree += 1
        case .commaBeforeThree: counts.commaBeforeThree += 1
        }
        if number.hasPairGroup { hasLakhGrouping = true }
        if currency == nil { currency = number.currency }
    }

    /// `decimals`: of the currency, when it is known.
    /// - Returns: nil when both marks are possible.
    func found(decimals: Int?) -> (mark: DecimalMark, because: StatementNote.DecimalMarkReason)? {
        // One line in ten may be broken before the column counts as contradictory.
        if counts.dot > counts.comma * 10 { return (.dot, .amounts) }
        if counts.comma > counts.dot * 10 { return (.comma, .amounts) }
        if counts.dot > 0 || counts.comma > 0 { return nil }
        if counts.dotBeforeThree == 0, counts.commaBeforeThree == 0 { return (.dot, .noFractions) }
        guard let decimals, decimals != 3, counts.dotBeforeThree == 0 || counts.commaBeforeThree == 0 else {
            return nil
        }
        return (counts.dotBeforeThree > 0 ? .comma : .dot, .currencyDecimals)
    }
}
