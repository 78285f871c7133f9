/// Reads the bytes of a double-entry journal.
///
/// One conforming type exists, in MoneyFormats; a protocol for the same reason as ``StatementReader``.
package protocol JournalReader: Sendable {
    /// Reads a whole file; pure, and total: any bytes give a document or an error, never a trap.
    ///
    /// No other file is opened.
    ///
    /// - Parameters:
    ///   - bytes: untrusted, any encoding, at most ``StatementLimits/fileByteCount``.
    ///   - format: nil: by content.
    ///   - encoding: nil: by byte order mark and content.
    /// - Returns: what the file says. What cannot be used is listed line by line and does not stop the rest.
    /// - Throws: ``StatementError`` when nothing of the file can be used.
    func read(
        _ bytes: [UInt8],
        format: JournalFormat?,
        encoding: TextEncoding?
    ) throws(StatementError) -> JournalDocument
}
