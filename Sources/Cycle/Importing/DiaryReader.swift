/// Reads the files of other diaries.
///
/// One conforming type exists, in CycleFormats; a protocol because the planner, the API and the pages need the result
/// and must not know how formats are parsed.
package protocol DiaryReader: Sendable {
    /// Reads a whole file; pure, and total: any bytes give a document or an error, never a trap.
    ///
    /// `bytes`: untrusted; at most ``DiaryImportLimits/fileByteCount``, unless it is an `export.xml`.
    /// - Returns: what the file says. An entry that cannot be used is listed in `skipped` and does not stop the others.
    /// - Throws: ``DiaryFileError`` when nothing of the file can be used.
    func read(_ bytes: [UInt8]) throws(DiaryFileError) -> DiaryDocument

    /// Starts on a file that arrives in pieces.
    func stream() -> any DiaryStream
}

/// A file that is being read while it arrives.
///
/// What kind it is shows in its first bytes. An `export.xml` is read at once and forgotten, so that memory is bounded
/// by the days it has; the others wait in memory for their end.
package protocol DiaryStream: Sendable {
    /// Takes the next bytes, in pieces of any size.
    ///
    /// - Throws: ``DiaryFileError``; nothing may be fed after that.
    mutating func feed(_ bytes: Span<UInt8>) throws(DiaryFileError)

    /// Says that there are no more bytes.
    mutating func finish() throws(DiaryFileError) -> DiaryDocument
}
