package import Primitives

/// What is kept of an import besides its transactions.
package struct ImportContent: Hashable, Sendable {
    /// What the person sees: the file's name, checked like any other text, card numbers masked.
    package var label: String
    /// `ofx`, `qif`, `csv`, …: the reader that understood it.
    package var format: String
    /// SHA-256 of the file, 32 bytes, or empty: the same file again is noticed.
    package var fileDigest: [UInt8]
    package var rowCount: Int
    package var duplicateCount: Int
    package var rejectedCount: Int
    package var day: CalendarDay

    package init(
        label: String,
        format: String,
        fileDigest: [UInt8],
        rowCount: Int,
        duplicateCount: Int,
        rejectedCount: Int,
        day: CalendarDay
    ) {
        self.label = label
        self.format = format
        self.fileDigest = fileDigest
        self.rowCount = rowCount
        self.duplicateCount = duplicateCount
        self.rejectedCount = rejectedCount
        self.day = day
    }
}

/// An import that was committed.
package struct ImportRecord: Hashable, Sendable, Identifiable {
    package let id: ImportID
    package internal(set) var content: ImportContent
    /// Undone: its transactions are gone, the record stays while undo can bring it back.
    package internal(set) var isRemoved = false
}
