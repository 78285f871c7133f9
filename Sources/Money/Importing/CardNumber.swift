/// Finds payment card numbers in text and masks all but their last four digits.
///
/// A card number is a run of 13 to 19 digits, single spaces or hyphens between them allowed, not next to another
/// digit, that begins like a card network's numbers, has a length that network uses, and passes the Luhn check.
/// Twelve-digit payment references and long account numbers fail one of the three. Other numbers may stand beside it,
/// as in `coffee 120 4111 1111 1111 1111`: then the groups that belong together are those that cards are printed in.
///
/// - Source: docs/spec/statement-import.md §5; ISO/IEC 7812-1 (prefixes, Luhn).
package enum CardNumber {
    /// The text with every card number's digits but the last four replaced by `•`; nil when there is none.
    package static func masked(_ text: String) -> String? {
        var count = 0
        for byte in text.utf8 where isDigit(byte) { count += 1 }
        guard count >= lengths.lowerBound else { return nil }
        let bytes = Array(text.utf8)
        let runs = numbers(in: bytes.span)
        guard !runs.isEmpty else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 24)
        var next = 0
        for run in runs {
            result.append(contentsOf: bytes[next..<run.lowerBound])
            let digitCount = bytes[run].count(where: isDigit)
            var seen = 0
            for byte in bytes[run] {
                if isDigit(byte) { seen += 1 }
                // Four last digits stay, and so do the separators between the groups.
                if isDigit(byte), seen <= digitCount - 4 {
                    result.append(contentsOf: bullet)
                } else {
                    result.append(byte)
                }
            }
            next = run.upperBound
        }
        result.append(contentsOf: bytes[next...])
        return String(decoding: result, as: UTF8.self)
    }

    /// Where card numbers stand in UTF-8 text, as ranges of bytes.
    package static func numbers(in bytes: borrowing Span<UInt8>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                index += 1
                continue
            }
            var groups: [Range<Int>] = []
            var digitCount = 0
            repeat {
                if !groups.isEmpty { index += 1 }  // the separator
                let start = index
                while index < bytes.count, isDigit(bytes[index]) { index += 1 }
                groups.append(start..<index)
                digitCount += index - start
            } while index + 1 < bytes.count && (bytes[index] == 0x20 || bytes[index] == 0x2D)
                && isDigit(bytes[index + 1])
            // Most runs are too short.
            if digitCount >= lengths.lowerBound { found += cards(in: groups, bytes) }
        }
        return found
    }

    /// The cards in a run of groups: all of it, or groups beside each other that are cut as cards are.
    private static func cards(in groups: [Range<Int>], _ bytes: borrowing Span<UInt8>) -> [Range<Int>] {
        if isCard(digits(of: groups[...], bytes)) {
            return [groups[0].lowerBound..<groups[groups.count - 1].upperBound]
        }
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
