import Money

/// Splits MT940 into its fields; a field goes on over lines until the next begins.
struct MT940Fields {
    struct Field {
        let line: Int
        /// `61`, `60F`.
        let tag: String
        /// Its lines, the first without the tag.
        let lines: [Range<Int>]
        let isTooLong: Bool
    }

    private var lines: JournalLines
    private var pending: (line: Int, tag: String, range: Range<Int>)?
    private var isAtEnd = false

    init(_ bytes: [UInt8]) { lines = JournalLines(bytes, keepsSpaces: true) }

    /// The next field; nil after the last.
    mutating func next() -> Field? {
        while pending == nil {
            guard let range = lines.next() else { return nil }
            pending = tag(range)
        }
        guard let begun = pending.take() else { return nil }
        var parts = [begun.range]
        var count = begun.range.count
        while let range = lines.next() {
            if let next = tag(range) {
                pending = next
                break
            }
            let first = range.first.map { lines.bytes[$0] }
            // `-` and `-}` end a message; `{` begins the blocks of the next.
            if first == 0x2D, trimmed(range).count <= 2 { break }
            if first == 0x7B { break }
            count += range.count
            if count <= StatementLimits.recordByteCount, parts.count < StatementLimits.splitCount {
                parts.append(range)
            }
        }
        let isTooLong = count > StatementLimits.recordByteCount
        // Lines of field 86 are cut at a width, and a space may be the last of a line; elsewhere it says nothing.
        if begun.tag != "86" { parts = parts.map(trimmed) }
        return Field(line: begun.line, tag: begun.tag, lines: parts, isTooLong: isTooLong)
    }

    /// `:61:` and `:60F:` at the beginning of a line, also behind the blocks of a header.
    private func tag(_ range: Range<Int>) -> (line: Int, tag: String, range: Range<Int>)? {
        let bytes = lines.bytes
        var start = range.lowerBound
        if start < range.upperBound, bytes[start] == 0x7B {
            // `{1:…}{2:…}{4::20:…` on one line.
            guard
                let colons = range.first(where: {
                    $0 + 1 < range.upperBound && bytes[$0] == 0x3A && bytes[$0 + 1] == 0x3A
                })
            else { return nil }
            start = colons + 1
        }
        guard start + 3 < range.upperBound, bytes[start] == 0x3A else { return nil }
        var end = start + 1
        while end < range.upperBound, end - start <= 4, bytes[end] != 0x3A { end += 1 }
        guard end < range.upperBound, bytes[end] == 0x3A, end - start >= 3, isDigit(bytes[start + 1]),
            isDigit(bytes[start + 2])
        else { return nil }
        let tag = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        return (lines.number, tag, (end + 1)..<range.upperBound)
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, lines.bytes[end - 1] == 0x20 || lines.bytes[end - 1] == 0x09 { end -= 1 }
        return range.lowerBound..<end
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
