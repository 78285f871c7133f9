import Money

/// Splits QIF into headers and records.
///
/// Source: statement-import §4.
struct QIFScanner {
    struct Field {
        /// First byte of the line: what the field is.
        let code: UInt8
        /// The rest of the line.
        let range: Range<Int>
    }

    enum Event {
        /// A line that begins with `!`, without it, in lower case and trimmed.
        case header(String)
        /// Fields up to `^`, or up to a header or the end of the file.
        case record(line: Int, [Field], isComplete: Bool)
        case spoiled(line: Int, RejectedLine.Reason)
        case end
    }

    /// A transaction of 256 splits has fewer lines.
    private static let fieldLimit = 1024

    let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Event {
        var fields: [Field] = []
        var recordLine = line
        var spoiled: RejectedLine.Reason?
        while position < bytes.count {
            let (start, startLine) = (position, line)
            let range = takeLine()
            guard let first = range.first else { continue }
            if bytes[first] == 0x21 {
                if !fields.isEmpty {
                    (position, line) = (start, startLine)
                    return .record(line: recordLine, fields, isComplete: false)
                }
                return .header(header(range))
            }
            if bytes[first] == 0x5E {
                if let spoiled { return .spoiled(line: recordLine, spoiled) }
                if fields.isEmpty { continue }
                return .record(line: recordLine, fields, isComplete: true)
            }
            if fields.isEmpty, spoiled == nil { recordLine = startLine }
            if range.count > StatementLimits.recordByteCount { spoiled = .lineTooLong }
            if fields.count >= Self.fieldLimit { spoiled = .tooManyParts }
            for index in range where bytes[index] == 0 { spoiled = .notText }
            if spoiled == nil { fields.append(Field(code: bytes[first], range: (first + 1)..<range.upperBound)) }
        }
        if let spoiled { return .spoiled(line: recordLine, spoiled) }
        return fields.isEmpty ? .end : .record(line: recordLine, fields, isComplete: false)
    }

    /// One line without its end and without spaces around it.
    private mutating func takeLine() -> Range<Int> {
        var start = position
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
        var end = position
        if position < bytes.count {
            if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
            position += 1
            line += 1
        }
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    private func header(_ range: Range<Int>) -> String {
        let text = String(
            decoding: bytes[(range.lowerBound + 1)..<min(range.upperBound, range.lowerBound + 64)],
            as: UTF8.self
        )
        return text.lowercased().trimmingSpaces
    }
}
