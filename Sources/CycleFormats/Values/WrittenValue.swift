import Primitives

/// Values as files write them.
enum WrittenValue {
    /// The day at the beginning of a date or time, `2026-11-20`, `2026-11-20 00:00:00.0`, `2026-11-20T07:00:00Z`.
    ///
    /// As written: a time zone behind it moves nothing, since the day is where the person was.
    static func day(_ text: some StringProtocol) -> CalendarDay? {
        let bytes = text.utf8.prefix(11)
        guard bytes.count >= 10 else { return nil }
        if let next = bytes.dropFirst(10).first, next != UInt8(ascii: " "), next != UInt8(ascii: "T") { return nil }
        return CalendarDay(iso: text.prefix(10))
    }

    /// The day of `20.11.2026` as well.
    static func dayInAnyOrder(_ text: some StringProtocol) -> CalendarDay? {
        if let day = day(text) { return day }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].utf8.count == 4 else { return nil }
        let numbers = parts.compactMap { $0.utf8.count <= 4 ? Int($0) : nil }
        guard numbers.count == 3 else { return nil }
        return CalendarDay(year: numbers[2], month: numbers[1], day: numbers[0])
    }

    /// Minutes since midnight of `06:40`, `06:40:12` and what may follow.
    static func minute(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, (1...2).contains(parts[0].utf8.count) else { return nil }
        let minutes = parts[1].prefix(2)
        guard let hour = digits(parts[0]), let minute = digits(minutes), hour < 24, minute < 60 else { return nil }
        return hour * 60 + minute
    }

    /// A decimal number with a dot or comma; nil for whatever else `Double` reads.
    static func number(_ text: some StringProtocol) -> Double? {
        let text = text.trimmingBlanks
        guard !text.isEmpty, text.utf8.count <= 40 else { return nil }
        var plain = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
                UInt8(ascii: "E"), UInt8(ascii: "."):
                plain.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ","): plain.append(".")
            default: return nil
            }
        }
        guard let value = Double(plain), value.isFinite else { return nil }
        return value
    }

    /// A whole number in a range; nil for everything else.
    static func whole(_ text: some StringProtocol, in range: ClosedRange<Int>) -> Int? {
        number(text).flatMap { whole($0, in: range) }
    }

    /// The nearest whole number, where it is in a range.
    static func whole(_ value: Double, in range: ClosedRange<Int>) -> Int? {
        let rounded = value.rounded()
        guard rounded >= Double(range.lowerBound), rounded <= Double(range.upperBound) else { return nil }
        return Int(rounded)
    }

    /// `true`, `1`, `yes` and their opposites, in any case.
    static func flag(_ text: some StringProtocol) -> Bool? {
        switch text.trimmingBlanks.lowercased() {
        case "true", "1", "yes", "y": true
        case "false", "0", "no", "n": false
        default: nil
        }
    }

    private static func digits(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension StringProtocol {
    /// Without the spaces and tabs at both ends.
    var trimmingBlanks: Substring {
        var rest = Substring(self)
        while let first = rest.utf8.first, first <= 0x20 { rest.removeFirst() }
        while let last = rest.utf8.last, last <= 0x20 { rest.removeLast() }
        return rest
    }

    /// Its letters and digits in lower case: how words of files are compared.
    var folded: String {
        var folded = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A: folded.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
            case 0x61...0x7A, 0x30...0x39, 0x80...: folded.append(scalar)
            default: break
            }
        }
        return String(folded)
    }

    /// `LowerAbdominalPain` and `lower_abdominal_pain` as a person would write them: `Lower abdominal pain`.
    var inWords: String {
        var words = ""
        var wasLower = false
        for scalar in unicodeScalars {
            let isUpper = (0x41...0x5A).contains(scalar.value)
            if scalar == "_" || scalar == "-" || scalar == " " {
                if !words.isEmpty, !words.hasSuffix(" ") { words.append(" ") }
            } else if isUpper, wasLower {
                words += " " + Character(scalar).lowercased()
            } else {
                words.unicodeScalars.append(scalar)
            }
            wasLower = (0x61...0x7A).contains(scalar.value)
        }
        let trimmed = words.trimmingBlanks
        return trimmed.prefix(1).uppercased() + trimmed.dropFirst()
    }
}
