import Cycle
import Identity
import Primitives
import Vault

/// What partners are shown of a diary: worked out while it is open, sealed to each of them.
///
/// - Source: docs/spec/sharing.md §9.
struct DiaryProjections: Sendable {
    let services: WebServices

    /// Makes what every partner is shown anew, one at a time: an older one never replaces a newer one.
    ///
    /// - Throws: also where whoever has the diary open does not hold what that takes; the last one stays, with its day.
    func publish(_ vault: CycleVault) async throws {
        let result = await services.projections.gate.run { () async -> Result<Void, any Error> in
            do {
                try await publishAlone(vault)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
        services.projections.note(vault.access.vaultID, published: vault.today)
    }

    private func publishAlone(_ vault: CycleVault) async throws {
        let (id, identity) = (vault.access.vaultID, services.identity)
        let shares = try await identity.partsShown(of: id)
        guard !shares.isEmpty else { return }
        guard try await identity.hasConsent(.cycleDiary, id) else {
            return try await identity.removeProjections(of: id)
        }
        guard vault.access.holdsSharing else { throw VaultError.outsideScope }
        let mayPredict = try await identity.hasConsent(.cyclePrediction, id)
        let (facts, isPausedByHer) = try await vault.read { book, _ in
            (book.facts, book.settings.arePredictionsPaused)
        }
        let isPaused = !mayPredict || isPausedByHer
        do {
            for (share, parts) in shares {
                let projection = DiaryProjection(parts, of: facts, today: vault.today, isPaused: isPaused)
                try await identity.show(projection.encoded(), in: share, for: parts, vault.access)
            }
        } catch {
            // Some may be there already.
            try await removeUnlessGiven(id, withPredictions: mayPredict)
            throw error
        }
        try await removeUnlessGiven(id, withPredictions: mayPredict)
    }

    /// Asked again: whoever withdraws takes away what there is, and these may have come after it.
    private func removeUnlessGiven(_ id: VaultID, withPredictions mayPredict: Bool) async throws {
        let identity = services.identity
        let isStillGiven = try await identity.hasConsent(.cycleDiary, id)
        let isStillPredicted = try await identity.hasConsent(.cyclePrediction, id)
        guard isStillGiven, isStillPredicted || !mayPredict else {
            return try await identity.removeProjections(of: id)
        }
    }
}
