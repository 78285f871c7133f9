/// Reads back what ``DelimitedWriter`` wrote, byte for byte.
///
/// For our own files, where every cell is as we wrote it; files of others are read with more patience elsewhere.
///
/// - Source: RFC 4180.
package struct DelimitedTable: Sendable {
    package enum Failure: Error, Hashable, Sendable {
        /// A quote that is never closed, or that text follows; a row with another number of cells than the first.
        case malformed
        case notUTF8
    }

    /// A row with the line it begins on, from 1.
    package struct Row: Hashable, Sendable {
        package let line: Int
        package let cells: [String]
    }

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position = 0
    private var line = 1
    private var width: Int?

    package init(_ bytes: [UInt8], delimiter: UInt8 = 0x2C) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    /// Nil after the last.
    package mutating func next() throws(Failure) -> Row? {
        guard position < bytes.count else { return nil }
        let start = line
        var cells: [String] = []
        repeat { cells.append(try cell()) } while take(delimiter)
        guard position == bytes.count || takeLineEnd() else { throw .malformed }
        guard cells.count == width ?? cells.count else { throw .malformed }
        width = cells.count
        return Row(line: start, cells: cells)
    }

    private mutating func cell() throws(Failure) -> String {
        var content: [UInt8] = []
        if take(0x22) {
            while true {
                guard position < bytes.count else { throw .malformed }
                if take(0x22) {
                    guard take(0x22) else { break }
                    content.append(0x22)
                } else {
                    if bytes[position] == 0x0A { line += 1 }
                    content.append(bytes[position])
                    position += 1
                }
            }
        } else {
            let start = position
            while position < bytes.count, !endsCell(bytes[position]) { position += 1 }
            content = Array(bytes[start..<position])
        }
        guard let text = String(validating: FormulaMarks.original(content), as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    private func endsCell(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0D || byte == 0x0A }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// CR LF, as we write, or LF, as an editor may leave it.
    private mutating func takeLineEnd() -> Bool {
        _ = take(0x0D)
        guard take(0x0A) else { return false }
        line += 1
        return true
    }
}
