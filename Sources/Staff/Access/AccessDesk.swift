package import Escrow
package import Primitives
package import Sealing

/// What access to a person's data needs from the rest of the program: her escrow, her vault, and the log.
package protocol AccessDesk: Sendable {
    /// On whose word escrows are made today; nil where nobody can be let in.
    func policy() async throws(StaffError) -> EscrowPolicy?

    /// What a person allows; nil where she allows nothing, or there is no such account.
    func offer(of account: UserAccountID) async throws(StaffError) -> EscrowOffer?

    /// Proofs of acts about a vault, in their order; nil until a published checkpoint covers them all.
    func evidence(of acts: [AccessDeed], about vault: VaultID) async throws(StaffError) -> [LoggedEvidence]?

    /// Announces what two officers agreed to: whatever ends it from now on holds.
    func announce(_ statement: AccessStatement)

    /// Opens what was agreed to and announced, until a moment.
    ///
    /// - Throws: ``StaffError/refused(_:)`` `.accessNotAllowed` where the person ended it or allows it no more,
    ///   `.accessDenied` where it does not open; after any other error it may be tried again. Nothing is open then.
    func open(_ opening: AccessOpening) async throws(StaffError)

    /// Whether all of a request is open now.
    func isOpen(_ request: AccessRequestID) -> Bool

    /// Lets go of what was opened for a request; fine where nothing is.
    func close(_ request: AccessRequestID)

    /// Lets go of what was opened for a request and is opened anew the next time; an end meanwhile holds.
    func putBack(_ request: AccessRequestID)

    /// Lets go of everything whose time is up.
    func sweep()

    /// Has a vault's keys replaced: some may be newer than the opening.
    func renewKeys(of vault: VaultID) async throws(StaffError)

    /// Puts down what the person is told at her next sign-in.
    func tell(_ notice: AccessNotice, to account: UserAccountID) async throws(StaffError)
}

/// An act of the staff about a statement, as the log has it.
package struct AccessDeed: Sendable, Hashable {
    package let deed: StaffDeed
    package let actor: StaffMemberID
    /// Digest of the statement.
    package let statement: [UInt8]
}

/// What is to be opened, and on which evidence.
package struct AccessOpening: Sendable {
    package let account: UserAccountID
    package let evidence: EscrowEvidence
    /// By slot, put together of two officers' shares.
    package let secrets: [KeySlotID: SharedSecret]
    package let until: Timestamp
}
