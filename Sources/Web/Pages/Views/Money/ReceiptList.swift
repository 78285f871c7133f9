/// The receipts of one entry, and the form that adds another.
package struct ReceiptList: Sendable {
    /// Where the form is sent.
    let path: String
    let rows: [Row]
    let hasRows: Bool
    let canAdd: Bool
    let fileError: String?
    let limitMegabytes: Int
    let byteCountMaximum: Int

    package struct Row: Sendable {
        let path: String
        /// The small picture; nil where no browser has drawn one.
        let thumbnailPath: String?
        let name: String
        let about: String
        let isDownload: Bool
        let removePath: String

        /// `book`: which book it is of, as links say it.
        ///
        /// `about`: what it is and how large.
        package init(
            id: String,
            book: String,
            name: String,
            about: String,
            hasThumbnail: Bool,
            isDownload: Bool
        ) {
            path = "/money/receipts/\(id)?book=\(book)"
            thumbnailPath = hasThumbnail ? "/money/receipts/\(id)/thumbnail?book=\(book)" : nil
            removePath = "/money/receipts/\(id)/remove"
            self.name = name
            self.about = about
            self.isDownload = isDownload
        }
    }

    /// `entry`: the transaction's id.
    ///
    /// `maximum`: how many an entry may have.
    package init(
        entry: String,
        rows: [Row],
        maximum: Int,
        byteCountMaximum: Int,
        problems: FormProblems = .none
    ) {
        path = "/money/transactions/\(entry)/receipts"
        self.rows = rows
        hasRows = !rows.isEmpty
        canAdd = rows.count < maximum
        fileError = problems.message(for: "file")
        limitMegabytes = byteCountMaximum / (1024 * 1024)
        self.byteCountMaximum = byteCountMaximum
    }
}
