import Cycle

/// The rows of a file of separated values, one call at a time, in time linear in the file.
///
/// Quoting is that of RFC 4180, and two things that drip writes: a quote inside an unquoted cell, doubled or not, and a
/// doubled quote that begins one. A quote that is never closed spoils its line alone.
struct TableRows {
    enum Row {
        case cells([String], line: Int)
        case spoiled(SkippedEntry.Reason, line: Int)
    }

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position: Int
    private var line = 1

    /// The rows of `bytes`, which a byte order mark may begin.
    init(_ bytes: [UInt8], delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next row that is not empty, or nil at the end.
    mutating func next() -> Row? {
        while position < bytes.count {
            let start = (position: position, line: line)
            var cells: [Range<Int>] = []
            if let reason = take(&cells, from: start.position) {
                position = start.position
                line = start.line
                skipLine()
                return .spoiled(reason, line: start.line)
            }
            if cells.count == 1, cells[0].isEmpty { continue }
            var texts: [String] = []
            texts.reserveCapacity(cells.count)
            for cell in cells {
                guard let text = text(cell) else { return .spoiled(.notText, line: start.line) }
                texts.append(text)
            }
            return .cells(texts, line: start.line)
        }
        return nil
    }

    /// Reads the cells of a row, quotes and all, and what ends it.
    private mutating func take(_ cells: inout [Range<Int>], from start: Int) -> SkippedEntry.Reason? {
        while true {
            guard cells.count < DiaryImportLimits.columnCount else { return .columnCount }
            let cell = position
            let reason = isQuoted ? skipQuoted(from: start) : skipPlain()
            if let reason { return reason }
            guard position - start <= DiaryImportLimits.recordByteCount else { return .tooLong }
            cells.append(cell..<position)
            guard position < bytes.count else { return nil }
            guard bytes[position] == delimiter else {
                endLine()
                return nil
            }
            position += 1
        }
    }

    /// A cell that begins with a quote, unless that quote is doubled and text follows.
    private var isQuoted: Bool {
        guard position < bytes.count, bytes[position] == 0x22 else { return false }
        guard position + 1 < bytes.count, bytes[position + 1] == 0x22 else { return true }
        return position + 2 >= bytes.count || isEnd(bytes[position + 2]) || bytes[position + 2] == 0x22
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }

    private mutating func skipPlain() -> SkippedEntry.Reason? {
        while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
        return nil
    }

    private mutating func skipQuoted(from start: Int) -> SkippedEntry.Reason? {
        position += 1
        while position < bytes.count {
            guard position - start <= DiaryImportLimits.recordByteCount else { return .tooLong }
            let byte = bytes[position]
            if byte == 0x22 {
                guard position + 1 < bytes.count, bytes[position + 1] == 0x22 else {
                    position += 1
                    return position < bytes.count && !isEnd(bytes[position]) ? .badQuoting : nil
                }
                position += 1
            } else if byte == 0x0A {
                line += 1
            }
            position += 1
        }
        return .badQuoting
    }

    private mutating func endLine() {
        if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
        position += 1
        line += 1
    }

    private mutating func skipLine() {
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
        if position < bytes.count { endLine() }
    }

    /// The text of a cell, without its quotes; nil where it is not UTF-8.
    private func text(_ cell: Range<Int>) -> String? {
        var range = cell
        let isWhole = cell.count >= 2 && bytes[cell.lowerBound] == 0x22 && bytes[cell.upperBound - 1] == 0x22
        if isWhole, cell.count == 2 || bytes[cell.lowerBound + 1] != 0x22 || bytes[cell.lowerBound + 2] == 0x22 {
            range = (cell.lowerBound + 1)..<(cell.upperBound - 1)
        }
        var plain: [UInt8] = []
        plain.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            guard byte != 0 else { return nil }
            plain.append(byte)
            let isDoubled = byte == 0x22 && index + 1 < range.upperBound && bytes[index + 1] == 0x22
            index += isDoubled ? 2 : 1
        }
        return String(validating: plain, as: UTF8.self)
    }
}

/// A header and what stands under it.
struct HeaderRow {
    private let columns: [String: Int]
    private let names: [String]
    var count: Int { names.count }

    /// Names are compared by their letters and digits; of two that are the same the first stands.
    init(_ cells: [String]) {
        names = cells
        columns = Dictionary(cells.enumerated().map { ($1.folded, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// `name`: folded, as all names here.
    func has(_ name: String) -> Bool { columns[name] != nil }

    /// The trimmed cell under a folded name; nil where there is no such column or nothing in it.
    func value(_ name: String, in cells: [String]) -> String? {
        guard let column = columns[name], column < cells.count else { return nil }
        let text = cells[column].trimmingBlanks
        return text.isEmpty ? nil : String(text)
    }

    /// A column's name as the file has it.
    func written(_ name: String) -> String { columns[name].map { names[$0] } ?? name }

    /// The names, as the file has them, that are none of some folded ones.
    func unknown(among known: Set<String>) -> [String] { names.filter { !$0.isEmpty && !known.contains($0.folded) } }
}
