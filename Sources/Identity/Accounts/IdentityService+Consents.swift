import KeyService
package import Primitives
import Vault

extension IdentityService {
    /// What the owner of a session has consented to, one record for each purpose she was ever asked about, in the order
    /// of ``Purpose``.
    ///
    /// - Throws: ``IdentityError/signedOut``, ``IdentityError/sessionLocked``.
    package func consents(for token: SessionToken) async throws(IdentityError) -> [ConsentRecord] {
        let session = try await unlockedSession(token)
        do {
            return try await records.list(.consent, owner: session.vault.bytes, as: ConsentRecord.self).map(\.value)
        } catch {
            throw .records(error)
        }
    }

    /// Gives a consent, or takes it back: from then on no opening for that purpose begins or goes on.
    ///
    /// A consent given again is a new one, with its own time. ``Purpose/keyMaintenance`` is part of keeping an account
    /// and is neither asked for nor taken back: nothing happens.
    /// - Throws: ``IdentityError/signedOut``, ``IdentityError/sessionLocked``.
    package func setConsent(
        _ purpose: Purpose,
        for token: SessionToken,
        given isGiven: Bool
    ) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        guard purpose != .keyMaintenance else { return }
        // Help is allowed with what it opens, and taken back with it.
        guard purpose != .supportAccess else {
            return isGiven ? () : try await forbidSupport(for: token)
        }
        var changes = try await consentChange(purpose, of: session.vault, isGiven: isGiven)
        if purpose == .aggregates, !isGiven {
            do { changes += try await aggregates.forgetting(session.vault) } catch { throw .records(error) }
        }
        if !changes.isEmpty { try await write(changes) }
        guard !isGiven else { return }
        registry.endOpenings(of: session.vault, for: purpose)
        // What she consented to for her own vault holds for the books that she is in.
        registry.leaveGuests(of: session.vault)
        // A calendar goes on without her key, so it goes with the consent that it rests on.
        guard purpose == .cycleDiary || purpose == .cyclePrediction else { return }
        try await removeCalendars(of: session.vault)
        // Likewise what partners are shown.
        try await removeProjections(of: session.vault)
    }

    /// What giving or taking back a consent writes; nothing where it is so already.
    func consentChange(
        _ purpose: Purpose,
        of vault: VaultID,
        isGiven: Bool
    ) async throws(IdentityError) -> [RecordChange] {
        let key = RecordKey.consent(purpose, of: vault)
        let present: OpenRecord<ConsentRecord>?
        do { present = try await records.read(key) } catch { throw .records(error) }
        if isGiven {
            if let present, present.value.isInForce { return [] }
            return [.put(key, ConsentRecord(purpose: purpose, given: now()), expected: present?.version ?? 0)]
        }
        guard var consent = present?.value, consent.withdrawn == nil else { return [] }
        consent.withdrawn = now()
        return [.put(key, consent, expected: present?.version)]
    }
}
