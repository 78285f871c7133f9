package import Escrow
import KeyService
package import Primitives
package import Sealing
package import Vault

/// Opening what a person allowed, for the staff.
///
/// Who may ask for it is decided above; here it opens by the officers' shares and the key service's word, or not at
/// all.
///
/// - Source: docs/spec/break-glass.md §6.
extension IdentityService {
    /// What is allowed of an account; nil where nothing is.
    package func escrowOffer(of id: UserAccountID) async throws(IdentityError) -> EscrowOffer? {
        guard let record = try await escrow(of: id)?.value else { return nil }
        let account = try await account(id).value
        // Consent is asked anew each time; the record is what it led to.
        do {
            guard try await RecordConsentReader(records: records).hasConsent(account.vault, for: .supportAccess) else {
                return nil
            }
        } catch { throw .vault(error) }
        return record.offer(of: account.vault)
    }

    /// Announces what two officers agreed to, so that whatever ends it before it is open holds.
    package func announceEscrow(_ statement: AccessStatement) {
        escrowKeys.announce(
            statement.id,
            of: statement.vault,
            Set(statement.trackers.map(TrackerID.init(rawValue:))),
            until: statement.end
        )
    }

    /// Opens what a statement names, until a moment.
    ///
    /// New keys are demanded before anything is opened, and the escrow is marked as used: whatever happens next, it
    /// opens for this request alone. An end that comes while it is opened counts.
    /// - `secrets`: by slot, put together of two officers' shares.
    /// - Throws: `.support(.notAllowed)` where she ended it or allows it no more, `.denied`, `.keyServiceUnavailable`,
    ///   `.vault(.noConsent)`; nothing is open then. After what is none of these it may be tried again.
    package func openEscrow(
        of id: UserAccountID,
        secrets: [KeySlotID: SharedSecret],
        on evidence: EscrowEvidence,
        until: Timestamp
    ) async throws(IdentityError) {
        let account = try await account(id).value
        let statement = evidence.statement
        guard statement.vault == account.vault, let keeper = surroundings.escrow?.keeper else {
            throw .support(.denied)
        }
        guard escrowKeys.begin(statement.id, until: until) else { throw .support(.notAllowed) }
        do throws(IdentityError) {
            for entry in try await useUp(account, statement, Set(secrets.keys)) {
                guard let secret = secrets[entry.slot], let slot = try await slot(entry.slot, of: account.vault),
                    slot.kind == .escrow
                else { throw .support(.denied) }
                let keys = try await escrowKeys(of: slot, entry, secret, keeper, evidence)
                let tracker = TrackerID(rawValue: entry.tracker)
                guard escrowKeys.hold(keys, of: slot, tracker, for: statement.id) else { throw .support(.notAllowed) }
                _ = try await enterEscrow(statement.id, tracker)
            }
        } catch {
            // Ended while it was tried, whatever it failed by.
            guard escrowKeys.isAnnounced(statement.id) else { throw .support(.notAllowed) }
            putBackEscrow(statement.id)
            throw error
        }
    }

    /// The slots that a statement names, after it is written down that they are used for it and that new keys are due.
    private func useUp(
        _ account: UserAccount,
        _ statement: AccessStatement,
        _ slots: Set<KeySlotID>
    ) async throws(IdentityError) -> [EscrowSlot] {
        try await repeating { () async throws(IdentityError) in
            guard let record = try await escrow(of: account.id) else { throw .support(.notAllowed) }
            let entries = record.value.slots.filter { statement.trackers.contains($0.tracker) }
            guard entries.count == statement.trackers.count, record.value.policy.digest == statement.policy,
                record.value.use == nil || record.value.use == statement.id,
                Set(entries.map(\.slot)) == slots  // made anew since they agreed: that one is not theirs to open
            else { throw .support(.denied) }
            // The key service was away the first time.
            guard record.value.use == nil else { return entries }
            var changed = record.value
            changed.use = statement.id
            try await write([
                .put(.escrow(of: account.id), changed, expected: record.version), renewal(of: account.vault),
            ])
            return entries
        }
    }

    private func escrowKeys(
        of slot: KeySlot,
        _ entry: EscrowSlot,
        _ secret: SharedSecret,
        _ keeper: any EscrowKeeper,
        _ evidence: EscrowEvidence
    ) async throws(IdentityError) -> VaultKeys {
        let place = EscrowPlace(
            vault: slot.vault,
            slot: slot.id,
            tracker: entry.tracker,
            policy: evidence.policy.digest
        )
        do {
            let keys = try await slot.open(
                with: secret.bytes,
                outerLock: surroundings.outerLock,
                innerLock: EscrowLock(keeper: keeper, place: place, evidence: evidence)
            )
            // A slot that somebody else widened in the store still opens no more than was agreed to.
            return keys.limited(to: [TrackerID(rawValue: entry.tracker)])
        } catch .keyServiceUnavailable {
            throw .support(.keyServiceUnavailable)
        } catch .doesNotOpen {
            throw .support(.denied)
        } catch { throw .vault(error) }
    }

    /// The vault as an open access may use it: one tracker.
    ///
    /// - Throws: `.support(.notAllowed)` where nothing is open, or not any more; `.vault(.noConsent)`.
    package func enterEscrow(
        _ request: AccessRequestID,
        _ tracker: TrackerID
    ) async throws(IdentityError) -> VaultAccess {
        guard let held = escrowKeys.keys(of: request, tracker, at: now()) else { throw .support(.notAllowed) }
        let (vault, slot) = (held.slot.vault, held.slot.id)
        let access: VaultAccess
        do { access = try await registry.enter(vault, holder: slot, purpose: .supportAccess, at: now()) } catch {
            // Not open in this process any more: an eviction.
            guard error == .locked else { throw .vault(error) }
            do throws(IdentityError) {
                access = try await open(held.slot, keys: held.keys, purpose: .supportAccess)
            } catch {
                // Whoever ended it meanwhile found no seat to leave.
                if escrowKeys.keys(of: request, tracker, at: now()) == nil { registry.leave(vault, holder: slot) }
                throw error
            }
        }
        // Whoever ended it meanwhile may have gone before we came in.
        guard escrowKeys.keys(of: request, tracker, at: now()) != nil else {
            registry.leave(vault, holder: slot)
            throw .support(.notAllowed)
        }
        return access
    }

    /// Whether all that a request asked for is open.
    package func isEscrowOpen(_ request: AccessRequestID) -> Bool { escrowKeys.isOpen(request, at: now()) }

    /// Lets go of what was opened for a request, or is about to be; fine where nothing is.
    package func closeEscrow(_ request: AccessRequestID) { leave(escrowKeys.close(request)) }

    /// Lets go of what was opened for a request, which is opened anew; an end meanwhile holds.
    package func putBackEscrow(_ request: AccessRequestID) { leave(escrowKeys.putBack(request)) }

    /// The same for whatever is open of a vault, or of those with one tracker; whether anything was.
    @discardableResult
    func closeEscrows(of vault: VaultID, with tracker: TrackerID? = nil) -> Bool {
        let seats = escrowKeys.close(of: vault, with: tracker)
        leave(seats ?? [])
        return seats != nil
    }

    /// Lets go of whatever's time is up.
    package func sweepEscrows() { leave(escrowKeys.sweep(at: now())) }

    private func leave(_ seats: [EscrowKeys.Seat]) {
        for seat in seats { registry.leave(seat.vault, holder: seat.slot) }
    }

    /// Has a vault's keys replaced when it is open next.
    package func demandRenewal(of vault: VaultID) async throws(IdentityError) {
        try await write([renewal(of: vault)])
        registry.lookAtEpochs(of: vault)
    }

    func renewal(of vault: VaultID) -> RecordChange {
        .put(.epochDemand(of: vault), EpochDemand(since: now()), expected: nil)
    }
}
