package import Primitives

/// Why a vault did not open, or did not take a change.
///
/// No case carries key bytes, content or anything that names a person: these errors reach diagnostics.
package enum VaultError: Error, Hashable, Sendable {
    /// No such vault, or no such slot.
    case notFound
    /// Wrong passphrase, code, cookie or key; or a slot that was altered. One case on purpose.
    case doesNotOpen
    /// The slot holds no key for the tracker that was asked for.
    case outsideScope
    /// The holder may read and not change: a viewer of a book.
    case readOnly
    /// No consent for the purpose of the opening.
    case noConsent(Purpose)
    /// The vault was locked while the work was under way. Unlock and repeat.
    case locked
    /// A segment, snapshot or slot does not verify; carries the journal index, 0 for a snapshot or slot.
    case damaged(JournalIndex)
    /// The vaults store is older than what the metadata store has seen: it was rolled back.
    case rolledBack
    /// Written by a newer version of Flowkeep.
    case newerVersion
    /// Changes came in faster than they could be decided: nothing was written, repeat.
    case contended
    /// The changes of one request are more than a batch may hold.
    case tooManyChanges
    /// An idempotency key came again with other content.
    case keyReused
    /// The key service did not answer: nothing new is unlocked, what is open goes on.
    case keyServiceUnavailable
    /// The opening could not be written into the transparency log, so it does not happen.
    case unrecorded
    case store(StoreError)
}
