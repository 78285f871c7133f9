/// Writes delimited text that any program and our own reader read back.
///
/// Quotes where RFC 4180 asks for it. Text that a spreadsheet would run as a formula gets a `'` in front, inside a
/// cell too where a program could split it, which our reader removes. Source: statement-import §5.
package struct DelimitedWriter: Sendable {
    private let delimiter: UInt8
    package private(set) var bytes: [UInt8] = []
    private var isFirst = true

    package init(delimiter: UInt8 = 0x2C) { self.delimiter = delimiter }

    /// Adds a cell that the program made itself: a day, an amount, a code.
    package mutating func add(trusted cell: String) { append(Array(cell.utf8)) }

    /// Adds a cell with a person's text.
    package mutating func add(text cell: String) {
        var content = Array(cell.utf8)
        let start = content.firstIndex { $0 != 0x20 && $0 != 0x0A } ?? content.count
        // Also before `'=`, of which the reader would remove the `'`.
        if let next = content[start...].first(where: { $0 != 0x27 }), FormulaMarks.startsFormula(next) {
            content.insert(0x27, at: start)
        }
        append(FormulaMarks.added(content))
    }

    package mutating func endRow() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        isFirst = true
    }

    private mutating func append(_ content: [UInt8]) {
        if !isFirst { bytes.append(delimiter) }
        isFirst = false
        let needsQuotes =
            content.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
            || content.first == 0x20 || content.last == 0x20
        guard needsQuotes else {
            bytes.append(contentsOf: content)
            return
        }
        bytes.append(0x22)
        for byte in content {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
