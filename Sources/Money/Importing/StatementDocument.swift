/// What a statement file says, before anything is decided about it.
package struct StatementDocument: Sendable {
    package var format: StatementFormat
    package var encoding: TextEncoding
    /// One per account in the file, in the order of the file.
    package var sections: [StatementSection]
    /// Lines that cannot be used, in the order of the file; at most ``StatementLimits/rejectedLineCount`` are listed.
    package var rejected: [RejectedLine]
    /// How many were rejected, listed or not.
    package var rejectedCount: Int
    /// What was found rather than stated, and why.
    package var notes: [StatementNote]
    /// What has to be answered first.
    ///
    /// While one is open, no section has rows.
    package var questions: [StatementQuestion]
    /// Columns of a delimited file, for choosing a mapping; nil for the other formats.
    package var table: StatementTable?
    /// Categories a QIF file lists, with their kind.
    package var categories: [StatementCategory]

    package init(format: StatementFormat, encoding: TextEncoding) {
        self.format = format
        self.encoding = encoding
        sections = []
        rejected = []
        rejectedCount = 0
        notes = []
        questions = []
        table = nil
        categories = []
    }

    /// Rows of all sections.
    package var rowCount: Int { sections.reduce(0) { $0 + $1.rows.count } }

    /// Lists a line that cannot be used; beyond the limit it is only counted.
    package mutating func reject(line: Int, entry: Int = 0, _ reason: RejectedLine.Reason) {
        rejectedCount += 1
        guard rejected.count < StatementLimits.rejectedLineCount else { return }
        rejected.append(RejectedLine(line: line, entry: entry, reason: reason))
    }
}
