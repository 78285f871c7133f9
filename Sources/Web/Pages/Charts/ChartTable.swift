/// The figures of a chart, for those who would rather read them.
struct ChartTable: Sendable {
    let caption: String
    let head: String
    let columns: [String]
    let rows: [Row]
    /// More columns than a phone has room for: it scrolls inside itself.
    let isWide: Bool

    struct Row: Sendable, NamedParts {
        let head: String
        let cells: [Cell]

        func part(_ name: String) -> Any? {
            switch name {
            case "head": head
            case "cells": cells
            default: nil
            }
        }
    }

    struct Cell: Sendable, NamedParts {
        let label: String
        let text: String

        func part(_ name: String) -> Any? {
            switch name {
            case "label": label
            case "text": text
            default: nil
            }
        }
    }

    /// - `caption`: What the figures are, for screen readers.
    /// - `head`: Names the first column.
    /// - `columns`: Names the others.
    /// - `rows`: Each with a cell for every column.
    init(
        caption: String,
        head: String,
        columns: [String],
        rows: [(head: String, cells: [String])],
        isWide: Bool = false
    ) {
        self.caption = caption
        self.head = head
        self.columns = columns
        self.isWide = isWide
        self.rows = rows.map { row in
            Row(head: row.head, cells: zip(columns, row.cells).map { Cell(label: $0, text: $1) })
        }
    }
}
