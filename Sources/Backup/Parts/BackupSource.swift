/// Where a backup comes from: the stores of a running installation.
///
/// The contract (every implementation passes `BackupContractTests`): what a view gives is what was there at one moment,
/// however long it is read and whatever is written meanwhile; see docs/spec/backup.md §2 for what that moment must be.
package protocol BackupSource: Sendable {
    /// Takes a view of everything; writers go on.
    ///
    /// - Throws: what keeps the stores from being read.
    func hold() async throws -> any BackupView
}

/// Everything as it was at one moment.
package protocol BackupView: Sendable {
    /// About how many bytes a part has: for the room it needs and for showing progress.
    func byteCount(of part: BackupPart) async throws -> Int

    /// Gives the content of a part, piece by piece and in order; one part at a time.
    ///
    /// - Parameters:
    ///   - part: which.
    ///   - sink: called from one thread at a time; what it throws ends the copy.
    /// - Throws: what keeps the part from being read, or what `sink` throws.
    func copy(_ part: BackupPart, to sink: @escaping @Sendable ([UInt8]) throws -> Void) async throws

    /// The key service's own files, sealed under its root key; none where the key service is elsewhere.
    func keyFiles() async throws -> [BackupKeyFile]

    /// Lets the view go.
    func release() async
}

/// A file of the embedded key service: sealed already, under a root key that no backup holds.
package struct BackupKeyFile: Hashable, Sendable {
    /// Has 1 to 64 of the characters `a-z 0-9 - .` and no directory.
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// Where the parts of a backup go: a directory being restored, or a check that keeps nothing.
package protocol BackupReceiver: Sendable {
    /// Starts to take a part.
    func receive(_ part: BackupPart) throws -> any BackupPartReceiver
}

/// Takes one part, piece by piece and in order; used by one call at a time.
package protocol BackupPartReceiver {
    func append(_ bytes: [UInt8]) throws

    /// Everything has come, and came from a backup that is whole.
    ///
    /// - Throws: when what came is not a whole part.
    func finish() throws
}
