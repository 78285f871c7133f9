package import Primitives

/// A key service whose keys can have an end: from then on nothing opens what is under them.
///
/// An end is a tag of the key. Keeper destroys the key at that moment by itself, and drops it from whatever copy of its
/// files is put back; a key service that knows no ends is told with ``endKey(_:days:)``.
/// - Source: docs/spec/backup.md §13.
package protocol DatedKeyManagement: KeyManagement {
    /// Makes a symmetric key with a name and an end.
    ///
    /// - Parameters:
    ///   - description: what it is for.
    ///   - alias: `alias/` and a name, by which the key is found again.
    ///   - end: when it is destroyed.
    /// - Returns: its id; that of a key which has the name already, where another process was first.
    /// - Throws: ``KeyServiceError``.
    func createKey(
        description: String,
        alias: String,
        ending end: Timestamp
    ) async throws(KeyServiceError) -> String

    /// Ends a key that has no end of its own: nobody can use it any more, and it is destroyed after `days` (7...30).
    func endKey(_ keyID: String, days: Int) async throws(KeyServiceError)
}

/// The tag that holds when a key ends.
package enum KeyEnd {
    package static let tag = "flowkeep:end"

    /// Milliseconds since 1970, in decimal.
    package static func text(_ time: Timestamp) -> String { String(time.milliseconds) }

    /// Reads it; nil for what is not written exactly so.
    package static func time(_ text: String) -> Timestamp? {
        guard let milliseconds = Int64(text), milliseconds > 0, String(milliseconds) == text else { return nil }
        return Timestamp(milliseconds: milliseconds)
    }
}
