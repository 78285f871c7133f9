package import Primitives

/// An officer's signature under a statement: what her passkey answered to ``AccessStatement/challenge(for:)``.
package struct SignedApproval: Sendable, Hashable {
    package let officer: StaffMemberID
    package let authenticatorData: [UInt8]
    package let clientData: [UInt8]
    package let signature: [UInt8]

    package init(officer: StaffMemberID, authenticatorData: [UInt8], clientData: [UInt8], signature: [UInt8]) {
        self.officer = officer
        self.authenticatorData = authenticatorData
        self.clientData = clientData
        self.signature = signature
    }
}

/// That an act is in the published log: its proof file, and what the event's digest is of.
package struct LoggedEvidence: Sendable, Hashable {
    package let proof: [UInt8]
    package let particulars: [UInt8]

    package init(proof: [UInt8], particulars: [UInt8]) {
        self.proof = proof
        self.particulars = particulars
    }
}

/// Everything on which the key service lets go of an escrow.
///
/// - Source: docs/spec/break-glass.md §5.
package struct EscrowEvidence: Sendable, Hashable {
    package let policy: EscrowPolicy
    package let statement: AccessStatement
    package let approvals: [SignedApproval]
    /// Of the request, then of each approval in their order.
    package let entries: [LoggedEvidence]

    package init(
        policy: EscrowPolicy,
        statement: AccessStatement,
        approvals: [SignedApproval],
        entries: [LoggedEvidence]
    ) {
        self.policy = policy
        self.statement = statement
        self.approvals = approvals
        self.entries = entries
    }
}

/// Which escrow it is: bound to its ciphertext.
package struct EscrowPlace: Sendable, Hashable {
    package let vault: VaultID
    package let slot: KeySlotID
    /// Raw value of `TrackerID`.
    package let tracker: UInt16
    /// Digest of the ``EscrowPolicy``.
    package let policy: [UInt8]

    package init(vault: VaultID, slot: KeySlotID, tracker: UInt16, policy: [UInt8]) {
        self.vault = vault
        self.slot = slot
        self.tracker = tracker
        self.policy = policy
    }

    /// What the key service authenticates, beside environment and region.
    package var pairs: [String: String] {
        [
            "app": "flowkeep", "use": "escrow", "vault": vault.text, "slot": slot.text, "tracker": "\(tracker)",
            "policy": Base32.encode(policy),
        ]
    }
}
