package import KeyService
package import Primitives
package import TransparencyLog

/// Why an act could not be written down, or a history not be read.
///
/// An act that could not be written down must not be done.
package enum AuditError: Error, Hashable, Sendable {
    case log(LogFailure)
    /// The keys of the log: its store, or the key service.
    case keys(SealedRecordError)
    /// The log's own key is not one: its record was altered.
    case identity
    /// The log's name and key are not there, and something says that they were.
    case missingIdentity
    /// A checkpoint that is said to be published is not one of this log.
    case published(CheckpointError)
    /// More was published than the log holds, in entries.
    case olderLog(held: UInt64, published: UInt64)
    /// The log key of a history is not there, and the history had entries: without it they say nothing.
    case missingKey
    /// What is kept of an event is missing, does not open, or is not of this subject and ordinal.
    case damagedEvent(ordinal: UInt64)
    /// What is kept of an event and the log differ: the event is not in the log, or another one is at its place.
    case notInLog(ordinal: UInt64)
    case tile(TileProverError)
    case store(StoreError)
    /// The log is not open yet.
    case starting
}
