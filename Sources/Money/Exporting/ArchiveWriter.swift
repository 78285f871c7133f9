/// Writes files into one archive, piece by piece.
///
/// One conforming type exists, in MoneyFormats.
package protocol ArchiveWriter: Sendable {
    /// Begins a file whose content follows in pieces.
    ///
    /// - `name`: ASCII, with `/` between folders.
    mutating func begin(_ name: String) throws(ArchiveError) -> [UInt8]

    /// More of the file that was begun.
    mutating func content(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8]

    /// Ends it.
    mutating func end() throws(ArchiveError) -> [UInt8]

    /// A whole file.
    mutating func file(_ name: String, _ bytes: [UInt8]) throws(ArchiveError) -> [UInt8]

    /// The list of files at the end; nothing follows it.
    mutating func finish() throws(ArchiveError) -> [UInt8]

    /// Between two files: what an archive goes on from later.
    var saved: [UInt8] { get }
}

/// Why an archive cannot be written on.
package enum ArchiveError: Error, Hashable, Sendable {
    /// A file of 4 GiB or more.
    case tooLarge
}
