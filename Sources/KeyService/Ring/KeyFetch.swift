package import Primitives

/// One use of the key service by the ring, written down whether it succeeded or not: a leaf of the log.
package struct KeyFetch: Hashable, Sendable {
    package enum Act: String, Sendable { case generate, unwrap }

    package let act: Act
    package let use: KEKUse
    package let version: UInt32
    /// Nil when the key came.
    package let failure: KeyServiceError?
    package let at: Timestamp
}
