package import Primitives

/// When the newest key of a tracker was made, and who is making the next one.
package struct EpochBirth: Hashable, Sendable {
    package let epoch: KeyEpoch
    package let born: Timestamp
    /// Since when somebody is making the next epoch; nil while nobody is.
    package let claimed: Timestamp?
    /// The version that was read, 0 where nothing is noted yet: whoever notes next must have seen it.
    package let revision: UInt64

    package init(epoch: KeyEpoch, born: Timestamp, claimed: Timestamp? = nil, revision: UInt64) {
        self.epoch = epoch
        self.born = born
        self.claimed = claimed
        self.revision = revision
    }
}

/// Where the births of tracker keys are kept: the metadata store.
///
/// Losing it makes a key live for up to a year longer, and opens nothing.
/// - Source: docs/spec/key-hierarchy.md §8.
package protocol EpochCalendar: Sendable {
    /// Nil where nothing is noted yet.
    func birth(of tracker: TrackerID, in vault: VaultID) async throws(VaultError) -> EpochBirth?

    /// - Throws: ``VaultError/store(_:)`` with `conflict` when somebody noted since `birth.revision`.
    func note(_ birth: EpochBirth, of tracker: TrackerID, in vault: VaultID) async throws(VaultError)

    /// The moment before which no key of this vault may have been made, where somebody asked for new ones.
    func renewalDemanded(for vault: VaultID) async throws(VaultError) -> Timestamp?
}
