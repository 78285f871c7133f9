/// Writes any text as the value of a tag that ledger and hledger take for nothing but a value.
///
/// A percent sign and two hexadecimal digits stand for a byte of: control characters, every space that is not one plain
/// space between two other characters, and `% , ; [ ] |`, which end values, begin comments or dates, or separate tags.
///
/// - Source: docs/spec/journal-formats.md §10.
enum JournalEscape {
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isEdge = index == 0 || index == scalars.count - 1
            let isPlainSpace = scalar == " " && !isEdge && scalars[index - 1] != " "
            let joins = (index == 0 || scalars[index - 1] == " ") && JournalDialect.joinsBefore(scalar)
            if isPlainSpace || !(joins || mustEscape(scalar)) {
                result.append(scalar)
            } else {
                append(scalar, to: &result)
            }
        }
        return String(result)
    }

    /// Undoes ``escaped(_:)``; a percent sign that escapes nothing stays.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(0x25) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x25, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A long text in parts, each escaped by itself and fit for one line; nearly always it is one.
    ///
    /// ledger refuses a file with a line of 4096 bytes.
    static func parts(_ text: String) -> [String] {
        if text.utf8.count * 3 <= partByteCount { return [escaped(text)] }
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            // What an escape needs, whether or not the scalar will have one.
            let cost = UTF8.width(scalar) * 3
            if count + cost > partByteCount {
                parts.append(escaped(String(part)))
                (part, count) = (String.UnicodeScalarView(), 0)
            }
            part.append(scalar)
            count += cost
        }
        return parts + [escaped(String(part))]
    }

    /// Values that are written one after the other, in as many lines as they need.
    static func lines(_ values: [String], between separator: String) -> [String] {
        var lines: [String] = []
        for value in values {
            if let last = lines.last, last.utf8.count + value.utf8.count < partByteCount {
                lines[lines.count - 1] = last + separator + value
            } else {
                lines.append(value)
            }
        }
        return lines
    }

    /// The tag of a part: `fk-note`, `fk-note-2`.
    static func tag(_ name: String, part: Int) -> String { part == 0 ? name : "\(name)-\(part + 1)" }

    /// Whether a tag is of a second or later part.
    static func isPart(_ tag: String, of name: String) -> Bool {
        tag.hasPrefix(name + "-") && Int(tag.dropFirst(name.count + 1)).map { $0 > 1 } ?? false
    }

    /// Room for a tag and for what stands before it.
    static let partByteCount = 3900

    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "%", ",", ";", "[", "]", "|": return true
        default: break
        }
        if scalar.value < 0x80 { return scalar.value <= 0x20 || scalar.value == 0x7F }
        return scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            || scalar.properties.generalCategory == .format
    }

    private static let hexDigits = Array("0123456789ABCDEF".unicodeScalars)

    private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        for byte in String(scalar).utf8 {
            result.append("%")
            result.append(hexDigits[Int(byte >> 4)])
            result.append(hexDigits[Int(byte & 15)])
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        default: nil
        }
    }
}
