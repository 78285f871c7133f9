/// The `'` that keeps a text from being run by a spreadsheet, where a program splits it into cells.
///
/// A table with commas becomes one of semicolons, tabs or bars in programs that split there, and a line break ends a
/// row for those to which our quotes are inside a cell. So a text gets a `'` not only in front, but before every
/// `= + - @` behind one of these, spaces and quotes between them included.
///
/// - Source: statement-import §5.
package enum FormulaMarks {
    /// `= + - @`, tab and carriage return: what makes spreadsheets run a cell.
    package static func startsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
        default: false
        }
    }

    /// Adds the marks inside a text; the one in front is the caller's.
    package static func added(_ text: [UInt8]) -> [UInt8] { changed(text) { $0 + 1 } }

    /// Undoes ``added(_:)``, byte for byte.
    package static func removed(_ text: [UInt8]) -> [UInt8] { changed(text) { max($0 - 1, 0) } }

    /// Undoes what ``DelimitedWriter`` did to a text, in front and inside.
    package static func original(_ text: [UInt8]) -> [UInt8] {
        var text = removed(text)
        let start = text.firstIndex { $0 != 0x20 && $0 != 0x0A } ?? text.count
        guard start < text.count, text[start] == 0x27 else { return text }
        guard let next = text[start...].first(where: { $0 != 0x27 }), startsFormula(next) else { return text }
        text.remove(at: start)
        return text
    }

    /// `count`: how many `'` stand before a formula, of how many did.
    private static func changed(_ text: [UInt8], _ count: (Int) -> Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 8)
        var begins = false
        var index = 0
        while index < text.count {
            if begins, text[index] == 0x27 || isSign(text[index]) {
                var end = index
                while end < text.count, text[end] == 0x27 { end += 1 }
                let isFormula = end < text.count && isSign(text[end])
                let marks = isFormula ? count(end - index) : end - index
                result.append(contentsOf: repeatElement(0x27, count: marks))
                begins = false
                index = end
                continue
            }
            let byte = text[index]
            begins = separates(byte) || (begins && (byte == 0x20 || byte == 0x22))
            result.append(byte)
            index += 1
        }
        return result
    }

    private static func isSign(_ byte: UInt8) -> Bool { byte == 0x3D || byte == 0x2B || byte == 0x2D || byte == 0x40 }

    private static func separates(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3B, 0x09, 0x7C, 0x0A, 0x0D: true
        default: false
        }
    }
}
