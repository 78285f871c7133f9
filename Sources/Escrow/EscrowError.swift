/// Why something of an escrow is not what it should be.
package enum EscrowError: Error, Hashable, Sendable {
    /// Bytes that nobody here wrote.
    case malformed
    /// A share does not open, or shares do not belong together. One case on purpose.
    case doesNotOpen
}
