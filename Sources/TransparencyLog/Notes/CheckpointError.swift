/// Why a checkpoint was refused.
package enum CheckpointError: Error, Hashable, Sendable {
    /// The note around it is malformed or not signed by the log.
    case note(NoteError)
    /// Fewer than three lines.
    case lines
    /// The first line is empty.
    case origin
    /// The second line is not a decimal number from 0 to 2^63 − 1.
    case size
    /// The third line is not a hash in base 64, or not that of the empty tree where there are no leaves.
    case root
    /// An extension line is empty.
    case extensions
    /// It is another log's.
    case foreignOrigin
}
