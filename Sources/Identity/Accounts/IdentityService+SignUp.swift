import KeyService
package import Primitives
import Sealing
package import Vault

/// What a new account gets to see once.
package struct SignUp: Sendable {
    package let handle: String
    /// In eight groups of four; never shown again.
    package let recoveryCode: Redacted<String>
    package let session: SignedIn
}

/// A session that has just begun.
package struct SignedIn: Sendable {
    package let token: SessionToken
    package let session: Session
    /// The vault, open for keeping money; nil when she has taken back her consent to that, or it could not be opened
    /// at this moment.
    package let access: VaultAccess?
    /// For a browser that had none: by it the account knows the device.
    package internal(set) var device: DeviceToken?
}

extension IdentityService {
    /// What an account begins with; the sign-up page has their notices, and each can be withdrawn.
    package static let signUpPurposes: [Purpose] = [.moneyTracking, .moneyImport, .export]

    /// Makes an account, its vault and its first session.
    ///
    /// Order: the empty vault first (without an account nobody ever looks at it), then everything else in one
    /// transaction.
    ///
    /// - `age`: what she says of it; nothing else of it is asked.
    /// - Throws: ``IdentityError``: `.handleTaken`, `.passphrase`, `.guardian`, `.tooManyTries`, `.busy` …
    package func signUp(
        handle handleText: String,
        passphrase text: String,
        age: DeclaredAge = .adult,
        client: Session.Client,
        device: SeenDevice = .local,
        from source: Source
    ) async throws(IdentityError) -> SignUp {
        let handle = try Handle(handleText)
        try Passphrase.requireStrength(text, handle: handle)
        if let seconds = signUpLimit.attempt(source.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
        let index = try await handleIndex(handle)
        guard try await account(index: index) == nil else { throw .handleTaken }

        let time = now()
        let vault = VaultID.random()
        let keys = VaultKeys.make(trackers: registry.trackers)
        let stretching = freshStretching()
        let holderKey = try await surroundings.stretcher.derive(from: try secret(text), stretching)
        let code = RecoveryCode.random()
        let passphraseSlot = try await makeSlot(.passphrase, vault, holderKey, stretching, keys)
        let recoverySlot = try await makeSlot(.recoveryCode, vault, code.holderKey, nil, keys)
        var account = UserAccount(
            id: .random(),
            vault: vault,
            handle: handle,
            created: time,
            passphraseSlot: passphraseSlot.id,
            recoverySlot: recoverySlot.id
        )
        var changes: [RecordChange] = []
        if case .younger(let code) = age {
            let consent = try await consent(code, for: account.id)
            account.guardianConsent = consent.id
            changes.append(consent.change)
        }
        let new = try await makeSession(account, client: client, keys: keys, device: device)

        do { try await surroundings.journals.create(vault) } catch { throw .vault(.store(error)) }
        changes.append(.put(.account(account.id), account, unique: index, expected: 0))
        changes += [passphraseSlot, recoverySlot].map { .add($0) }
        changes += firstConsents(to: vault, at: time)
        changes += new.records
        do { try await records.transaction(changes) } catch {
            if error == .store(.notUnique) { throw .handleTaken }  // somebody took it while we derived keys
            // Or the code.
            if error == .store(.conflict), account.guardianConsent != nil { throw .guardian(.wrongCode) }
            throw .records(error)
        }
        var signedIn = await begin(new)
        // The account is made, also where this cannot be written down.
        signedIn.device = try? await introduce(device, client, to: account.id)
        return SignUp(handle: account.handle, recoveryCode: Redacted(code.text()), session: signedIn)
    }

    private func firstConsents(to vault: VaultID, at time: Timestamp) -> [RecordChange] {
        let consents = Self.signUpPurposes.map {
            ConsentRecord(purpose: $0, given: time, under: notices)
        }
        let changed = consents.map {
            ConsentChange($0.purpose, noticeVersion: $0.noticeVersion, isGiven: true, at: time)
        }
        return consents.map { .put(.consent($0.purpose, of: vault), $0, expected: 0) }
            + Self.newHistory(changed, of: vault)
    }

    /// A passphrase's bytes, normalised, in memory for secrets.
    func secret(_ text: String) throws(IdentityError) -> SharedSecret {
        SharedSecret(try Passphrase(text).release())
    }

    func makeSlot(
        _ kind: KeySlot.Kind,
        _ vault: VaultID,
        _ holderKey: SharedSecret,
        _ stretching: KeySlot.Stretching?,
        _ keys: VaultKeys
    ) async throws(IdentityError) -> KeySlot {
        guard let control = keys.newest(VaultKeys.control)?.key else { throw .vault(.outsideScope) }
        return try await makeSlot(kind, .random(), vault, holderKey, stretching, keys, control: control)
    }

    /// - `keys`: those of a tracker alone make a limited slot.
    func makeSlot(
        _ kind: KeySlot.Kind,
        _ id: KeySlotID,
        _ vault: VaultID,
        _ holderKey: SharedSecret,
        _ stretching: KeySlot.Stretching?,
        _ keys: VaultKeys,
        control: SharedSecret
    ) async throws(IdentityError) -> KeySlot {
        do {
            return try await KeySlot.make(
                kind,
                id: id,
                vault: vault,
                holderKey: holderKey.bytes,
                stretching: stretching,
                keys: keys,
                certifiedBy: control,
                outerLock: surroundings.outerLock
            )
        } catch {
            throw .vault(error)
        }
    }

    /// Opens the vault for the session that has just begun.
    ///
    /// Without consent the session begins all the same: its holder must be able to give it again.
    func openForMoney(_ slot: KeySlot, keys: VaultKeys) async throws(IdentityError) -> VaultAccess? {
        do { return try await open(slot, keys: keys, purpose: .moneyTracking) } catch {
            if error == .vault(.noConsent(.moneyTracking)) { return nil }
            throw error
        }
    }

    func open(_ slot: KeySlot, keys: VaultKeys, purpose: Purpose) async throws(IdentityError) -> VaultAccess {
        do { return try await registry.open(slot, keys: keys, purpose: purpose, at: now()) } catch {
            throw .vault(error)
        }
    }
}

extension ID {
    static func random() -> ID {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }
}
