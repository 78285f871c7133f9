import KeyService
import Primitives
import Vault

/// What became of a passphrase that was right.
package enum SignInStep: Sendable {
    case signedIn(SignedIn)
    /// The second step is due within ``IdentityService/secondStepSeconds``.
    case waits(SignInToken, SecondSteps)
}

/// Signing in by two pages: between them nothing opens.
///
/// - Source: docs/spec/factors.md §3.
extension IdentityService {
    package static let secondStepSeconds = PendingSignIn.seconds

    /// As ``signIn(handle:passphrase:factor:client:device:from:)``, where the second step comes with another request.
    package func beginSignIn(
        handle: String,
        passphrase: String,
        client: Session.Client,
        device: SeenDevice,
        from source: Source
    ) async throws(IdentityError) -> SignInStep {
        let proved = try await withProvedPassphrase(handle, passphrase, from: source) {
            (proved) async throws(IdentityError) -> SignInStep in
            do throws(IdentityError) {
                let done = try await requireSecondStep(of: proved.account, nil, device, for: .signIn(nil))
                return .signedIn(try await enter(proved, done, client, device, isTrusted: false))
            } catch {
                guard case .secondStepNeeded(let steps) = error else { throw error }
                let token = SignInToken.random()
                let pending = PendingSignIn(
                    token,
                    proved.account,
                    client,
                    device,
                    holderKey: proved.holderKey,
                    at: now()
                )
                try await write([.put(.pendingSignIn(token.hash), pending, expected: 0)])
                return .waits(token, steps)
            }
        }
        if case .signedIn(let signedIn) = proved { await settle(signedIn) }
        return proved
    }

    /// What can do the second step of a sign-in that waits, and whose it is.
    ///
    /// - Throws: `.signedOut` where none waits any more.
    package func secondSteps(
        _ token: SignInToken
    ) async throws(IdentityError) -> (handle: String, steps: SecondSteps) {
        let pending = try await pendingSignIn(token).value
        return (
            try await account(pending.account).value.handle, try await secondSteps(of: pending.account)
        )
    }

    /// Does the second step.
    ///
    /// - `isTrusted`: whether the device is to do it by itself for ``KnownDevice/trustSeconds``.
    /// - Throws: as the second step; `.signedOut` where the sign-in does not wait any more.
    package func finishSignIn(
        _ token: SignInToken,
        factor: PresentedFactor,
        device known: DeviceToken?,
        isTrusted: Bool,
        from source: Source
    ) async throws(IdentityError) -> SignedIn {
        try requireTries(source)
        let pending = try await pendingSignIn(token)
        let waiting = pending.value
        let signedIn = try await registry.withSteadyKeys(of: waiting.vault) { () async throws(IdentityError) in
            let account = try await account(waiting.account).value
            guard account.passphraseSlot == waiting.passphraseSlot,
                let slot = try await slot(account.passphraseSlot, of: account.vault)
            else { throw .signedOut }
            let holderKey = try waiting.holderKey(token)
            let keys = try await opened(slot, with: holderKey, otherwise: .signedOut)
            let device = SeenDevice(token: known, name: waiting.deviceName, isShared: waiting.isShared)
            let done = try await requireSecondStep(of: account, factor, device, for: .signIn(token))
            do throws(SealedRecordError) {
                try await records.delete(.pendingSignIn(token.hash), expected: pending.version)
            } catch {
                // Of two who finish it one does.
                throw error == .store(.conflict) ? .signedOut : .records(error)
            }
            let proved = ProvedPassphrase(account: account, slot: slot, keys: keys, holderKey: holderKey)
            return try await enter(proved, done, waiting.client, device, isTrusted: isTrusted && !waiting.isShared)
        }
        await settle(signedIn)
        return signedIn
    }

    /// Whether a sign-in that waits is on a device that is not her own.
    package func isShared(_ token: SignInToken) async throws(IdentityError) -> Bool {
        try await pendingSignIn(token).value.isShared
    }

    private func pendingSignIn(_ token: SignInToken) async throws(IdentityError) -> OpenRecord<PendingSignIn> {
        let record: OpenRecord<PendingSignIn>?
        do { record = try await records.read(.pendingSignIn(token.hash)) } catch { throw .records(error) }
        guard let record, record.value.hash == token.hash, now() < record.value.expiry else { throw .signedOut }
        return record
    }

    /// Deletes sign-ins that nobody finished, and challenges that could not be answered any more.
    func sweepSignIns(at time: Timestamp) async throws(IdentityError) {
        let pending: [OpenRecord<PendingSignIn>]
        let spent: [OpenRecord<SpentChallenge>]
        do {
            pending = try await records.list(.pendingSignIn, owner: RecordKey.nobody)
            spent = try await records.list(.spentChallenge, owner: RecordKey.nobody)
        } catch {
            throw .records(error)
        }
        let changes: [RecordChange] =
            pending.filter { time >= $0.value.expiry }.map { .delete($0.key) }
            + spent.filter { time >= $0.value.expiry }.map { .delete($0.key) }
        if !changes.isEmpty { try await write(changes) }
    }
}
