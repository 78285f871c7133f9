import Money

/// Splits delimited text into records, one call at a time, in time linear in the file.
///
/// A quote that is never closed, or that text follows, spoils the line it is on; reading goes on with the next line.
/// That stays linear: a line that opens a quote also ends the search of the line before it.
///
/// - Source: statement-import §4; RFC 4180 for the quoting.
struct RecordTokenizer {
    struct Cell {
        var start: Int
        var end: Int
        /// Whether the bytes hold doubled quotes.
        var isEscaped: Bool
    }

    enum Step {
        /// A record; its cells are in ``cells``.
        case record(line: Int)
        case spoiled(line: Int, RejectedLine.Reason)
        case end
    }

    let bytes: [UInt8]
    private let delimiter: UInt8
    private(set) var position: Int
    private var line: Int
    /// Cells of the record just read; reused, so that a record costs no allocation.
    private(set) var cells: [Cell] = []

    init(_ bytes: [UInt8], delimiter: UInt8, from position: Int = 0, line: Int = 1) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.position = position
        self.line = line
        cells.reserveCapacity(16)
    }

    /// Line of the record that comes next, from 1.
    var nextLine: Int { line }

    mutating func next() -> Step {
        guard position < bytes.count else { return .end }
        let start = (position: position, line: line)
        cells.removeAll(keepingCapacity: true)
        while true {
            if let reason = readField(recordStart: start.position) {
                skipLine(from: start.position, line: start.line)
                return .spoiled(line: start.line, reason)
            }
            guard position < bytes.count else { return .record(line: start.line) }
            if bytes[position] == delimiter {
                position += 1
                // A delimiter at the very end leaves an empty last cell.
                if position == bytes.count { cells.append(Cell(start: position, end: position, isEscaped: false)) }
                if position == bytes.count { return .record(line: start.line) }
                continue
            }
            endLine()
            return .record(line: start.line)
        }
    }

    /// Reads up to the delimiter, line end or end of file.
    private mutating func readField(recordStart: Int) -> RejectedLine.Reason? {
        guard cells.count < StatementLimits.columnCount else { return .tooManyParts }
        var index = position
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        if index < bytes.count, bytes[index] == 0x22 { return readQuoted(from: index + 1, recordStart: recordStart) }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
            index += 1
        }
        guard index - recordStart <= StatementLimits.recordByteCount else { return .lineTooLong }
        cells.append(Cell(start: position, end: index, isEscaped: false))
        position = index
        return nil
    }

    private mutating func readQuoted(from start: Int, recordStart: Int) -> RejectedLine.Reason? {
        var index = start
        var isEscaped = false
        let limit = min(bytes.count, recordStart + StatementLimits.recordByteCount)
        while true {
            guard index < limit else { return limit == bytes.count ? .unclosedQuote : .lineTooLong }
            let byte = bytes[index]
            if byte == 0x22 {
                guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
                isEscaped = true
                index += 1
            } else if byte == 0x0A || (byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)) {
                line += 1
            }
            index += 1
        }
        let end = index
        index += 1
        while index < bytes.count, bytes[index] == 0x20, delimiter != 0x20 { index += 1 }
        if index < bytes.count, bytes[index] != delimiter, bytes[index] != 0x0A, bytes[index] != 0x0D {
            return .badQuoting
        }
        cells.append(Cell(start: start, end: end, isEscaped: isEscaped))
        position = index
        return nil
    }

    private mutating func endLine() {
        if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
        position += 1
        line += 1
    }

    private mutating func skipLine(from start: Int, line startLine: Int) {
        position = start
        line = startLine
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
        if position < bytes.count { endLine() }
    }

    /// The bytes of a cell, doubled quotes made single.
    func unescaped(_ cell: Cell) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(cell.end - cell.start)
        var index = cell.start
        while index < cell.end {
            result.append(bytes[index])
            index += bytes[index] == 0x22 ? 2 : 1
        }
        return result
    }
}
