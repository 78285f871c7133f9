/// The columns of a delimited file, for showing and choosing.
package struct StatementTable: Sendable {
    package var shape: StatementShape
    package var delimiter: UInt8
    /// Line of the header, from 1; nil when there is none.
    package var headerLine: Int?
    /// Header cells as written, or empty texts.
    package var header: [String]
    /// The first rows of data, at most ten, cells as written (card numbers masked).
    package var sample: [[String]]
    /// The best guess for every column, whether or not it suffices.
    package var proposedRoles: [ColumnRole]
    /// What the rows were read with; keep it under ``shape``.
    ///
    /// Nil while a question is open.
    package var mapping: ColumnMapping?

    package init(
        shape: StatementShape,
        delimiter: UInt8,
        headerLine: Int?,
        header: [String],
        sample: [[String]],
        proposedRoles: [ColumnRole],
        mapping: ColumnMapping?
    ) {
        self.shape = shape
        self.delimiter = delimiter
        self.headerLine = headerLine
        self.header = header
        self.sample = sample
        self.proposedRoles = proposedRoles
        self.mapping = mapping
    }
}
