package import Primitives

/// Who does something of the staff's.
package enum StaffActor: Sendable, Hashable {
    case member(StaffMemberID)
    /// Whoever runs the installation, on its own command line.
    case operators

    var member: StaffMemberID? { if case .member(let id) = self { id } else { nil } }
}

/// An act of the staff that is about to be done and must be in the log first.
package struct StaffAct: Sendable, Hashable {
    package let deed: StaffDeed
    /// Nil for whoever runs the installation.
    package let actor: StaffMemberID?
    /// The actor's role at that moment.
    package let role: StaffRole?
    /// The member it is about, where it is not the actor.
    package let concerned: StaffMemberID?
    /// The role that was proposed or given.
    package let given: StaffRole?
    /// The vault of the person it is about: then it stands in her own history.
    package let vault: VaultID?
    /// The access to her data that it is about.
    package let access: AccessMention?
    /// The breach of personal data that it is about.
    package let breach: BreachMention?

    package init(
        _ deed: StaffDeed,
        actor: StaffMemberID?,
        role: StaffRole?,
        concerned: StaffMemberID? = nil,
        given: StaffRole? = nil,
        vault: VaultID? = nil,
        access: AccessMention? = nil,
        breach: BreachMention? = nil
    ) {
        self.deed = deed
        self.actor = actor
        self.role = role
        self.concerned = concerned
        self.given = given
        self.vault = vault
        self.access = access
        self.breach = breach
    }
}

/// Makes an act durable before it is done.
package protocol StaffRecorder: Sendable {
    /// - Throws: ``StaffError/unrecorded``; the act must then not be done.
    func record(_ act: StaffAct) async throws(StaffError)
}
