import AuditTrail
package import Escrow
import Identity
import KeyService
package import Primitives
package import Staff
import TransparencyLog
import Vault

/// What access to a person's data needs: her escrow from her account, the proofs from the log.
package struct LogAccessDesk: AccessDesk {
    /// How far back acts about a vault are looked for: more than an hour of them.
    private static let pageCount = 100
    private static let pageMaximum = 20

    private let identity: IdentityService
    private let audit: AuditTrail
    private let authority: any EscrowAuthority

    init(identity: IdentityService, audit: AuditTrail, authority: any EscrowAuthority) {
        self.identity = identity
        self.audit = audit
        self.authority = authority
    }

    package func policy() async throws(StaffError) -> EscrowPolicy? {
        do { return try await authority.policy() } catch { throw .unrecorded }
    }

    package func offer(of account: UserAccountID) async throws(StaffError) -> EscrowOffer? {
        do { return try await identity.escrowOffer(of: account) } catch .signedOut {
            return nil  // no such account
        } catch { throw Self.error(error) }
    }

    package func evidence(
        of acts: [AccessDeed],
        about vault: VaultID
    ) async throws(StaffError) -> [LoggedEvidence]? {
        let subject = LogSubjectID(vault)
        do throws(AuditError) {
            var evidence: [LoggedEvidence] = []
            let found = try await proven(acts, of: subject)
            for act in acts {
                guard let entry = found[act], let particulars = entry.particulars,
                    let proof = try await audit.proof(of: subject, ordinal: entry.event.ordinal)
                else { return nil }
                evidence.append(LoggedEvidence(proof: proof.bytes, particulars: particulars.encode()))
            }
            return evidence
        } catch { throw .unrecorded }
    }

    /// Where the acts stand in her history that a checkpoint covers; looked for from the newest down.
    private func proven(
        _ acts: [AccessDeed],
        of subject: LogSubjectID
    ) async throws(AuditError) -> [AccessDeed: AuditEntry] {
        var found: [AccessDeed: AuditEntry] = [:]
        var below: UInt64?
        for _ in 0..<Self.pageMaximum {
            let page = try await audit.history(of: subject, below: below, limit: Self.pageCount)
            for act in acts where found[act] == nil {
                found[act] = page.first { $0.isProven && Self.is($0.entry, act) }?.entry
            }
            guard found.count < acts.count, page.count == Self.pageCount, let last = page.last else { break }
            below = last.entry.event.ordinal
        }
        return found
    }

    private static func `is`(_ entry: AuditEntry, _ act: AccessDeed) -> Bool {
        guard case .staff(let event)? = entry.particulars else { return false }
        return event.deed == act.deed && event.access?.statement == act.statement
            && entry.event.actor.bytes == act.actor.bytes
    }

    package func announce(_ statement: AccessStatement) { identity.announceEscrow(statement) }

    package func open(_ opening: AccessOpening) async throws(StaffError) {
        do {
            try await identity.openEscrow(
                of: opening.account,
                secrets: opening.secrets,
                on: opening.evidence,
                until: opening.until
            )
        } catch { throw Self.error(error) }
    }

    package func isOpen(_ request: AccessRequestID) -> Bool { identity.isEscrowOpen(request) }

    package func close(_ request: AccessRequestID) { identity.closeEscrow(request) }

    package func putBack(_ request: AccessRequestID) { identity.putBackEscrow(request) }

    package func sweep() { identity.sweepEscrows() }

    package func renewKeys(of vault: VaultID) async throws(StaffError) {
        do { try await identity.demandRenewal(of: vault) } catch { throw Self.error(error) }
    }

    package func tell(_ notice: AccessNotice, to account: UserAccountID) async throws(StaffError) {
        do { try await identity.tell(notice, to: account) } catch .signedOut {
            return  // the account is gone: nobody is left to be told
        } catch { throw Self.error(error) }
    }

    private static func error(_ error: IdentityError) -> StaffError {
        switch error {
        case .records(let error): .records(error)
        case .vault(.store(let error)): .records(.store(error))
        case .vault(.unrecorded): .unrecorded
        case .support(.keyServiceUnavailable), .vault(.keyServiceUnavailable): .keyServiceUnavailable
        case .vault(.contended): .records(.store(.conflict))
        case .support(.notAllowed), .vault(.noConsent(_)): .refused(.accessNotAllowed)
        default: .refused(.accessDenied)
        }
    }
}
