/// What a log was before its installation was restored from a backup, as the act of the restoration says it.
package struct LogPredecessor: Sendable, Hashable {
    /// The name that it had.
    package let origin: String
    /// The public key that it was signed with, as text.
    package let key: String
    /// The checkpoint that the backup holds, as it was signed; empty where none was published.
    package let checkpoint: [UInt8]
    /// Of the backup, SHA-256.
    package let backup: [UInt8]
    /// A larger checkpoint that was published, as it was signed: what it has beyond the backup's is left out.
    ///
    /// Empty where nobody knew one.
    package let leftOut: [UInt8]

    package init(origin: String, key: String, checkpoint: [UInt8], backup: [UInt8], leftOut: [UInt8] = []) {
        self.origin = origin
        self.key = key
        self.checkpoint = checkpoint
        self.backup = backup
        self.leftOut = leftOut
    }
}
