import Money
import Primitives

/// Where the table of a delimited file is and what its columns are, from the first records.
///
/// Source: statement-import §4.
struct TableLayout {
    /// Records looked at: more preamble than this no bank writes.
    private static let sampleCount = 120

    let delimiter: UInt8
    var columnCount: Int
    var headerLine: Int?
    var header: [String] = []
    /// Where the first record of data begins.
    var dataPosition: Int
    var dataLine: Int
    var roles: [ColumnRole]
    var currency: Currency?
    var shape: StatementShape
    var sample: [[String]]
    var preamble: [[String]]
    /// How well the delimiter explains the file; only compared.
    var score: Int

    private struct SampleRecord {
        let cells: [String]
        let line: Int
        let nextPosition: Int
        let nextLine: Int
    }

    /// `position`: where text begins, after a `sep=` line.
    init(_ bytes: [UInt8], delimiter: UInt8, from position: Int, line: Int) {
        self.delimiter = delimiter
        let records = Self.sampleRecords(bytes, delimiter: delimiter, from: position, line: line)
        let rows = records.map(\.cells)
        columnCount = Self.modalCount(rows)
        dataPosition = position
        dataLine = line
        roles = [ColumnRole](repeating: .ignored, count: columnCount)
        shape = StatementShape(rawValue: 0)
        sample = []
        preamble = []
        score = 0
        var dataStart = 0
        var words: [String] = []
        if let found = Self.header(in: rows) {
            columnCount = max(columnCount, rows[found.index].count)
            header = rows[found.index]
            roles = found.roles.roles + [ColumnRole](repeating: .ignored, count: columnCount - found.roles.roles.count)
            currency = found.roles.currency
            words = header.map { HeaderWord($0).text }
            headerLine = records[found.index].line
            dataStart = found.index + 1
            score += 400
        } else {
            dataStart = Self.firstDataRow(rows, columnCount: columnCount) ?? rows.count
        }
        if dataStart > 0, dataStart <= records.count {
            dataPosition = records[dataStart - 1].nextPosition
            dataLine = records[dataStart - 1].nextLine
        }
        preamble = Array(rows[..<max(0, min(dataStart - (headerLine == nil ? 0 : 1), rows.count))])
        let data = rows[min(dataStart, rows.count)...].filter { $0.count == columnCount }
        sample = Array(data.prefix(10))
        let kinds = ColumnKinds(rows: Array(data.prefix(60)), columnCount: columnCount)
        roles = ColumnGuess.complete(roles, kinds: kinds)
        if headerLine == nil { words = kinds.kinds.map(\.rawValue) }
        shape = StatementShape(delimiter: delimiter, hasHeader: headerLine != nil, columns: words)
        rate(kinds, rows: rows)
    }

    var hasDate: Bool { roles.contains(.date) }
    var hasAmount: Bool { roles.contains(.amount) || roles.contains(.debit) || roles.contains(.credit) }

    private mutating func rate(_ kinds: ColumnKinds, rows: [[String]]) {
        guard columnCount > 1 else { return }
        if hasDate { score += 200 }
        if hasAmount { score += 200 }
        if kinds.kinds.contains(.date) { score += 150 }
        if kinds.kinds.contains(.number) { score += 150 }
        let regular = rows.count { $0.count == columnCount }
        score += regular * 100 / max(1, rows.count) + min(columnCount, 20)
    }

    private static func sampleRecords(
        _ bytes: [UInt8],
        delimiter: UInt8,
        from position: Int,
        line: Int
    ) -> [SampleRecord] {
        var tokenizer = RecordTokenizer(bytes, delimiter: delimiter, from: position, line: line)
        var cleaner = TextCleaner()
        var records: [SampleRecord] = []
        while records.count < sampleCount {
            let cells: [String]
            let start: Int
            switch tokenizer.next() {
            case .end: return records
            case .spoiled(let line, _):
                cells = []
                start = line
            case .record(let line):
                start = line
                cells = tokenizer.cells.map { cleaner.cell($0, tokenizer) }
            }
            records.append(
                SampleRecord(cells: cells, line: start, nextPosition: tokenizer.position, nextLine: tokenizer.nextLine)
            )
        }
        return records
    }

    /// The most frequent number of columns above one, the larger of equals.
    private static func modalCount(_ rows: [[String]]) -> Int {
        var counts: [Int: Int] = [:]
        for row in rows where row.count > 1 { counts[row.count, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
    }

    /// The first row that names a date and an amount; failing that, the first with two known words, a date or an
    /// amount among them.
    private static func header(in rows: [[String]]) -> (index: Int, roles: HeaderRoles)? {
        var partial: (index: Int, roles: HeaderRoles)?
        for (index, row) in rows.enumerated() where row.count > 1 {
            // A row that holds a date of its own is data, whatever words it has.
            let looksLikeData = row.contains { cell in
                let bytes = Array(cell.utf8)
                return WrittenDate.read(bytes, 0..<bytes.count) != nil
            }
            if looksLikeData { continue }
            let roles = HeaderRoles(row.map(HeaderWord.init))
            guard roles.knownCount >= 2, roles.hasDate || roles.hasAmount else { continue }
            if roles.hasDate, roles.hasAmount { return (index, roles) }
            if partial == nil { partial = (index, roles) }
        }
        return partial
    }

    private static func firstDataRow(_ rows: [[String]], columnCount: Int) -> Int? {
        rows.firstIndex { row in
            guard row.count == columnCount else { return false }
            let kinds = row.map { ColumnKinds.kind(of: Array($0.utf8)).0 }
            return kinds.contains(.date) && kinds.contains(.number)
        }
    }
}
