import Escrow
import KeyService
import Primitives
import Sealing
import Vault

/// Making escrow slots, and making them anew when the officers are others or the old ones were opened.
///
/// - Source: docs/spec/break-glass.md §2 and §7.
extension IdentityService {
    private static let secretByteCount = 32

    func escrow(of account: UserAccountID) async throws(IdentityError) -> OpenRecord<EscrowRecord>? {
        do { return try await records.read(.escrow(of: account)) } catch { throw .records(error) }
    }

    func policy() async throws(IdentityError) -> EscrowPolicy? {
        guard let authority = surroundings.escrow else { return nil }
        do { return try await authority.policy() } catch { throw .support(.keyServiceUnavailable) }
    }

    /// What an escrow of these trackers writes, in the place of the one that was read.
    func makingEscrow(
        of trackers: Set<TrackerID>,
        inPlaceOf present: OpenRecord<EscrowRecord>?,
        _ standing: StandingSession,
        _ token: SessionToken
    ) async throws(IdentityError) -> [RecordChange] {
        let (session, account) = (standing.session.value, standing.account.value)
        guard let keeper = surroundings.escrow?.keeper, let policy = try await policy() else {
            throw .support(.noOfficers)
        }
        guard !account.ownLocks.contains(where: { trackers.contains($0.tracker) }) else { throw .support(.ownLock) }
        let keys = try await keys(of: session, token)
        guard trackers.isSubset(of: keys.scope), let control = keys.newest(VaultKeys.control)?.key else {
            throw .vault(.outsideScope)
        }
        var changes: [RecordChange] = []
        var slots: [EscrowSlot] = []
        for tracker in trackers.sorted() {
            let made = try await escrowSlot(of: tracker, keys, control, policy, keeper, in: session.vault)
            changes.append(.add(made.slot))
            slots.append(made.entry)
        }
        if let present { changes += slotRemoval(present.value, in: session.vault) }
        let record = EscrowRecord(policy: policy, made: now(), slots: slots)
        changes.append(.put(.escrow(of: account.id), record, expected: present?.version ?? 0))
        changes.append(.put(.escrowPointer(account.id), EscrowPointer(policy: policy.digest), expected: nil))
        return changes
    }

    private func escrowSlot(
        of tracker: TrackerID,
        _ keys: VaultKeys,
        _ control: SharedSecret,
        _ policy: EscrowPolicy,
        _ keeper: any EscrowKeeper,
        in vault: VaultID
    ) async throws(IdentityError) -> (slot: KeySlot, entry: EscrowSlot) {
        let id = KeySlotID.random()
        let secret = SharedSecret(.random(count: Self.secretByteCount))
        let place = EscrowPlace(vault: vault, slot: id, tracker: tracker.rawValue, policy: policy.digest)
        do {
            let slot = try await KeySlot.make(
                .escrow,
                id: id,
                vault: vault,
                holderKey: secret.bytes,
                stretching: nil,
                keys: keys.limited(to: [tracker]),
                certifiedBy: control,
                outerLock: surroundings.outerLock,
                innerLock: EscrowLock(keeper: keeper, place: place, evidence: nil)
            )
            let shares = try OfficerShare.split(secret.bytes, among: policy, vault: vault, slot: id)
            return (slot, EscrowSlot(tracker: tracker.rawValue, slot: id, shares: shares))
        } catch let error as VaultError {
            switch error {
            case .outsideScope: throw .support(.unsupported)
            case .keyServiceUnavailable: throw .support(.keyServiceUnavailable)
            default: throw .vault(error)
            }
        } catch { throw .support(.noOfficers) }
    }

    /// Makes the escrow of a session's vault anew where the officers are others by now, or it was opened.
    ///
    /// Where that cannot be done at this moment it is done at her next coming in; until then the old one opens for
    /// nobody, since its policy is not today's.
    func renewEscrow(_ session: Session, _ token: SessionToken) async {
        do throws(IdentityError) {
            guard let record = try await escrow(of: session.account)?.value, try await isStale(record) else { return }
            try await registry.withSteadyKeys(of: session.vault) { () async throws(IdentityError) in
                try await repeating { () async throws(IdentityError) in
                    guard let present = try await escrow(of: session.account), try await isStale(present.value)
                    else { return }
                    let trackers = Set(present.value.slots.map { TrackerID(rawValue: $0.tracker) })
                    let standing = try await standing(session)
                    let changes = try await makingEscrow(of: trackers, inPlaceOf: present, standing, token)
                    try await write(changes, by: standing)
                }
            }
        } catch {}
    }

    private func isStale(_ record: EscrowRecord) async throws(IdentityError) -> Bool {
        // Without officers there is nobody to make it for; it opens for nobody either.
        guard let policy = try await policy() else { return false }
        guard record.policy == policy else { return true }
        // One that is still to be opened, where that had to be tried again, is opened first.
        return record.use.map { !escrowKeys.isAnnounced($0) || escrowKeys.isOpen($0, at: now()) } ?? false
    }

    /// How many vaults have an escrow, and how many of them under another policy than today's.
    package func escrowCounts() async throws(IdentityError) -> (all: Int, stale: Int) {
        let today = try await policy()?.digest
        var counts = (all: 0, stale: 0)
        var after: [UInt8]?
        while true {
            let page: [OpenRecord<EscrowPointer>]
            do { page = try await records.list(.escrow, owner: RecordKey.nobody, after: after, limit: 500) } catch {
                throw .records(error)
            }
            guard let last = page.last else { return counts }
            after = last.key.name
            counts.all += page.count
            counts.stale += page.count { $0.value.policy != today }
        }
    }

    /// Takes an escrow away, whole, and the consent that it rests on.
    func escrowRemoval(
        _ record: OpenRecord<EscrowRecord>,
        of account: UserAccountID,
        in vault: VaultID
    ) async throws(IdentityError) -> [RecordChange] {
        slotRemoval(record.value, in: vault) + [
            .delete(.escrow(of: account), expected: record.version), .delete(.escrowPointer(account)),
        ] + (try await consentChange(.supportAccess, of: vault, isGiven: false))
    }

    private func slotRemoval(_ record: EscrowRecord, in vault: VaultID) -> [RecordChange] {
        record.slots.map { .delete(.slot($0.slot, of: vault, isSession: false)) }
    }

    /// What turning on a lock of its own takes away: the tracker stays behind that lock for the staff, too.
    func escrowRemoval(
        of tracker: TrackerID,
        _ account: UserAccountID,
        in vault: VaultID
    ) async throws(IdentityError) -> [RecordChange] {
        guard let present = try await escrow(of: account) else { return [] }
        let kept = present.value.slots.filter { $0.tracker != tracker.rawValue }
        guard kept.count < present.value.slots.count else { return [] }
        let gone = present.value.slots.filter { $0.tracker == tracker.rawValue }
        guard !kept.isEmpty else { return try await escrowRemoval(present, of: account, in: vault) }
        var changed = EscrowRecord(policy: present.value.policy, made: present.value.made, slots: kept)
        changed.use = present.value.use
        return [.put(.escrow(of: account), changed, expected: present.version)]
            + gone.map { .delete(.slot($0.slot, of: vault, isSession: false)) }
    }
}
