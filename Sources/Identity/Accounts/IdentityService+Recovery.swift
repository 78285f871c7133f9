import KeyService
package import Primitives
import Sealing
import Vault

/// The way back by the recovery code.
///
/// - Source: docs/spec/factors.md §9.
extension IdentityService {
    /// How long the recovery code waits where no second step can be shown.
    package static let recoveryWaitSeconds: Int64 = 72 * 3600
    /// From when somebody asked; then she has to ask again.
    static let recoveryOpenSeconds: Int64 = 10 * 86_400

    /// What somebody shows who lost her passphrase.
    private struct Recovery {
        let factor: PresentedFactor?
        let isReadyToWait: Bool
        let client: Session.Client
        let device: SeenDevice
        let index: [UInt8]
        let codeKey: SharedSecret
        let holderKey: SharedSecret
        let stretching: KeySlot.Stretching
    }

    /// Lets somebody back in by her recovery code, with a new passphrase; the code is spent and a new one made.
    ///
    /// Locks that trackers had of their own are off afterwards.
    ///
    /// - `factor`: the second step, where the account has one.
    /// - `isReadyToWait`: without one, to come in ``recoveryWaitSeconds`` later, which takes all factors away.
    /// - Throws: ``IdentityError/wrongRecoveryCode`` for a wrong handle or code, after the same work;
    ///   `.secondStepNeeded`, `.wrongSecondStep`, `.recoveryWaits` after a right one.
    package func recover(
        handle handleText: String,
        code codeText: String,
        newPassphrase: String,
        factor: PresentedFactor? = nil,
        isReadyToWait: Bool = false,
        client: Session.Client,
        device: SeenDevice = .local,
        from source: Source
    ) async throws(IdentityError) -> SignUp {
        let handle: Handle
        do { handle = try Handle(handleText) } catch { handle = Handle.nobody }
        try Passphrase.requireStrength(newPassphrase, handle: handle)
        try requireTries(source)
        let index = try await handleIndex(handle)
        try requireTries(account: index)
        // The new passphrase's key is derived first in any case: it is the slow part, and takes as long for nobody.
        let stretching = freshStretching()
        let holderKey = try await surroundings.stretcher.derive(from: try secret(newPassphrase), stretching)
        let recovery = Recovery(
            factor: factor,
            isReadyToWait: isReadyToWait,
            client: client,
            device: device,
            index: index,
            codeKey: try RecoveryCode(text: codeText).holderKey,
            holderKey: holderKey,
            stretching: stretching
        )
        guard let record = try await account(index: index) else { throw .wrongRecoveryCode }
        let made = try await registry.withSteadyKeys(of: record.value.vault) { () async throws(IdentityError) in
            try await recover(record, recovery)
        }
        await settle(made.session)
        for lock in record.value.ownLocks { await renewKey(afterLock: lock.tracker, in: record.value.vault) }
        return made
    }

    private func recover(
        _ record: OpenRecord<UserAccount>,
        _ recovery: Recovery
    ) async throws(IdentityError) -> SignUp {
        let account = record.value
        guard let slot = try await slot(account.recoverySlot, of: account.vault) else { throw .wrongRecoveryCode }
        let keys = try await opened(slot, with: recovery.codeKey, otherwise: .wrongRecoveryCode)
        try await requireOpen(account)
        let isAlone = try await isWithoutSecondStep(record, recovery)
        return try await maintaining(slot, keys) { () async throws(IdentityError) in
            let passphraseSlot = try await makeSlot(
                .passphrase,
                slot.vault,
                recovery.holderKey,
                recovery.stretching,
                keys
            )
            try await note(AccountEvent(.recovered, recovery.device.name), of: account.vault, by: slot.id)
            return try await replaceSlots(of: record, with: passphraseSlot, keys, recovery, losesFactors: isAlone)
        }
    }

    /// Whether the code comes in alone, after its wait.
    ///
    /// - Throws: `.secondStepNeeded`, or `.recoveryWaits` where it has to wait.
    private func isWithoutSecondStep(
        _ record: OpenRecord<UserAccount>,
        _ recovery: Recovery
    ) async throws(IdentityError) -> Bool {
        do throws(IdentityError) {
            _ = try await requireSecondStep(of: record.value, recovery.factor, recovery.device, for: .recovery)
            return false
        } catch {
            guard case .secondStepNeeded = error else { throw error }
            if let asked = record.value.recoveryAsked, recoveryOpening(asked).contains(now()) { return true }
            guard recovery.isReadyToWait else { throw error }
            throw .recoveryWaits(until: try await waiting(record))
        }
    }

    /// When the code alone is enough, for somebody who asked at a moment.
    private func recoveryOpening(_ asked: Timestamp) -> Range<Timestamp> {
        asked.adding(seconds: Self.recoveryWaitSeconds)..<asked.adding(seconds: Self.recoveryOpenSeconds)
    }

    /// Begins the wait, or goes on with the one that began.
    private func waiting(_ record: OpenRecord<UserAccount>) async throws(IdentityError) -> Timestamp {
        if let asked = record.value.recoveryAsked, now() < recoveryOpening(asked).upperBound {
            return recoveryOpening(asked).lowerBound
        }
        try await note(AccountEvent(.recoveryAsked), of: record.value.vault)
        var changed = record.value
        changed.recoveryAsked = now()
        try await write([try await replacing(record, by: changed)])
        return recoveryOpening(now()).lowerBound
    }

    /// Puts the new passphrase and a new recovery code in place of both old slots, ends all sessions and begins one.
    private func replaceSlots(
        of record: OpenRecord<UserAccount>,
        with passphraseSlot: KeySlot,
        _ keys: VaultKeys,
        _ recovery: Recovery,
        losesFactors: Bool
    ) async throws(IdentityError) -> SignUp {
        var account = record.value
        let newCode = RecoveryCode.random()
        let recoverySlot = try await makeSlot(.recoveryCode, account.vault, newCode.holderKey, nil, keys)
        let spent = [account.passphraseSlot, account.recoverySlot] + account.ownLocks.map(\.slot)
        // The code gives everything back: a second passphrase may be what was forgotten.
        let opened = account.ownLocks.map(\.tracker)
        account.ownLocks = []
        account.passphraseSlot = passphraseSlot.id
        account.recoverySlot = recoverySlot.id
        account.recoveryAsked = nil
        var others = try await distrustingDevices(of: account.id)
        if losesFactors {
            account.hasSecondStep = false
            others = try await factorRemoval(of: account)
        }
        let begun = try await makeSession(account, client: recovery.client, keys: keys, device: recovery.device)
        let ended = try await sessions(of: account.id)
        others += try await widening(account, but: losesFactors ? [.passkey] : [], with: opened, keys)
        // Whoever knew the passphrase may have made tokens; their trackers get new keys.
        let tokens = try await storedTokens(of: account.id).map(\.value)
        for token in tokens { leave(token) }
        // And may have allowed help. What is open ends before anything is written, and again after it.
        closeEscrows(of: account.vault)
        let taken = try await removal(of: tokens, and: account) + (try await supportRemoval(of: account))
        others += taken
        let due = taken.isEmpty ? opened : registry.trackers
        others += try await dueEpochs(of: due, in: account.vault, keys)
        try await write(
            [.put(.account(account.id), account, unique: recovery.index, expected: record.version)] + others
                + [passphraseSlot, recoverySlot].map { .add($0) } + begun.records + ended.flatMap(\.removal)
                + spent.map { .delete(.slot($0, of: account.vault, isSession: false)) }
        )
        closeEscrows(of: account.vault)
        // Likewise who came in by a token while it was written.
        for token in tokens { leave(token) }
        accountLimit.forgive(recovery.index)
        var signedIn = await begin(begun, inPlaceOf: ended)
        signedIn.device = try? await introduce(recovery.device, recovery.client, to: account.id)
        return SignUp(handle: account.handle, recoveryCode: Redacted(newCode.text()), session: signedIn)
    }

    /// Slots that stay get back what they lost to locks that are off now.
    ///
    /// - `kinds`: of slots that do not stay. The account's own two and those of sessions do not either.
    private func widening(
        _ account: UserAccount,
        but kinds: Set<KeySlot.Kind>,
        with opened: [TrackerID],
        _ keys: VaultKeys
    ) async throws(IdentityError) -> [RecordChange] {
        guard !opened.isEmpty, let control = keys.newest(VaultKeys.control)?.key else { return [] }
        let others = kinds.union([.session, .passphrase, .recoveryCode])
        var changes: [RecordChange] = []
        for stored in try await storedSlots(of: account.vault) where !others.contains(stored.value.slot.kind) {
            let present = stored.value.slot
            let gained = Set(opened.filter { present.gains($0, control) })
            guard !gained.isEmpty else { continue }
            let widened = try await adding(keys.limited(to: gained), to: present, control)
            changes.append(.replace(widened, expected: stored.version))
        }
        return changes
    }

    /// Everything that is an account's second step or does it, taken away.
    private func factorRemoval(of account: UserAccount) async throws(IdentityError) -> [RecordChange] {
        var changes: [RecordChange] = [.delete(.secondFactors(of: account.id))]
        for passkey in try await storedPasskeys(of: account.id) {
            changes.append(.delete(passkey.key))
            changes += slotRemoval(of: passkey.value, in: account.vault)
        }
        changes += try await devices(of: account.id).map { .delete(.device($0.hash, of: account.id)) }
        return changes
    }

    /// Since when somebody waits with the recovery code alone, and from when on it opens; nil where nobody does.
    package func recoveryWait(for token: SessionToken) async throws(IdentityError) -> Range<Timestamp>? {
        let session = try await unlockedSession(token)
        return recoveryWait(of: try await account(session.account).value)
    }

    func recoveryWait(of account: UserAccount) -> Range<Timestamp>? {
        guard let asked = account.recoveryAsked, now() < recoveryOpening(asked).upperBound else { return nil }
        return asked..<recoveryOpening(asked).lowerBound
    }

    /// Stops whoever waits with the recovery code alone.
    package func stopRecovery(_ token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        _ = try await withoutRecoveryWait(try await account(session.account).value)
    }

    /// The account without anybody who waits.
    func withoutRecoveryWait(_ account: UserAccount) async throws(IdentityError) -> UserAccount {
        guard account.recoveryAsked != nil else { return account }
        try await note(AccountEvent(.recoveryStopped), of: account.vault)
        try await repeating { () async throws(IdentityError) in
            let record = try await self.account(account.id)
            var changed = record.value
            changed.recoveryAsked = nil
            try await write([try await replacing(record, by: changed)])
        }
        // As it was when a secret was checked: what changed since, `requireStanding` has to see.
        var standing = account
        standing.recoveryAsked = nil
        return standing
    }

    /// Makes a new recovery code in place of the old one; who waits with that waits in vain.
    ///
    /// - Throws: `.proofNeeded`; `.ownLock(.locked)` while a tracker is behind its own lock: the code must open it too.
    package func makeRecoveryCode(_ token: SessionToken) async throws(IdentityError) -> Redacted<String> {
        let session = try await openSession(token)
        try requireProof(session)
        return try await registry.withSteadyKeys(of: session.vault) { () async throws(IdentityError) in
            try await repeating { () async throws(IdentityError) in try await newRecoveryCode(session, token) }
        }
    }

    private func newRecoveryCode(
        _ session: Session,
        _ token: SessionToken
    ) async throws(IdentityError) -> Redacted<String> {
        let standing = try await proved(session)
        let (current, account) = (standing.session.value, standing.account.value)
        guard current.lockedTrackers.isEmpty else { throw .ownLock(.locked) }
        let keys = try await keys(of: current, token)
        let code = RecoveryCode.random()
        let slot = try await makeSlot(.recoveryCode, session.vault, code.holderKey, nil, keys)
        try await note(AccountEvent(.recoveryCodeMade), of: session.vault, by: session.slot)
        if account.recoveryAsked != nil { try await note(AccountEvent(.recoveryStopped), of: session.vault) }
        let removal = RecordChange.delete(.slot(account.recoverySlot, of: session.vault, isSession: false))
        try await write([.add(slot), removal], by: standing) { account in
            account.recoverySlot = slot.id
            account.recoveryAsked = nil
        }
        return Redacted(code.text())
    }
}
