/// What an import would do, row by row, before anything is done.
package struct ImportPreview: Sendable {
    package struct Row: Sendable {
        /// Index of the section in the document.
        package let section: Int
        package let row: StatementRow
        /// In the account's currency; 0 for an unusable row.
        package let minorUnits: Int64
        /// Within the account of its section.
        package let fingerprint: TransactionFingerprint
        package let status: ImportRowStatus

        package init(
            section: Int,
            row: StatementRow,
            minorUnits: Int64,
            fingerprint: TransactionFingerprint,
            status: ImportRowStatus
        ) {
            self.section = section
            self.row = row
            self.minorUnits = minorUnits
            self.fingerprint = fingerprint
            self.status = status
        }
    }

    package let rows: [Row]
    /// The target of each section; nil leaves its rows out.
    package let accounts: [AccountID?]
    package let newCount: Int
    package let duplicateCount: Int
    package let unusableCount: Int

    package init(rows: [Row], accounts: [AccountID?]) {
        self.rows = rows
        self.accounts = accounts
        newCount = rows.count { $0.status == .new }
        duplicateCount = rows.count { $0.status.isDuplicate }
        unusableCount = rows.count { !$0.status.mayBeIncluded }
    }
}
