package import Escrow
import KeyService
package import Primitives
import Sealing
import TransparencyLog
import WebAuthn

/// What must hold before an escrow is opened; pure.
///
/// The program that asks is believed in one thing, who the officers were when the escrow was made: that is bound to the
/// ciphertext. What they agreed to is signed by their passkeys, and that everybody can see it is proven from the log.
///
/// - Source: docs/spec/break-glass.md §5.
package enum EscrowGate {
    /// How far the clocks of two processes may be apart.
    private static let skewSeconds: Int64 = 60

    /// Why not.
    ///
    /// For tests and the key service's own log; whoever asks is told only that it was refused.
    package enum Denial: Error, Hashable, Sendable {
        case policy
        case scope
        case time
        case approvals
        case assertion
        case entries
        case proof
    }

    /// Asserts that the evidence is enough to open the escrow at a place.
    ///
    /// - Throws: ``Denial``, in the order of the specification.
    package static func verify(
        _ evidence: EscrowEvidence,
        at place: EscrowPlace,
        now: Timestamp
    ) throws(Denial) {
        let statement = evidence.statement
        let digest = evidence.policy.digest
        guard statement.policy == digest, place.policy == digest, statement.vault == place.vault else {
            throw .policy
        }
        guard statement.trackers.contains(place.tracker) else { throw .scope }
        guard now < statement.end, statement.made <= now.adding(seconds: skewSeconds) else { throw .time }
        try verifyApprovals(of: evidence)
        try verifyEntries(of: evidence)
    }

    private static func verifyApprovals(of evidence: EscrowEvidence) throws(Denial) {
        let approvals = evidence.approvals
        guard approvals.count == EscrowPolicy.threshold,
            Set(approvals.map(\.officer)).count == approvals.count,
            !approvals.contains(where: { $0.officer == evidence.statement.requester })
        else { throw .approvals }
        let party = RelyingParty(id: evidence.policy.relyingParty, origins: Set(evidence.policy.origins))
        for approval in approvals {
            guard let officer = evidence.policy.officer(approval.officer) else { throw .approvals }
            do {
                _ = try Assertion.verify(
                    AssertionResponse(
                        credentialID: officer.credentialID,
                        clientDataJSON: approval.clientData,
                        authenticatorData: approval.authenticatorData,
                        signature: approval.signature
                    ),
                    challenge: evidence.statement.challenge(for: officer.id),
                    party: party,
                    stored: try officer.stored()
                )
            } catch .counterWentBack {
                // All else holds then; nothing is kept here to compare the counter with.
                continue
            } catch { throw .assertion }
        }
    }

    private static func verifyEntries(of evidence: EscrowEvidence) throws(Denial) {
        let statement = evidence.statement
        let expected =
            [(statement.requester, StaffDeed.accessAsked)]
            + evidence.approvals.map { ($0.officer, StaffDeed.accessAgreed) }
        guard evidence.entries.count == expected.count else { throw .entries }
        let logKey: NoteKey
        do { logKey = try NoteKey(text: evidence.policy.logKey) } catch { throw .policy }
        for (entry, (actor, deed)) in zip(evidence.entries, expected) {
            let event: LogEvent
            do {
                let file = try LogProofFile(parsing: entry.proof)
                event = try file.verifyOpening(logKey: logKey, origin: logKey.name).event
            } catch { throw .proof }
            guard event.act == .staffAct, event.subject.bytes == statement.vault.bytes,
                event.actor.bytes == actor.bytes, event.digest == Digest.sha256(entry.particulars),
                names(entry.particulars, deed, statement.digest)
            else { throw .entries }
        }
    }

    /// Whether an act's particulars say this deed about this statement (docs/spec/access-history.md §4).
    private static func names(_ particulars: [UInt8], _ deed: StaffDeed, _ statement: [UInt8]) -> Bool {
        do {
            let fields = try FieldReader(particulars)
            guard try fields.uint8(1) == ParticularsField.staffForm else { return false }
            let staff = try FieldReader(try fields.bytes(ParticularsField.staff))
            return try staff.uint8(ParticularsField.deed) == deed.rawValue
                && staff.bytes(ParticularsField.statement) == statement
        } catch {
            return false
        }
    }

    /// What of an act's particulars counts here.
    private enum ParticularsField {
        static let staffForm: UInt8 = 10
        static let staff: UInt16 = 12
        static let deed: UInt16 = 1
        static let statement: UInt16 = 5
    }
}

extension EscrowOfficer {
    /// Her passkey as something to check an answer with.
    fileprivate func stored() throws(WebAuthnError) -> StoredCredential {
        StoredCredential(
            id: try CredentialID(credentialID),
            publicKey: try CredentialPublicKey(bytes: passkey),
            counter: 0,
            isBackupEligible: isCopyable
        )
    }
}
