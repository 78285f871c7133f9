import Money

/// Finds the byte between columns: the one whose table makes most sense.
enum DelimiterSniffer {
    private static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C, 0x5E, 0x7E, 0x23]  // , ; tab | ^ ~ #

    /// Never fails: the layout that explains most, even if that is little.
    static func layout(_ bytes: [UInt8]) -> TableLayout {
        if let stated = statedDelimiter(bytes) {
            return TableLayout(bytes, delimiter: stated.delimiter, from: stated.end, line: 2)
        }
        var best = TableLayout(bytes, delimiter: candidates[0], from: 0, line: 1)
        for delimiter in candidates.dropFirst() where bytes.prefix(1 << 16).contains(delimiter) {
            let layout = TableLayout(bytes, delimiter: delimiter, from: 0, line: 1)
            if layout.score > best.score { best = layout }
        }
        return best
    }

    /// `sep=;` on the first line, as spreadsheets write it.
    private static func statedDelimiter(_ bytes: [UInt8]) -> (delimiter: UInt8, end: Int)? {
        guard bytes.count > 5, ByteSearch.matches("SEP=", in: bytes, at: 0) else { return nil }
        let delimiter = bytes[4]
        guard delimiter < 0x80, delimiter != 0x22, delimiter != 0x0A, delimiter != 0x0D else { return nil }
        var end = 5
        guard bytes[end] == 0x0A || bytes[end] == 0x0D else { return nil }
        if bytes[end] == 0x0D, end + 1 < bytes.count, bytes[end + 1] == 0x0A { end += 1 }
        return (delimiter, end + 1)
    }
}
