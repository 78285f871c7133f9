import KeyService
package import Primitives
import Vault

extension IdentityService {
    /// What the owner of a session has consented to, one record for each purpose she was ever asked about, in the order
    /// of ``Purpose``.
    ///
    /// - Throws: ``IdentityError/signedOut``, ``IdentityError/sessionLocked``.
    package func consents(for token: SessionToken) async throws(IdentityError) -> [ConsentStanding] {
        let session = try await unlockedSession(token)
        do {
            return try await records.list(.consent, owner: session.vault.bytes, as: ConsentRecord.self)
                .map { ConsentStanding($0.value, under: notices) }
        } catch {
            throw .records(error)
        }
    }

    /// Gives a consent, or takes it back: from then on no opening for that purpose begins or goes on.
    ///
    /// A consent given again is a new one, with its own time. ``Purpose/keyMaintenance`` is part of keeping an account
    /// and is neither asked for nor taken back: nothing happens. Each change is in the access history before it is
    /// done, and with it in the history of consents; what is so already changes nothing.
    /// - Throws: ``IdentityError/signedOut``, ``IdentityError/sessionLocked``.
    package func setConsent(
        _ purpose: Purpose,
        for token: SessionToken,
        given isGiven: Bool
    ) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        guard purpose.isAsked else { return }
        // Help is allowed with what it opens, and taken back with it.
        guard purpose != .supportAccess else {
            return isGiven ? () : try await forbidSupport(for: token)
        }
        var isNoted = false
        try await repeating { () async throws(IdentityError) in
            var changes = try await consentChange(purpose, of: session.vault, isGiven: isGiven)
            let isChanged = !changes.isEmpty
            if purpose == .aggregates, !isGiven { changes += try await forgettingFigures(of: session.vault) }
            guard !changes.isEmpty else { return }
            if isChanged, !isNoted {
                let act: AccountEvent.Act = isGiven ? .consentGiven : .consentWithdrawn
                try await note(AccountEvent(act, purpose.name), of: session.vault, by: session.slot)
                isNoted = true
            }
            try await write(changes)
        }
        guard !isGiven else { return }
        registry.endOpenings(of: session.vault, for: purpose)
        // What she consented to for her own vault holds for the books that she is in.
        registry.leaveGuests(of: session.vault)
        if purpose == .export { try await stopArchive(of: session.vault, .consentWithdrawn) }
        // A calendar goes on without her key, so it goes with the consent that it rests on.
        guard purpose == .cycleDiary || purpose == .cyclePrediction else { return }
        try await removeCalendars(of: session.vault)
        // Likewise what partners are shown.
        try await removeProjections(of: session.vault)
    }

    /// What she added to the week's figures goes with the consent.
    private func forgettingFigures(of vault: VaultID) async throws(IdentityError) -> [RecordChange] {
        do { return try await aggregates.forgetting(vault) } catch { throw .records(error) }
    }

    func consent(to purpose: Purpose, of vault: VaultID) async throws(IdentityError) -> OpenRecord<ConsentRecord>? {
        do { return try await records.read(.consent(purpose, of: vault)) } catch { throw .records(error) }
    }

    /// What giving or taking back a consent writes, with its line of the history; nothing where it is so already.
    func consentChange(
        _ purpose: Purpose,
        of vault: VaultID,
        isGiven: Bool
    ) async throws(IdentityError) -> [RecordChange] {
        let key = RecordKey.consent(purpose, of: vault)
        let present = try await consent(to: purpose, of: vault)
        var consent = ConsentRecord(purpose: purpose, given: now(), under: notices)
        if isGiven {
            if let present, present.value.isInForce(under: notices) { return [] }
        } else {
            guard let given = present?.value, given.withdrawn == nil else { return [] }
            consent = given
            consent.withdrawn = now()
        }
        let change = ConsentChange(purpose, noticeVersion: consent.noticeVersion, isGiven: isGiven, at: now())
        let history = try await historyChanges([change], of: vault)
        return [.put(key, consent, expected: present?.version ?? 0)] + history
    }
}
