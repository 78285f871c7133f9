package import Primitives

/// Why a log cannot be taken up from its store: what is wrong there, exactly.
///
/// Nothing is signed until it is mended.
package enum LogDamage: Error, Hashable, Sendable {
    case store(StoreError)
    case checkpoint(CheckpointError)
    /// The intent is not the text of a tree head of this log.
    case intent(CheckpointError)
    /// There is a checkpoint and no intent, though each has one.
    case intentMissing(published: UInt64)
    /// The intent is older than the checkpoint, though it is written first.
    case intentRolledBack(intent: UInt64, published: UInt64)
    case tile(TileError)
    /// The tiles on the right edge do not have the root of the checkpoint of this size.
    case rootDiffers(size: UInt64)
    /// Entries with these indices are in no bundle and not in the sequence.
    case entriesMissing(from: UInt64, to: UInt64)
    /// A sequenced entry is not a leaf.
    case malformedEntry(index: UInt64)
    /// The sequence ends before what was published or intended does.
    case sequenceRolledBack(end: UInt64, expected: UInt64)
    /// Two trees of one size: the one that was signed, intended or known elsewhere, and the one that is stored.
    case forked(size: UInt64)
    /// A larger checkpoint than the stored one is known from elsewhere.
    case rolledBack(known: UInt64, published: UInt64)
}
