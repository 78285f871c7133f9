package import Primitives
import Sealing
package import TransparencyLog

/// Something that is about to be done and must be in the log first.
package struct AuditAct: Sendable, Hashable {
    package let act: LoggedAct
    package let purpose: Purpose?
    /// The raw value of the kind of key slot that opened a vault; 0 where there was none.
    package let slotKind: UInt8
    package let subject: LogSubjectID
    package let actor: LogActorID
    package let time: Timestamp
    package let headIndex: UInt64
    /// SHA-256, or empty for none.
    package let digest: [UInt8]
    package let particulars: AuditParticulars?

    /// Describes an act; `digest` is 32 bytes, or empty for none.
    init(
        _ act: LoggedAct,
        purpose: Purpose? = nil,
        slotKind: UInt8 = 0,
        subject: LogSubjectID = .installation,
        actor: LogActorID = .program,
        at time: Timestamp,
        headIndex: UInt64 = 0,
        digest: [UInt8] = []
    ) {
        self.act = act
        self.purpose = purpose
        self.slotKind = slotKind
        self.subject = subject
        self.actor = actor
        self.time = time
        self.headIndex = headIndex
        self.digest = digest
        particulars = nil
    }

    /// Describes an act of the program by its particulars, whose digest the leaf commits to.
    package init(_ particulars: AuditParticulars, at time: Timestamp) {
        self.init(particulars, of: .installation, by: .program, at: time)
    }

    /// Describes what was done about an account, in its owner's own history.
    package init(_ event: AccountEvent, of subject: LogSubjectID, by actor: LogActorID, at time: Timestamp) {
        self.init(.account(event), of: subject, by: actor, at: time)
    }

    /// Describes what somebody of the staff does; zeros are whoever runs the installation.
    package init(_ event: StaffEvent, of subject: LogSubjectID, by actor: LogActorID, at time: Timestamp) {
        self.init(.staff(event), of: subject, by: actor, at: time)
    }

    init(_ particulars: AuditParticulars, of subject: LogSubjectID, by actor: LogActorID, at time: Timestamp) {
        act = particulars.act
        purpose = nil
        slotKind = 0
        self.subject = subject
        self.actor = actor
        self.time = time
        headIndex = 0
        digest = Digest.sha256(particulars.encode())
        self.particulars = particulars
    }

    /// The program started; `binary` is the SHA-256 of what runs.
    package static func start(binary: [UInt8], at time: Timestamp) -> AuditAct {
        AuditAct(.start, at: time, digest: binary)
    }

    func event(ordinal: UInt64) -> LogEvent {
        LogEvent(
            act: act,
            purpose: purpose,
            slotKind: slotKind,
            subject: subject,
            actor: actor,
            time: time,
            ordinal: ordinal,
            headIndex: headIndex,
            digest: digest
        )
    }
}
