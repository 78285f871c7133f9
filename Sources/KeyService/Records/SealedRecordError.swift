package import Primitives

/// Why a sealed record was not read or written.
package enum SealedRecordError: Error, Hashable, Sendable {
    /// The key-encryption key could not be had; nothing is known about the record.
    case key(KeyRingError)
    case store(StoreError)
    /// The record does not open in its place: altered, moved from elsewhere, or sealed by another installation.
    case doesNotOpen(RecordKind)
    /// It opens, and is not what this version can read.
    case undecodable(RecordKind, RecordDecodingError)
}
