import Money

/// Splits beancount into lines; a line goes on where a string is open at its end.
struct BeancountLines {
    struct Line {
        let number: Int
        /// Without comment and without spaces at its end.
        let range: Range<Int>
        let isIndented: Bool
        var isUnclosed = false
    }

    /// What a string may span, so that a quote that is never closed costs little.
    private static let lineLimit = 64
    private static let byteLimit = 16 * 1024

    let bytes: [UInt8]
    private var position = 0
    private var number = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Line? {
        guard position < bytes.count else { return nil }
        number += 1
        let (start, first) = (position, number)
        var isQuoted = false
        var comment: Int?
        var firstEnd: Int?
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x0A || byte == 0x0D {
                if firstEnd == nil { firstEnd = position }
                guard isQuoted else { break }
                if number - first >= Self.lineLimit || position - start > Self.byteLimit { break }
                number += 1
                if byte == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
            } else if isQuoted, byte == 0x5C {
                // What a backslash escapes ends nothing, unless it is the end of the line.
                if position + 1 < bytes.count, bytes[position + 1] != 0x0A, bytes[position + 1] != 0x0D {
                    position += 1
                }
            } else if byte == 0x22, comment == nil {
                isQuoted.toggle()
            } else if byte == 0x3B, !isQuoted, comment == nil {
                comment = position
            }
            position += 1
        }
        position = min(position, bytes.count)
        var end = position
        if isQuoted {
            end = firstEnd ?? position
            position = end
            number = first
        }
        if position < bytes.count {
            if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
            position += 1
        }
        end = min(comment ?? end, end)
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        let isIndented = start < bytes.count && (bytes[start] == 0x20 || bytes[start] == 0x09)
        return Line(number: first, range: start..<end, isIndented: isIndented, isUnclosed: isQuoted)
    }
}
