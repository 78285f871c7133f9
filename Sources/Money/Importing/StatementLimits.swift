/// What a statement file may cost.
///
/// Source: statement-import §2.
package enum StatementLimits {
    /// 20 MB, the import cap of the product.
    package static let fileByteCount = 20 * 1024 * 1024
    /// One record, with the line breaks inside its quotes.
    ///
    /// No bank writes a line of 64 KiB; a binary file does.
    package static let recordByteCount = 64 * 1024
    /// Rows of one file; 100,000 is ten years of a busy shop, and this many fit 60 MB.
    package static let rowCount = 250_000
    /// Columns of a delimited file.
    package static let columnCount = 128
    /// Elements open at the same time in OFX; real files stay under ten.
    package static let depth = 64
    /// Rejected lines that are listed one by one; beyond it they are only counted.
    package static let rejectedLineCount = 10_000
    /// Accounts in one file.
    package static let sectionCount = 256
    /// A bank's reference; ISO 20022 has 35 characters for one.
    ///
    /// A file may say one once for thousands of rows, so what it may hold is not what a line may.
    package static let referenceByteCount = 256
    /// Any other text that more than one row may repeat: twice the note of a transaction.
    package static let textByteCount = 4096
    /// Splits of one QIF transaction, tags of one row.
    package static let splitCount = 256
}
