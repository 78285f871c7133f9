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
        return record.offer(of: account)
    }

    /// Opens what a statement names, until a moment.
    ///
    /// New keys are demanded before anything is opened, and the escrow is marked as used: whatever happens next, it
    /// opens once.
    /// - `secrets`: by slot, put together of two officers' shares.
    /// - Throws: `.support(.notAllowed)`, `.denied` or `.keyServiceUnavailable`, `.vault(.noConsent)`; nothing is open
    ///   then.
    package func openEscrow(
        of id: UserAccountID,
        secrets: [KeySlotID: SharedSecret],
        on evidence: EscrowEvidence,
        until: Timestamp
    ) async throws(IdentityError) {
        let account = try await account(id).value
        let statement = evidence.statement
        guard statement.vault == account.vault, let keeper = surroundings.escrow?.keeper else {
            throw .support(.notAllowed)
        }
        let entries = try await useUp(account, statement)
        do throws(IdentityError) {
            for entry in entries {
                guard let secret = secrets[entry.slot], let slot = try await slot(entry.slot, of: account.vault),
                    slot.kind == .escrow
                else { throw .support(.denied) }
                let keys = try await escrowKeys(of: slot, entry, secret, keeper, evidence)
                escrowKeys.hold(keys, of: slot, until: until)
                _ = try await enterEscrow(account.vault, entry.slot)
            }
        } catch {
            closeEscrow(entries.map(\.slot), in: account.vault)
            throw error
        }
    }

    private func useUp(
        _ account: UserAccount,
        _ statement: AccessStatement
    ) async throws(IdentityError) -> [EscrowSlot] {
        try await repeating { () async throws(IdentityError) in
            guard let record = try await escrow(of: account.id), !record.value.isUsed,
                record.value.policy.digest == statement.policy
            else { throw .support(.notAllowed) }
            let entries = record.value.slots.filter { statement.trackers.contains($0.tracker) }
            guard entries.count == statement.trackers.count else { throw .support(.notAllowed) }
            var changed = record.value
            changed.isUsed = true
            var changes = [RecordChange.put(.escrow(of: account.id), changed, expected: record.version)]
            changes += try await dueEpochs(
                of: EscrowRecord(policy: changed.policy, made: changed.made, slots: entries),
                in: account.vault
            )
            try await write(changes)
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

    /// The vault as an open escrow slot may use it: one tracker.
    ///
    /// - Throws: `.support(.notAllowed)` where nothing is open, or not any more; `.vault(.noConsent)`.
    package func enterEscrow(_ vault: VaultID, _ slot: KeySlotID) async throws(IdentityError) -> VaultAccess {
        guard let held = escrowKeys.keys(of: slot, at: now()), held.slot.vault == vault else {
            registry.leave(vault, holder: slot)
            throw .support(.notAllowed)
        }
        let access: VaultAccess
        do { access = try await registry.enter(vault, holder: slot, purpose: .supportAccess, at: now()) } catch {
            // Not open in this process any more: an eviction.
            guard error == .locked else { throw .vault(error) }
            access = try await open(held.slot, keys: held.keys, purpose: .supportAccess)
        }
        // Whoever ended it meanwhile may have gone before we came in.
        guard escrowKeys.isHeld(slot) else {
            registry.leave(vault, holder: slot)
            throw .support(.notAllowed)
        }
        return access
    }

    /// Whether the slots of a request are open.
    package func isEscrowOpen(_ slots: [KeySlotID]) -> Bool {
        let time = now()
        return slots.allSatisfy { escrowKeys.keys(of: $0, at: time) != nil }
    }

    /// Lets go of what was opened; fine where nothing is.
    package func closeEscrow(_ slots: [KeySlotID], in vault: VaultID) {
        escrowKeys.drop(slots)
        for slot in slots { registry.leave(vault, holder: slot) }
    }

    /// As ``closeEscrow(_:in:)``, and has the keys replaced once more: some may be newer than the opening.
    package func endEscrow(_ slots: [KeySlotID], in vault: VaultID) async throws(IdentityError) {
        closeEscrow(slots, in: vault)
        try await repeating { () async throws(IdentityError) in
            var changes: [RecordChange] = []
            for id in slots {
                if let slot = try await slot(id, of: vault) { changes += try await dueEpochs(of: slot) }
            }
            if !changes.isEmpty { try await write(changes) }
        }
    }
}
