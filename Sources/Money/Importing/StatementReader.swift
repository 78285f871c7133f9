/// Reads the bytes of a statement file.
///
/// One conforming type exists, in MoneyFormats; a protocol because the planner, the API and the pages need the result
/// and must not know how formats are parsed.
package protocol StatementReader: Sendable {
    /// Reads a whole file; pure, and total: any bytes give a document or an error, never a trap.
    ///
    /// `bytes`: untrusted, any encoding, at most ``StatementLimits/fileByteCount``.
    /// - Returns: what the file says. A line that cannot be used is listed in `rejected` and does not stop the others.
    /// - Throws: ``StatementError`` when nothing of the file can be used.
    func read(_ bytes: [UInt8], options: StatementReadingOptions) throws(StatementError) -> StatementDocument
}
