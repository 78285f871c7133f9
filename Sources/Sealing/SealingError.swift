/// Why something sealed did not open.
package enum SealingError: Error, Hashable, Sendable {
    /// Too short, or a format version this program does not know.
    case malformed
    /// Wrong key, wrong place or altered bytes. One case on purpose: a caller must not learn which.
    case doesNotOpen
    /// Argon2id was asked for parameters outside its limits, or had no memory.
    case derivationFailed
}
