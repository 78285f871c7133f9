/// The key service as far as escrows go: it seals for everybody and opens on evidence alone.
///
/// - Source: docs/spec/break-glass.md §5.
package protocol EscrowKeeper: Sendable {
    /// - `box`: 1 to 1,024 bytes.
    func seal(_ box: [UInt8], at place: EscrowPlace) async throws(EscrowKeeperError) -> [UInt8]

    /// Gives back what was sealed, if the evidence holds.
    func release(
        _ ciphertext: [UInt8],
        at place: EscrowPlace,
        on evidence: EscrowEvidence
    ) async throws(EscrowKeeperError) -> [UInt8]
}

/// Why the key service did not do it.
package enum EscrowKeeperError: Error, Hashable, Sendable {
    /// The evidence does not hold, or the ciphertext is not of this place. One case on purpose.
    case denied
    /// This key service cannot read a log: it is not the embedded one.
    case unsupported
    case unavailable
}
