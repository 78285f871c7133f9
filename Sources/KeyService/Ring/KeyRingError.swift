package import Primitives

/// Why the ring could not lend a key.
///
/// Whoever asked must refuse the operation: there is no working without the key.
package enum KeyRingError: Error, Hashable, Sendable {
    /// The key service did not open or make the key.
    case keyService(KeyServiceError)
    /// The metadata store did not answer.
    case store(StoreError)
    /// There is no key of this use and version; a fresh installation was not prepared, or a record is lost.
    case missing(KEKUse)
    /// The stored key does not decode, or is not the key its name says.
    case damaged(KEKUse)
    /// This key keeps its version for ever: see ``BlindIndex``.
    case pinned(KEKUse)
    /// The use of the key service could not be written down, so the key is not lent.
    case unrecorded
}
