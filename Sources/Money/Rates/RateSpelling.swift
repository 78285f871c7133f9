/// A rate as files and people write it, grouped or not, before its decimal mark is known.
///
/// - Source: docs/spec/money-rates.md §2 and §6; statement-import §6.
package enum RateSpelling: Hashable, Sendable {
    /// It can be read in one way only, as a plain decimal; also what is no number at all, as it is written.
    case sure(String)
    /// One mark, before exactly three digits: a group or decimals.
    case open(mark: DecimalMark, grouped: String, decimals: String)

    package init(_ text: some StringProtocol) {
        let written = String(text)
        self = Self.reading(written) ?? .sure(written)
    }

    /// The plain decimal, where this is the decimal mark; nil where that has to be asked first.
    package func plain(mark: DecimalMark?) -> String? {
        switch self {
        case .sure(let text): text
        case .open(let own, let grouped, let decimals): mark.map { $0 == own ? decimals : grouped }
        }
    }

    /// Nil for what is no number with marks.
    private static func reading(_ text: String) -> Self? {
        guard let written = Marked(text), let last = written.marks.last else { return nil }
        let digits = written.groups.joined()
        let whole = written.groups.dropLast()
        let fraction = written.groups[whole.count]
        guard let mark = DecimalMark(scalar: last), written.marks.count(where: { $0 == last }) == 1 else {
            // A mark that is there twice, or that never stands before decimals: all of them group.
            let isGrouped = written.marks.allSatisfy { $0 == last } && Self.isGrouped(written.groups[...])
            return isGrouped ? .sure(written.sign + digits) : nil
        }
        let plain = written.sign + whole.joined() + "." + fraction
        if written.marks.count > 1 {
            let isEven = written.marks.dropLast().allSatisfy { $0 == written.marks[0] }
            return isEven && isGrouped(whole) ? .sure(plain) : nil
        }
        let first = written.groups[0]
        guard fraction.count == 3, (1...3).contains(first.count), first.first != "0" else { return .sure(plain) }
        return .open(mark: mark, grouped: written.sign + digits, decimals: plain)
    }

    /// One to three digits, then twos or threes, three at the end: 1,450,000 and 14,50,000.
    private static func isGrouped(_ groups: ArraySlice<String>) -> Bool {
        guard let first = groups.first, let last = groups.last, groups.count > 1 else { return false }
        return (1...3).contains(first.count) && last.count == 3
            && groups.dropFirst().dropLast().allSatisfy { (2...3).contains($0.count) }
    }
}

/// Digits, and the marks between them.
private struct Marked {
    private(set) var sign = ""
    private(set) var groups = [""]
    private(set) var marks: [Unicode.Scalar] = []

    /// Nil for anything else, and for more groups than any rate has.
    init?(_ text: String) {
        var scalars = text.unicodeScalars[...]
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        scalars = scalars.drop { $0.properties.isWhitespace }
        if let first = scalars.first, "+-\u{2212}".unicodeScalars.contains(first) {
            sign = String(Character(first))
            scalars = scalars.dropFirst()
        }
        for scalar in scalars {
            if ("0"..."9").contains(scalar) {
                groups[groups.count - 1].unicodeScalars.append(scalar)
            } else {
                guard let mark = Self.mark(scalar), groups.count < Self.groupMaximum else { return nil }
                marks.append(mark)
                groups.append("")
            }
        }
    }

    private static let groupMaximum = 16

    /// Every kind of space and apostrophe is one kind of group mark.
    private static func mark(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case ".", ",": scalar
        case "'", "\u{2019}": "'"
        default: scalar.properties.isWhitespace ? " " : nil
        }
    }
}

extension DecimalMark {
    fileprivate init?(scalar: Unicode.Scalar) {
        switch scalar {
        case ".": self = .dot
        case ",": self = .comma
        default: return nil
        }
    }
}
