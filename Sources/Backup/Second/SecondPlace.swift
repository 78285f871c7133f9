package import Primitives

/// A place on another machine or in another account, where backups are copied to and never deleted from.
///
/// A name is written once. Paths are those of files below a folder of a backup: `header`, `keeper/aliases`.
/// - Source: docs/spec/backup-second.md.
package protocol SecondPlace: Sendable {
    /// The files there, by folder, with their lengths.
    func folders() async throws(SecondPlaceError) -> [String: [String: Int]]

    /// Puts a file there, or what of it is missing; nothing where it is there as it is here.
    ///
    /// - Parameters:
    ///   - file: which.
    ///   - folder: of the backup.
    ///   - retainUntil: until when the place is to keep it, where it can.
    ///   - advance: told of bytes that are there now.
    /// - Throws: ``SecondPlaceError``, `otherThere` when something else has its name.
    func put(
        _ file: SecondFile,
        in folder: String,
        retainUntil: Timestamp,
        _ advance: @escaping @Sendable (Int) -> Void
    ) async throws(SecondPlaceError)

    /// A piece of a file: as many bytes as asked for, fewer only at its end.
    func read(
        _ path: String,
        in folder: String,
        from offset: Int,
        atMost count: Int
    ) async throws(SecondPlaceError) -> [UInt8]

    /// Does the work while nobody else copies there.
    func alone<Outcome: Sendable>(
        _ body: @Sendable () async throws(SecondPlaceError) -> Outcome
    ) async throws(SecondPlaceError) -> Outcome

    /// Tries to delete what it put there for that, and to write over it.
    ///
    /// - Returns: what was tried and whether it was refused, as it must be.
    func probe() async throws(SecondPlaceError) -> [SecondProbe]
}

/// A file to be copied.
package struct SecondFile: Sendable {
    /// Below the folder of its backup.
    package let path: String
    package let byteCount: Int
    /// SHA-256.
    package let digest: [UInt8]
    /// As many bytes as asked for, fewer only at its end.
    package let read: @Sendable (_ offset: Int, _ count: Int) async throws(SecondPlaceError) -> [UInt8]

    package init(
        path: String,
        byteCount: Int,
        digest: [UInt8],
        read: @escaping @Sendable (_ offset: Int, _ count: Int) async throws(SecondPlaceError) -> [UInt8]
    ) {
        self.path = path
        self.byteCount = byteCount
        self.digest = digest
        self.read = read
    }
}

/// One thing that must be refused.
package struct SecondProbe: Hashable, Sendable {
    /// What was tried, in plain words.
    package let what: String
    package let wasRefused: Bool

    package init(_ what: String, wasRefused: Bool) {
        self.what = what
        self.wasRefused = wasRefused
    }
}
