package import Primitives

/// One unlock of one vault by one credential for one purpose; renewed every 15 minutes of use.
///
/// What the access history shows and a page names at its foot.
package struct Opening: Sendable, Hashable {
    /// How long one opening lasts before the next request makes a new one.
    package static let durationSeconds: Int64 = 15 * 60

    package let vault: VaultID
    package let slot: KeySlotID
    package let kind: KeySlot.Kind
    package let purpose: Purpose
    package let time: Timestamp
    /// The head seen, so that a store rolled back later contradicts the record.
    package let head: JournalHead

    package init(
        vault: VaultID,
        slot: KeySlotID,
        kind: KeySlot.Kind,
        purpose: Purpose,
        time: Timestamp,
        head: JournalHead
    ) {
        self.vault = vault
        self.slot = slot
        self.kind = kind
        self.purpose = purpose
        self.time = time
        self.head = head
    }

    package var expiry: Timestamp { time.adding(seconds: Self.durationSeconds) }
}

/// Who writes openings down.
///
/// Vault declares what it needs; Identity keeps them in the activity store.
package protocol OpeningRecorder: Sendable {
    /// Returns when the opening is durable. An opening that cannot be written down does not happen.
    func record(_ opening: Opening) async throws(VaultError)
}

/// Who knows what a person consented to.
package protocol ConsentReader: Sendable {
    func hasConsent(_ vault: VaultID, for purpose: Purpose) async throws(VaultError) -> Bool
}

/// The other place that remembers heads: the metadata store's lagging copy.
///
/// A copy may lag by valid successors and never lead. A vaults store behind it was rolled back.
package protocol HeadWitness: Sendable {
    func lastSeenHead(of vault: VaultID) async throws(VaultError) -> JournalHead?

    func note(_ head: JournalHead, of vault: VaultID) async throws(VaultError)
}

/// A vault as one holder may use it: within the scope of her slot, for the purpose of one opening.
package struct VaultAccess: Sendable {
    package let opening: Opening
    /// When the access was given: what it is used for counts as a use of that moment.
    let time: Timestamp
    let held: HeldScope
    /// Whether the holder may change what she reads.
    package let mayChange: Bool
    let vault: OpenVault

    /// What the holder may use at this moment; a tracker with a lock of its own comes and goes.
    package var scope: Set<TrackerID> { held.trackers }

    package var vaultID: VaultID { vault.id }

    /// The head including changes under way: a key for caches of answers.
    package var head: JournalHead { vault.head }

    /// - Throws: ``VaultError/readOnly`` for who may only read.
    package func requireChange() throws(VaultError) {
        guard mayChange else { throw .readOnly }
    }

    /// As ``OpenVault/read(_:_:)``, within the scope.
    package func read<T: Tracker, Answer: Sendable>(
        _ tracker: T.Type,
        _ body: (borrowing T.State, JournalHead) -> Answer
    ) async throws(VaultError) -> Answer {
        try held.use(T.id, at: time)
        return try await vault.read(tracker, body)
    }

    /// As ``OpenVault/commit(_:idempotencyKey:at:plan:)``, within the scope.
    package func commit<T: Tracker, Outcome: Sendable, Refusal: Error>(
        _ tracker: T.Type,
        idempotencyKey: IdempotencyKey? = nil,
        at time: Timestamp,
        plan: (borrowing T.State, JournalIndex) throws(Refusal) -> Planned<T.Change, Outcome>
    ) async throws(CommitError<Refusal>) -> Committed<Outcome> {
        do {
            try requireChange()
            try held.use(T.id, at: time)
        } catch {
            throw .vault(error)
        }
        return try await vault.commit(tracker, idempotencyKey: idempotencyKey, at: time, plan: plan)
    }
}
