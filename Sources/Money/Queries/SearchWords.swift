package import Primitives

/// What a person typed into the search field: words, tags and sizes.
///
/// `dinner #trip >500` asks for entries that say “dinner”, have the tag “trip” and move more than 500 units of their
/// currency. `>`, `>=`, `<` and `<=` stand before a number, `#` before a tag; everything else is a word. What only
/// looks like one of them (`>5a`, `#`) is a word too: nothing that was typed is passed over.
package struct SearchWords: Hashable, Sendable {
    package private(set) var tags: [String] = []
    package private(set) var minimum: SizeBound?
    package private(set) var maximum: SizeBound?
    package private(set) var words: [String] = []

    /// More than this is not read: each part costs a pass over the texts.
    private static let partMaximum = 16

    /// `grouping`: the marks of the person's own numbers.
    package init(_ text: String, _ grouping: DigitGrouping = .western) {
        var parts = text.split(whereSeparator: \.isWhitespace).prefix(Self.partMaximum)[...]
        while let part = parts.popFirst() {
            if part.first == "#", part.count > 1 {
                tags.append(String(part.dropFirst()))
            } else if let (sign, rest) = Self.sign(of: part) {
                // `> 500` is one bound, written with a space.
                let number = rest.isEmpty ? parts.first ?? "" : rest
                guard let bound = Self.bound(number, grouping, isIncluded: sign.isIncluded) else {
                    words.append(String(part))
                    continue
                }
                if rest.isEmpty { parts.removeFirst() }
                if sign.isMinimum { minimum = bound } else { maximum = bound }
            } else {
                words.append(String(part))
            }
        }
    }

    /// Adds what was typed to a filter.
    package func narrow(_ filter: inout TransactionFilter) {
        filter.tags += tags
        filter.minimum = minimum
        filter.maximum = maximum
        filter.text = words.isEmpty ? nil : words.joined(separator: " ")
    }

    private static func sign(of part: Substring) -> (sign: (isMinimum: Bool, isIncluded: Bool), rest: Substring)? {
        guard let first = part.first else { return nil }
        let isIncluded = part.dropFirst().first == "="
        switch first {
        case ">": return ((true, isIncluded), part.dropFirst(isIncluded ? 2 : 1))
        case "<": return ((false, isIncluded), part.dropFirst(isIncluded ? 2 : 1))
        case "≥": return ((true, true), part.dropFirst())
        case "≤": return ((false, true), part.dropFirst())
        default: return nil
        }
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
