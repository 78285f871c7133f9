import Cycle

/// A table over the width of the page; a row is a piece.
struct PaperTable {
    private static let gap = 8.0

    private let table: ReportBlock.Table
    private let canvas: Canvas
    private let widths: [Double]

    init(_ table: ReportBlock.Table, _ canvas: Canvas) {
        self.table = table
        self.canvas = canvas
        widths = Self.widths(table, canvas)
    }

    func add(to pieces: inout [Piece]) {
        pieces.append(row(table.columns, .columnHead, cell: "TH", isHead: true))
        for cells in table.rows { pieces.append(row(cells, .body, cell: "TD", isHead: false)) }
    }

    /// What each column needs; where that is too much, the widest give way.
    private static func widths(_ table: ReportBlock.Table, _ canvas: Canvas) -> [Double] {
        let room = Paper.textWidth - gap * Double(max(0, table.columns.count - 1))
        let needed = table.columns.indices.map { column in
            let cells = table.rows.map { canvas.measure($0[column], .body, width: Paper.textWidth).width }
            return max(canvas.measure(table.columns[column], .columnHead, width: 90).width, cells.max() ?? 0) + 1
        }
        guard needed.reduce(0, +) > room else { return needed }
        let share = room / Double(needed.count)
        let small = needed.filter { $0 <= share }.reduce(0, +)
        let large = needed.filter { $0 > share }.reduce(0, +)
        return needed.map { $0 <= share ? $0 : $0 * (room - small) / large }
    }

    private func row(_ cells: [String], _ style: TextStyle, cell tag: String, isHead: Bool) -> Piece {
        let (widths, numbers) = (widths, table.numbers)
        let height = zip(cells, widths).map { canvas.measure($0, style, width: $1).height }.max() ?? 0
        return Piece(height: height + 5, keepsWithNext: isHead) { canvas, y in
            var x = Paper.margin
            canvas.tagged("P") {
                for (column, cell) in cells.enumerated() {
                    let width = widths[column]
                    canvas.draw(cell, style, x: x, y: y, width: width, atRight: numbers.contains(column))
                    x += width + Self.gap
                }
            }
            let line = y + height + 2
            let end = Paper.margin + Paper.textWidth
            canvas.stroke([(Paper.margin, line), (end, line)], width: 0.4, gray: isHead ? 0.4 : 0.85)
        }
    }
}
