/// Finds payment card numbers in text and masks all but their last four digits.
///
/// A card number is a run of 13 to 19 digits of any script, single spaces or hyphens between them allowed, not next to
/// another digit, that begins like a card network's numbers, has a length that network uses, and passes the Luhn check.
/// Twelve-digit payment references and long account numbers fail one of the three. Other numbers may stand beside it,
/// as in `coffee 120 4111 1111 1111 1111`: then the groups that belong together are those that cards are printed in.
/// Groups cut so are found behind dots, slashes and wider gaps, too.
///
/// - Source: docs/spec/statement-import.md §5; ISO/IEC 7812-1 (prefixes, Luhn).
package enum CardNumber {
    /// Whether one stands in a text.
    package static func isIn(_ text: String) -> Bool {
        mayHoldOne(text) && !numbers(in: Array(text.utf8).span).isEmpty
    }

    /// The text with every card number's digits but the last four replaced by `•`; nil when there is none.
    package static func masked(_ text: String) -> String? {
        guard mayHoldOne(text) else { return nil }
        let plain = PlainDigits(Array(text.utf8).span)
        let runs = numbers(inPlain: plain.bytes.span)
        guard !runs.isEmpty else { return nil }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 24)
        var next = 0
        for run in runs {
            result.append(contentsOf: bytes[plain.origins[next]..<plain.origins[run.lowerBound]])
            let digitCount = plain.bytes[run].count(where: isDigit)
            var seen = 0
            for place in run {
                if isDigit(plain.bytes[place]) { seen += 1 }
                // Four last digits stay, and so do the separators between the groups.
                if isDigit(plain.bytes[place]), seen <= digitCount - 4 {
                    result.append(contentsOf: bullet)
                } else {
                    result.append(contentsOf: bytes[plain.origins[place]..<plain.origins[place + 1]])
                }
            }
            next = run.upperBound
        }
        result.append(contentsOf: bytes[plain.origins[next]...])
        // What is left of one may make another with the number beside it; each round leaves fewer digits.
        let once = String(decoding: result, as: UTF8.self)
        return masked(once) ?? once
    }

    /// Where card numbers stand in UTF-8 text, as ranges of bytes.
    package static func numbers(in bytes: borrowing Span<UInt8>) -> [Range<Int>] {
        var isASCII = true
        for index in 0..<bytes.count where bytes[index] >= 0x80 {
            isASCII = false
            break
        }
        if isASCII { return numbers(inPlain: bytes) }
        let plain = PlainDigits(bytes)
        return numbers(inPlain: plain.bytes.span).map { plain.origins[$0.lowerBound]..<plain.origins[$0.upperBound] }
    }

    /// A bound that costs little: digits, and characters that might be some.
    private static func mayHoldOne(_ text: String) -> Bool {
        var count = 0
        for byte in text.utf8 where isDigit(byte) || byte >= PlainDigits.firstLead { count += 1 }
        return count >= lengths.lowerBound
    }

    private static func numbers(inPlain bytes: borrowing Span<UInt8>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                index += 1
                continue
            }
            // Groups of digits; `parts` begin anew behind a gap that is more than one space or hyphen.
            var groups: [Range<Int>] = []
            var parts: [Int] = [0]
            var digitCount = 0
            while true {
                let start = index
                while index < bytes.count, isDigit(bytes[index]) { index += 1 }
                groups.append(start..<index)
                digitCount += index - start
                let gap = gap(at: index, bytes)
                guard gap > 0 else { break }
                if gap > 1 || bytes[index] != 0x20 && bytes[index] != 0x2D { parts.append(groups.count) }
                index += gap
            }
            // Most runs are too short.
            if digitCount >= lengths.lowerBound { found += cards(in: groups, parts: parts, bytes) }
        }
        return found
    }

    /// How many separators stand before the next digit; 0 where none does, or more than are put inside a number.
    private static func gap(at start: Int, _ bytes: borrowing Span<UInt8>) -> Int {
        var index = start
        while index < bytes.count, index - start < 3, isSeparator(bytes[index]) { index += 1 }
        return index < bytes.count && isDigit(bytes[index]) ? index - start : 0
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x2D, 0x09, 0x0A, 0x0D, UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func cards(
        in groups: [Range<Int>],
        parts: [Int],
        _ bytes: borrowing Span<UInt8>
    ) -> [Range<Int>] {
        guard parts.count > 1 else { return cards(in: groups, bytes) }
        var found: [Range<Int>] = []
        for (place, start) in parts.enumerated() {
            let end = place + 1 < parts.count ? parts[place + 1] : groups.count
            found += cards(in: Array(groups[start..<end]), bytes)
        }
        for card in cutCards(in: groups, bytes) where !found.contains(where: card.overlaps) { found.append(card) }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// The cards in a run of groups: all of it, or groups beside each other that are cut as cards are.
    private static func cards(in groups: [Range<Int>], _ bytes: borrowing Span<UInt8>) -> [Range<Int>] {
        if isCard(digits(of: groups[...], bytes)) {
            return [groups[0].lowerBound..<groups[groups.count - 1].upperBound]
        }
        return cutCards(in: groups, bytes)
    }

    private static func cutCards(in groups: [Range<Int>], _ bytes: borrowing Span<UInt8>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var first = 0
        while first < groups.count {
            let last = (first..<groups.count).prefix(5).last { last in
                let part = groups[first...last]
                return isCut(part.map(\.count)) && isCard(digits(of: part, bytes))
            }
            if let last { found.append(groups[first].lowerBound..<groups[last].upperBound) }
            first = (last ?? first) + 1
        }
        return found
    }

    /// 4-4-4-4 and its longer and shorter forms, 4-6-5 and 4-6-4, or in one piece.
    private static func isCut(_ lengths: [Int]) -> Bool {
        lengths.count == 1 || lengths == [4, 6, 5] || lengths == [4, 6, 4]
            || lengths.dropLast().allSatisfy { $0 == 4 } && (1...4).contains(lengths[lengths.count - 1])
    }

    private static func digits(of groups: ArraySlice<Range<Int>>, _ bytes: borrowing Span<UInt8>) -> [UInt8] {
        var digits: [UInt8] = []
        for group in groups {
            guard digits.count + group.count <= lengths.upperBound else { return [] }
            for place in group { digits.append(bytes[place] & 0x0F) }
        }
        return digits
    }

    private static let lengths = 13...19

    private static let bullet = Array("•".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isCard(_ digits: [UInt8]) -> Bool {
        guard lengths.contains(digits.count), hasNetworkPrefix(digits) else { return false }
        var sum = 0
        for (fromRight, digit) in digits.reversed().enumerated() {
            let doubled = fromRight % 2 == 1 ? Int(digit) * 2 : Int(digit)
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0
    }

    private static func hasNetworkPrefix(_ digits: [UInt8]) -> Bool {
        let prefix = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        switch (prefix, digits.count) {
        case (4000...4999, 13), (4000...4999, 16), (4000...4999, 19): return true  // Visa
        case (5100...5599, 16), (2221...2720, 16): return true  // Mastercard
        case (3400...3499, 15), (3700...3799, 15): return true  // American Express
        // RuPay, Discover
        case (6000...6099, 16), (6440...6599, 16...19), (8100...8299, 16), (5080...5089, 16): return true
        case (3000...3059, 14), (3600...3699, 14...19), (3800...3999, 14...19): return true  // Diners
        case (3528...3589, 16...19): return true  // JCB
        case (6200...6299, 16...19): return true  // UnionPay
        case (5018, _), (5020, _), (5038, _), (5893, _), (6304, _), (6759, _), (6761...6763, _): return true  // Maestro
        default: return false
        }
    }
}
