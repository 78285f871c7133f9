import Cycle

/// Lays blocks out in pieces that a page break may come between.
struct PaperLayout {
    private let canvas: Canvas
    private var pieces: [Piece] = []

    private init(_ canvas: Canvas) { self.canvas = canvas }

    static func pieces(_ blocks: [ReportBlock], _ canvas: Canvas) -> [Piece] {
        var layout = PaperLayout(canvas)
        for block in blocks { layout.add(block) }
        return layout.pieces
    }

    private mutating func add(_ block: ReportBlock) {
        switch block {
        case .title(let text): add(text, .title, tag: "H1", after: 8)
        case .heading(let text):
            addSpace(12)
            add(text, .heading, tag: "H2", after: 4, keepsWithNext: true)
        case .text(let text): addParagraphs(text, .body)
        case .smallPrint(let text):
            addSpace(14)
            addParagraphs(text, .small)
        case .lines(let lines):
            for line in lines { add(line) }
            addSpace(4)
        case .table(let table):
            PaperTable(table, canvas).add(to: &pieces)
            addSpace(6)
        case .chart(let chart):
            pieces.append(PaperChart(chart).piece)
            addSpace(8)
        }
    }

    /// Left out at the top of a page by itself: a space there would be a hole.
    private mutating func addSpace(_ height: Double) {
        pieces.append(Piece(height: height, keepsWithNext: false) { _, _ in })
    }

    private mutating func add(
        _ text: String,
        _ style: TextStyle,
        tag: String,
        after: Double = 2,
        keepsWithNext: Bool = false
    ) {
        let height = canvas.measure(text, style, width: Paper.textWidth).height
        pieces.append(
            Piece(height: height + after, keepsWithNext: keepsWithNext) { canvas, y in
                canvas.tagged(tag) {
                    canvas.draw(text, style, x: Paper.margin, y: y, width: Paper.textWidth)
                }
            }
        )
    }

    private mutating func addParagraphs(_ text: String, _ style: TextStyle) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            add(String(line), style, tag: "P")
        }
    }

    /// A label at the left and what it says beside it; each of several lines is a piece.
    private mutating func add(_ line: ReportBlock.Line) {
        let labelWidth = 150.0
        let x = Paper.margin + labelWidth + 8
        let width = Paper.textWidth - labelWidth - 8
        for (place, part) in line.value.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let (label, value) = (place == 0 ? line.label : "", String(part))
            let height = max(
                canvas.measure(label, .label, width: labelWidth).height,
                canvas.measure(value, .body, width: width).height
            )
            pieces.append(
                Piece(height: height + 2) { canvas, y in
                    canvas.tagged("P") {
                        canvas.draw(label, .label, x: Paper.margin, y: y, width: labelWidth)
                        canvas.draw(value, .body, x: x, y: y, width: width)
                    }
                }
            )
        }
    }
}
