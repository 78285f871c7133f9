import Primitives

/// Reads sizes in a search: `>500`, `100..500`.
///
/// - Source: docs/spec/search.md §2.
enum SizeReader {
    private static let signs: [(text: String, isMinimum: Bool, isIncluded: Bool)] = [
        (">=", true, true), ("<=", false, true), ("≥", true, true), ("≤", false, true), (">", true, false),
        ("<", false, false),
    ]

    /// Whether a part is a sign and nothing else.
    static func isSign(_ text: Substring) -> Bool { signs.contains { $0.text == text } }

    /// A sign and a number behind it.
    static func comparison(_ text: Substring, _ grouping: DigitGrouping) -> SearchCondition? {
        guard let sign = signs.first(where: { text.hasPrefix($0.text) }),
            let bound = bound(text.dropFirst(sign.text.count), grouping, isIncluded: sign.isIncluded)
        else { return nil }
        return sign.isMinimum ? .size(minimum: bound, maximum: nil) : .size(minimum: nil, maximum: bound)
    }

    /// `250`, `100..500`, `100..`, `..500`, or a comparison.
    static func range(_ text: Substring, _ grouping: DigitGrouping) -> SearchCondition? {
        if let comparison = comparison(text, grouping) { return comparison }
        guard let dots = text.firstRange(of: "..") else {
            guard let size = bound(text, grouping, isIncluded: true) else { return nil }
            return .size(minimum: size, maximum: size)
        }
        let (low, high) = (text[..<dots.lowerBound], text[dots.upperBound...])
        let minimum = bound(low, grouping, isIncluded: true)
        let maximum = bound(high, grouping, isIncluded: true)
        guard minimum != nil || low.isEmpty, maximum != nil || high.isEmpty, !low.isEmpty || !high.isEmpty else {
            return nil
        }
        return .size(minimum: minimum, maximum: maximum)
    }

    /// Figures with the person's marks between them, after the sign of a currency or none: `1,500`, `19.90`.
    ///
    /// As in a form, the group mark is the decimal mark where it stands last before one or two figures.
    private static func bound(_ text: Substring, _ grouping: DigitGrouping, isIncluded: Bool) -> SizeBound? {
        let text = text.drop(while: \.isCurrencySymbol)
        var mark = text.lastIndex(of: grouping.decimalMark)
        if mark == nil, let last = text.lastIndex(of: grouping.groupMark),
            (1...2).contains(text.distance(from: last, to: text.endIndex) - 1)
        {
            mark = last
        }
        let whole = text[..<(mark ?? text.endIndex)]
        let decimals = mark.map { text[text.index(after: $0)...] } ?? ""
        guard whole.first != grouping.groupMark else { return nil }
        var digits: Int64 = 0
        for character in whole.filter({ $0 != grouping.groupMark }) + decimals {
            guard let digit = character.wholeNumberValue, digit < 10 else { return nil }
            let (tens, tensOverflow) = digits.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) = tens.addingReportingOverflow(Int64(digit))
            guard !tensOverflow, !sumOverflow else { return nil }
            digits = sum
        }
        guard !whole.isEmpty || !decimals.isEmpty else { return nil }
        return SizeBound(digits: digits, decimals: decimals.count, isIncluded: isIncluded)
    }
}
