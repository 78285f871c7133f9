package import Primitives

/// A slot of an escrow: one tracker, and the shares of the secret that opens it.
package struct EscrowSlot: Sendable, Hashable {
    /// Raw value of `TrackerID`.
    package let tracker: UInt16
    package let slot: KeySlotID
    package let shares: [OfficerShare]

    package init(tracker: UInt16, slot: KeySlotID, shares: [OfficerShare]) {
        self.tracker = tracker
        self.slot = slot
        self.shares = shares
    }
}

/// What a person allowed: on whose word what of her vault can be opened.
package struct EscrowOffer: Sendable, Hashable {
    package let vault: VaultID
    package let policy: EscrowPolicy
    package let slots: [EscrowSlot]
    /// The request that it was opened for: it is made anew at her next sign-in, and opens nothing else until then.
    package let use: AccessRequestID?

    package init(
        vault: VaultID,
        policy: EscrowPolicy,
        slots: [EscrowSlot],
        use: AccessRequestID?
    ) {
        self.vault = vault
        self.policy = policy
        self.slots = slots
        self.use = use
    }

    package var trackers: [UInt16] { slots.map(\.tracker) }
}

/// What a person is told of an access to her data.
package struct AccessNotice: Sendable, Hashable {
    package let request: AccessRequestID
    package let asked: Timestamp
    /// Of who asked.
    package let role: StaffRole
    package let reason: String
    package let ticket: String
    /// Raw values of the trackers.
    package let trackers: [UInt16]
    package let opened: Timestamp
    package var ended: Timestamp?
    package var pages: Int

    package init(
        request: AccessRequestID,
        asked: Timestamp,
        role: StaffRole,
        reason: String,
        ticket: String,
        trackers: [UInt16],
        opened: Timestamp,
        ended: Timestamp? = nil,
        pages: Int = 0
    ) {
        self.request = request
        self.asked = asked
        self.role = role
        self.reason = reason
        self.ticket = ticket
        self.trackers = trackers
        self.opened = opened
        self.ended = ended
        self.pages = pages
    }
}
