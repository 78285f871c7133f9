package import Escrow
import KeyService
package import Primitives
package import Sealing
package import WebAuthn

/// What a browser needs to have an officer's passkey agree to a request.
package struct AgreeingStart: Sendable {
    package let challenge: [UInt8]
    package let credentialID: [UInt8]
}

/// Agreeing to a request, each officer with her own passkey.
///
/// - Source: docs/spec/break-glass.md §4.
extension AccessService {
    /// Begins agreeing; nothing is written yet.
    ///
    /// - Throws: as ``agree(to:by:_:output:)``.
    package func beginAgreeing(
        to id: AccessRequestID,
        by member: StaffMemberID
    ) async throws(StaffError) -> AgreeingStart {
        let request = try await request(id)
        let officer = try await officer(member, mayAgreeTo: request).officer
        return AgreeingStart(challenge: request.statement.challenge(for: member), credentialID: officer.credentialID)
    }

    /// Agrees to a request.
    ///
    /// The first agreement hands the officer's shares to the others, sealed; the second puts the secrets together, and
    /// what was asked for opens once the log has published both.
    /// - Parameters:
    ///   - id: The request.
    ///   - member: The officer.
    ///   - response: What her passkey answered to the request's own challenge.
    ///   - output: What it derived of ``OfficerKey/salt``, 32 bytes.
    /// - Throws: `.refused`: `own`, `agreedAlready`, `notOfficer`, `accessOver`, `accessOfficers`, `passkeyWithoutKey`;
    ///   `.notLetIn(.passkey)`. Each is in the person's history.
    package func agree(
        to id: AccessRequestID,
        by member: StaffMemberID,
        _ response: AssertionResponse,
        output: consuming SecretBytes
    ) async throws(StaffError) {
        let first = try await request(id)
        let (officer, _) = try await officer(member, mayAgreeTo: first)
        let key = try await key(of: officer, output, for: first)
        let signed = try await verified(response, by: officer, for: first)
        try await turns.run { () async throws(StaffError) in
            var secrets: AccessMemory.Waiting?
            try await change(id) { request throws(StaffError) in
                let (_, offer) = try await self.officer(member, mayAgreeTo: request)
                let made: AgreedShares
                do throws(StaffError) { made = try self.approval(of: signed, officer, key, offer, request) } catch {
                    // Shares that do not fit: somebody altered them.
                    try await self.deny(.accessDenied, of: request, by: member)
                }
                try await self.recordOnce(.accessAgreed, of: request, by: member)
                request.approvals.append(made.approval)
                secrets = made.secrets
            }
            guard let secrets else { return }
            memory.wait(secrets, for: id)
            desk.announce(first.statement)
        }
    }

    private typealias AgreedShares = (approval: AccessApproval, secrets: AccessMemory.Waiting?)

    /// What an agreement adds: shares handed over by the first, secrets put together by the second.
    private func approval(
        of signed: SignedApproval,
        _ officer: EscrowOfficer,
        _ key: borrowing SlotPrivateKey,
        _ offer: EscrowOffer,
        _ request: AccessRequest
    ) throws(StaffError) -> AgreedShares {
        var handed: [AccessApproval.Handed] = []
        var secrets: [KeySlotID: SharedSecret] = [:]
        do throws(EscrowError) {
            for entry in offer.slots where request.statement.trackers.contains(entry.tracker) {
                guard let own = entry.shares.first(where: { $0.officer == officer.id }) else { throw .doesNotOpen }
                let share = try own.open(with: key, vault: offer.vault, slot: entry.slot)
                guard let other = request.approvals.first else {
                    handed += try OfficerShare.handOver(
                        share,
                        from: officer.id,
                        for: request.statement,
                        policy: offer.policy,
                        slot: entry.slot
                    ).map { AccessApproval.Handed(slot: entry.slot, share: $0) }
                    continue
                }
                let theirs = try other.share(of: entry.slot, for: officer.id, request.statement, key)
                guard let secret = SecretSharing.combine([share, theirs]) else { throw .doesNotOpen }
                secrets[entry.slot] = SharedSecret(secret)
            }
        } catch { throw .refused(.accessDenied) }
        let approval = AccessApproval(time: now(), signed: signed, handed: handed)
        guard !request.approvals.isEmpty else { return (approval, nil) }
        return (approval, AccessMemory.Waiting(policy: offer.policy, secrets: secrets, end: request.statement.end))
    }

    /// The officer, if she may agree to this request now.
    private func officer(
        _ member: StaffMemberID,
        mayAgreeTo request: AccessRequest
    ) async throws(StaffError) -> (officer: EscrowOfficer, offer: EscrowOffer) {
        guard case .pending(let until) = request.state, now() < until else {
            try await deny(.accessOver, of: request, by: member)
        }
        guard member != request.statement.requester else { try await deny(.own, of: request, by: member) }
        guard !request.approvals.contains(where: { $0.officer == member }) else {
            try await deny(.agreedAlready, of: request, by: member)
        }
        let offer: EscrowOffer
        do throws(StaffError) { offer = try await self.offer(of: request.account) } catch {
            guard case .refused(let refusal) = error else { throw error }
            try await deny(refusal, of: request, by: member)
        }
        // Made anew since the request, or under officers who are none any more.
        guard offer.policy.digest == request.statement.policy else {
            try await deny(.accessOfficers, of: request, by: member)
        }
        guard let officer = offer.policy.officer(member) else { try await deny(.notOfficer, of: request, by: member) }
        return (officer, offer)
    }

    private func key(
        of officer: EscrowOfficer,
        _ output: borrowing SecretBytes,
        for request: AccessRequest
    ) async throws(StaffError) -> SlotPrivateKey {
        let key = OfficerKey.derive(from: output)
        guard key.publicKey == officer.key else { try await deny(.passkeyWithoutKey, of: request, by: officer.id) }
        return key
    }

    /// What her passkey signed, if it holds; its counter is noted.
    private func verified(
        _ response: AssertionResponse,
        by officer: EscrowOfficer,
        for request: AccessRequest
    ) async throws(StaffError) -> SignedApproval {
        guard let member = try await staff.roster()[officer.id] else {
            try await deny(.notOfficer, of: request, by: officer.id)
        }
        let assertion: VerifiedAssertion?
        do {
            assertion = try Assertion.verify(
                response,
                challenge: request.statement.challenge(for: officer.id),
                party: staff.surroundings.relyingParty,
                stored: try member.passkey.stored()
            )
        } catch { assertion = nil }
        guard let assertion, assertion.userHandle.map({ $0 == member.id.bytes }) ?? true else {
            try await note(denialOf: request, by: officer.id)
            throw .notLetIn(.passkey)
        }
        try await staff.change { roster throws(StaffRefusal) in
            try roster.note(signCount: assertion.counter, of: member.id)
            return []
        }
        return SignedApproval(
            officer: officer.id,
            authenticatorData: response.authenticatorData,
            clientData: response.clientDataJSON,
            signature: response.signature
        )
    }
}

extension AccessApproval {
    /// The share of a slot that this officer handed to another.
    fileprivate func share(
        of slot: KeySlotID,
        for taker: StaffMemberID,
        _ statement: AccessStatement,
        _ key: borrowing SlotPrivateKey
    ) throws(EscrowError) -> SecretShare {
        guard let found = handed.first(where: { $0.slot == slot && $0.share.officer == taker }) else {
            throw .doesNotOpen
        }
        return try found.share.open(handedFrom: officer, for: statement, with: key, slot: slot)
    }
}
