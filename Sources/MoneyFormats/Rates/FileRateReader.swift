package import Money
package import Primitives

/// Reads tables of rates: one rate on a line, or one day on a line with a column for each pair.
///
/// - Source: docs/spec/money-rates.md §6.
package struct FileRateReader: RateReader {
    package init() {}

    package func read(
        _ bytes: [UInt8],
        base: Currency?,
        mark: DecimalMark?
    ) throws(StatementError) -> RateFile {
        guard bytes.count <= StatementLimits.fileByteCount else { throw .tooLarge }
        guard !bytes.isEmpty else { throw .empty }
        if let kind = OtherFiles.kind(bytes) { throw .otherKindOfFile(kind) }
        let decoded = try TextDecoder.decode(bytes, chosen: nil)
        guard decoded.bytes.contains(where: { $0 > 0x20 }) else { throw .empty }
        if OtherFiles.isWebPage(decoded.bytes) { throw .otherKindOfFile(.webPage) }
        var table = RateTableReader(decoded.bytes, base: base, mark: mark)
        return try table.read()
    }
}

/// One table of rates.
private struct RateTableReader {
    private var tokenizer: RecordTokenizer
    private let base: Currency?
    /// What stands before decimals; nil until the file or the person said it.
    private var mark: DecimalMark?
    private var columns = RateColumns()
    private var file = RateFile()

    init(_ bytes: [UInt8], base: Currency?, mark: DecimalMark?) {
        self.mark = mark
        tokenizer = RecordTokenizer(bytes, delimiter: Self.delimiter(of: bytes))
        self.base = base
    }

    /// The mark that the first line with words has most of.
    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        let start = bytes.firstIndex { $0 > 0x20 } ?? 0
        let line = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
        let marks: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
        func count(_ mark: UInt8) -> Int { line.count { $0 == mark } }
        return marks.max { count($0) < count($1) } ?? 0x2C
    }

    mutating func read() throws(StatementError) -> RateFile {
        guard let header = nextHeader(), let columns = RateColumns(header, base: base) else { throw .unknownFormat }
        self.columns = columns
        file.needsBase = columns.needsBase
        file.ignoredColumnCount = columns.ignoredCount
        guard !columns.needsBase else { return file }
        if mark == nil { settleMark() }
        while true {
            switch tokenizer.next() {
            case .end: return file
            case .spoiled(let line, _): file.reject(line: line, .notReadable)
            case .record(let line):
                guard !tokenizer.cells.indices.allSatisfy({ text($0).isEmpty }) else { continue }
                do throws(RejectedRate.Reason) {
                    try readRow()
                } catch {
                    if error == .unclearMark { file.needsMark = true }
                    file.reject(line: line, error)
                }
                guard file.rates.count <= StatementLimits.rowCount else { throw .tooManyRows }
            }
        }
    }

    /// The decimal mark from all rates of the file, as it is found for statements.
    private mutating func settleMark() {
        let start = tokenizer
        var finder = DecimalMarkFinder()
        reading: while true {
            switch tokenizer.next() {
            case .end: break reading
            case .spoiled: continue
            case .record:
                for column in columns.rates {
                    let cell = Array(text(column).utf8)
                    if case .number(let number) = WrittenNumber.read(cell, 0..<cell.count) { finder.add(number) }
                }
            }
        }
        tokenizer = start
        mark = finder.found(decimals: nil)?.mark
    }

    private mutating func nextHeader() -> [String]? {
        while case .record = tokenizer.next() {
            let cells = tokenizer.cells.indices.map(text)
            if cells.contains(where: { !$0.isEmpty }) { return cells }
        }
        return nil
    }

    /// A cell without spaces around it; a byte order mark is none of it.
    private func text(_ column: Int) -> String {
        let cells = tokenizer.cells
        guard column < cells.count else { return "" }
        let bytes =
            cells[column].isEscaped
            ? tokenizer.unescaped(cells[column]) : Array(tokenizer.bytes[cells[column].start..<cells[column].end])
        let isKept = { (byte: UInt8) in byte > 0x20 }
        guard let first = bytes.firstIndex(where: isKept), let last = bytes.lastIndex(where: isKept) else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    private mutating func readRow() throws(RejectedRate.Reason) {
        let day = try day()
        switch columns.shape {
        case .long(let from, let to, let rate):
            guard tokenizer.cells.count > max(from, to, rate) else { throw .columnCount }
            guard let first = Currency(code: text(from)), let second = Currency(code: text(to)) else {
                throw .unknownCurrency
            }
            guard let pair = RatePair(from: first, to: second) else { throw .sameCurrency }
            guard let value = try self.rate(rate) else { throw .notARate }
            file.rates.append(DatedRate(RateID(pair, day), value))
        case .wide(let pairs):
            var found: [DatedRate] = []
            for (column, pair) in pairs {
                guard let value = try rate(column) else { continue }
                found.append(DatedRate(RateID(pair, day), value))
            }
            file.rates += found
        }
    }

    private func day() throws(RejectedRate.Reason) -> CalendarDay {
        guard columns.date < tokenizer.cells.count else { throw .columnCount }
        let cell = tokenizer.cells[columns.date]
        guard let date = WrittenDate.read(tokenizer.bytes, cell.start..<cell.end) else { throw .notADate }
        if let day = date.day(.yearMonthDay) { return day }
        // With dots the day comes first; two numbers beside slashes could be either.
        guard date.hasDots, let day = date.day(.dayMonthYear) else { throw .notADate }
        return day
    }

    /// - Result: Nil for an empty cell or one that says there is none.
    private func rate(_ column: Int) throws(RejectedRate.Reason) -> Rate? {
        let written = text(column)
        guard !written.isEmpty, !["n/a", "na", "-", "."].contains(written.lowercased()) else { return nil }
        guard let plain = RateSpelling(written).plain(mark: mark) else { throw .unclearMark }
        do throws(MoneyError) {
            return try Rate(text: plain)
        } catch {
            switch error {
            case .zero, .negative: throw .notAboveZero
            case .tooManyDecimals, .overflow: throw .tooPrecise
            default: throw .notARate
            }
        }
    }
}

/// What the columns of a table of rates are.
private struct RateColumns {
    enum Shape {
        case long(from: Int, to: Int, rate: Int)
        case wide([(column: Int, pair: RatePair)])
    }

    private(set) var date = 0
    private(set) var shape = Shape.wide([])
    private(set) var needsBase = false
    private(set) var ignoredCount = 0

    /// The columns that hold rates.
    var rates: [Int] {
        switch shape {
        case .long(_, _, let rate): [rate]
        case .wide(let pairs): pairs.map(\.column)
        }
    }

    private static let dates = ["date", "day", "datum", "tag", "time_period", "time period", "period"]
    private static let froms = ["from", "von", "base", "base currency", "base_currency", "from currency"]
    private static let tos = ["to", "in", "nach", "quote", "quote currency", "quote_currency", "to currency"]
    private static let values = ["rate", "kurs", "price", "value", "exchange rate", "obs_value"]

    init() {}

    /// Nil without a date, or without anything that is a rate.
    init?(_ header: [String], base: Currency?) {
        let names = header.map { $0.lowercased() }
        func column(_ words: [String]) -> Int? { names.firstIndex { words.contains($0) } }
        guard let date = column(Self.dates) else { return nil }
        self.date = date
        if let from = column(Self.froms), let to = column(Self.tos), let rate = column(Self.values) {
            shape = .long(from: from, to: to, rate: rate)
            return
        }
        var pairs: [(column: Int, pair: RatePair)] = []
        for (place, heading) in header.enumerated() where place != date && !heading.isEmpty {
            if let pair = Self.pair(heading) {
                pairs.append((place, pair))
            } else if let currency = Currency(code: heading), heading.utf8.allSatisfy({ $0 >= 0x41 }) {
                if let base, let pair = RatePair(from: base, to: currency) { pairs.append((place, pair)) }
                if base == nil { needsBase = true }
            } else {
                ignoredCount += 1
            }
        }
        guard !pairs.isEmpty || needsBase else { return nil }
        shape = .wide(pairs)
    }

    /// `USD/INR`, `USD-INR`, `USD INR` or `USDINR`.
    private static func pair(_ heading: String) -> RatePair? {
        let letters = heading.filter { $0.isASCII && $0.isLetter }
        let marks = heading.utf8.count - letters.utf8.count
        guard letters.utf8.count == 6, marks <= 1, heading.utf8.count <= 7,
            let from = Currency(code: letters.prefix(3)), let to = Currency(code: letters.suffix(3))
        else { return nil }
        return RatePair(from: from, to: to)
    }
}
