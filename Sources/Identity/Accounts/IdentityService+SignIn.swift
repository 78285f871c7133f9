import KeyService
import Primitives
import Sealing
import Vault

extension IdentityService {
    /// Begins a session.
    ///
    /// - `factor`: the second step, where the account has one and the device is not trusted.
    /// - Throws: ``IdentityError/wrongCredentials`` after the same work for a handle that exists and one that does not;
    ///   `.secondStepNeeded`, `.wrongSecondStep` after a right passphrase.
    package func signIn(
        handle: String,
        passphrase: String,
        factor: PresentedFactor? = nil,
        client: Session.Client,
        device: SeenDevice = .local,
        from source: Source
    ) async throws(IdentityError) -> SignedIn {
        let signedIn = try await withProvedPassphrase(handle, passphrase, from: source) {
            (proved) async throws(IdentityError) -> SignedIn in
            let done = try await requireSecondStep(of: proved.account, factor, device, for: .signIn(nil))
            return try await enter(proved, done, client, device, isTrusted: false)
        }
        await settle(signedIn)
        return signedIn
    }

    /// Checks handle and passphrase, and goes on while no key of the vault changes.
    func withProvedPassphrase<Value>(
        _ handleText: String,
        _ text: String,
        from source: Source,
        _ body: (ProvedPassphrase) async throws(IdentityError) -> Value
    ) async throws(IdentityError) -> Value {
        // A handle that cannot exist is as wrong as one that does not.
        let handle: Handle
        do { handle = try Handle(handleText) } catch { handle = Handle.nobody }
        try requireTries(source)
        let index = try await handleIndex(handle)
        try requireTries(account: index)
        let passphrase = try secret(text)
        guard let account = try await account(index: index)?.value else {
            try await refuse(handle, passphrase)
        }
        return try await registry.withSteadyKeys(of: account.vault) { () async throws(IdentityError) in
            guard let slot = try await slot(account.passphraseSlot, of: account.vault),
                let stretching = slot.stretching
            else { try await refuse(handle, passphrase) }
            let proved = try await proved(account, slot, stretching, passphrase)
            accountLimit.forgive(index)
            return try await body(proved)
        }
    }

    /// A session for somebody whose passphrase is right and whose second step is done.
    func enter(
        _ proved: ProvedPassphrase,
        _ done: SecondStepDone,
        _ client: Session.Client,
        _ device: SeenDevice,
        isTrusted: Bool
    ) async throws(IdentityError) -> SignedIn {
        try await requireOpen(proved.account)
        let new = try await welcome(device, client, to: proved.account, isTrusted: isTrusted)
        var account = proved.account
        // Who has the second step is not the one who waits for having none.
        var passkey: [UInt8]?
        if case .factor(let mark) = done {
            account = try await withoutRecoveryWait(account)
            passkey = mark
        }
        var signedIn = try await beginSession(
            account,
            client: client,
            keys: proved.keys,
            device: device,
            passkey: passkey
        )
        if let passkey { try await requireStanding(passkey, signedIn.session) }
        signedIn.device = new
        return signedIn
    }

    /// What waits for somebody with her keys: keys of new trackers, an escrow that is out of date.
    func settle(_ signedIn: SignedIn) async {
        await addMissingTrackers(signedIn.session)
        await renewEscrow(signedIn.session, signedIn.token)
    }

    /// Makes keys for trackers that the vault of a session has none for.
    ///
    /// Where that cannot be done at this moment, it is done at a later look: she is in, and what she had is there.
    func addMissingTrackers(_ session: Session) async {
        let withheld = Set(session.ownLocks.map(\.tracker))
        do { try await registry.addMissingTrackers(to: session.vault, but: withheld, at: now()) } catch {}
    }

    /// The same work and the same answer for a handle that nobody has.
    private func refuse(_ handle: Handle, _ passphrase: SharedSecret) async throws(IdentityError) -> Never {
        _ = try await surroundings.stretcher.derive(from: passphrase, try await decoyStretching(handle))
        throw .wrongCredentials
    }

    /// The keys by a right passphrase, whose slot gets the parameters of today.
    private func proved(
        _ account: UserAccount,
        _ slot: KeySlot,
        _ stretching: KeySlot.Stretching,
        _ passphrase: SharedSecret
    ) async throws(IdentityError) -> ProvedPassphrase {
        let holderKey = try await surroundings.stretcher.derive(from: passphrase, stretching)
        let keys = try await opened(slot, with: holderKey, otherwise: .wrongCredentials)
        guard stretching.parameters != surroundings.stretching else {
            return ProvedPassphrase(account: account, slot: slot, keys: keys, holderKey: holderKey)
        }
        return try await maintaining(slot, keys) { () async throws(IdentityError) in
            try await replacePassphrase(of: account, with: passphrase, keys: keys)
        }
    }

    /// A new session with its own slot for somebody who has just shown a secret.
    ///
    /// `account` is as it was when the secret was checked.
    ///
    /// - `passkey`: the mark of the one that it rests on.
    /// - Throws: ``IdentityError/wrongCredentials`` when the passphrase was changed meanwhile, or a tracker got a lock
    ///   of its own: whoever did it ended or narrowed the sessions there were, and this one must not outlive that.
    func beginSession(
        _ account: UserAccount,
        client: Session.Client,
        keys: VaultKeys,
        device: SeenDevice,
        passkey: [UInt8]? = nil
    ) async throws(IdentityError) -> SignedIn {
        try await requireGuardian(of: account)
        let new = try await makeSession(account, client: client, keys: keys, device: device, passkey: passkey)
        try await write(new.records)
        let access: VaultAccess?
        do throws(IdentityError) {
            access = try await openForMoney(new.slot, keys: new.keys)
            sessions.put(new.session)
            try await requireStanding(new.session, of: account)
        } catch {
            try await end(new.session)
            // Keys of before a change open nothing after it: that is no damage.
            guard try await hasSameSecrets(account) else { throw .wrongCredentials }
            throw error
        }
        return SignedIn(token: new.token, session: new.session, access: access)
    }

    /// A session with its own slot, not stored yet; without the trackers that have a lock of their own.
    func makeSession(
        _ account: UserAccount,
        client: Session.Client,
        keys: VaultKeys,
        device: SeenDevice,
        passkey: [UInt8]? = nil
    ) async throws(IdentityError) -> NewSession {
        try await requireNotHeld(account.id)
        let token = SessionToken.random()
        let keys = keys.without(Set(account.ownLocks.map(\.tracker)))
        let slot = try await makeSlot(.session, account.vault, token.secret, nil, keys)
        let session = Session(
            token,
            account: account,
            client: client,
            at: now(),
            slot: slot.id,
            device: device,
            passkey: passkey
        )
        return NewSession(token: token, session: session, slot: slot, keys: keys)
    }

    /// Begins a session that was stored in one step with a change of secrets, which ended all others.
    ///
    /// The change is done, and she has to hear of it: what she typed counts, and a code may be shown only now. So a
    /// vault that cannot be opened at this moment is left for her next request.
    func begin(_ new: NewSession, inPlaceOf ended: [Session]? = nil) async -> SignedIn {
        for session in ended ?? [] { forget(session) }
        var access: VaultAccess?
        do throws(IdentityError) {
            // One that began between the look and the change; see `requireStanding`.
            if ended != nil { try await signOutEverywhere(new.session.account, but: new.session.hash) }
            access = try await openForMoney(new.slot, keys: new.keys)
            sessions.put(new.session)
            // Ended since it was stored: whoever did it looked before it was put there.
            if try await !isStored(new.session) { forget(new.session) }
        } catch {
            forget(new.session)
            access = nil
        }
        return SignedIn(token: new.token, session: new.session, access: access)
    }

    /// After everything else: either we see here that the passphrase changed or the session was ended meanwhile, or
    /// whoever did it sees our session where it leaves nothing behind.
    private func requireStanding(_ session: Session, of account: UserAccount) async throws(IdentityError) {
        try await requireNotHeld(account.id)
        let isStored = try await isStored(session)
        guard isStored, try await hasSameSecrets(account) else { throw .wrongCredentials }
        try await requireGuardian(of: account)
    }

    /// Whether an account's passphrase, and what it opens, are what they were.
    private func hasSameSecrets(_ account: UserAccount) async throws(IdentityError) -> Bool {
        let present = try await self.account(account.id).value
        return present.passphraseSlot == account.passphraseSlot && present.ownLocks == account.ownLocks
            && present.hasSecondStep == account.hasSecondStep
    }

    /// Opens a slot; a wrong secret becomes `wrong`, everything else travels as it is.
    func opened(
        _ slot: KeySlot,
        with holderKey: SharedSecret,
        otherwise wrong: IdentityError
    ) async throws(IdentityError) -> VaultKeys {
        do { return try await slot.open(with: holderKey.bytes, outerLock: surroundings.outerLock) } catch {
            if error == .doesNotOpen { throw wrong }
            throw .vault(error)
        }
    }

    /// Parameters and salt for an account that does not exist: the same for the same handle, so that asking twice tells
    /// nothing.
    private func decoyStretching(_ handle: Handle) async throws(IdentityError) -> KeySlot.Stretching {
        do {
            let bytes = Array("decoy salt\u{0}".utf8) + handle.bytes
            let salt = try await surroundings.index.value(.handle, of: bytes).prefix(Argon2id.saltByteCount)
            return KeySlot.Stretching(parameters: surroundings.stretching, salt: Array(salt))
        } catch {
            throw .records(.key(error))
        }
    }
}

/// Somebody whose passphrase turned out right.
struct ProvedPassphrase {
    /// As it was when the passphrase was checked.
    let account: UserAccount
    let slot: KeySlot
    let keys: VaultKeys
    /// What opens the slot.
    let holderKey: SharedSecret
}

/// A session before it is stored.
struct NewSession {
    let token: SessionToken
    let session: Session
    let slot: KeySlot
    /// What the slot holds.
    let keys: VaultKeys

    /// Slot, session and pointer.
    var records: [RecordChange] { [.add(slot)] + session.records }
}

extension Session {
    init(
        _ token: SessionToken,
        account: UserAccount,
        client: Client,
        at time: Timestamp,
        slot: KeySlotID,
        device: SeenDevice,
        passkey: [UInt8]?
    ) {
        self.init(
            hash: token.hash,
            account: account,
            client: client,
            created: time,
            expiry: time.adding(seconds: IdentityService.sessionSeconds),
            slot: slot,
            deviceName: device.name,
            passkey: passkey
        )
    }

    /// The session's record and the pointer by which the server finds it when its time is up.
    var records: [RecordChange] {
        [
            .put(.session(hash, of: account), self, unique: hash, expected: 0),
            .put(.sessionPointer(hash), AccountPointer(account: account), expected: 0),
        ]
    }

    /// Takes both away, and the slots.
    var removal: [RecordChange] {
        [.delete(.session(hash, of: account)), .delete(.sessionPointer(hash))] + slotRemoval
    }

    /// Takes away everything that the token opens.
    var slotRemoval: [RecordChange] {
        guard let slot else { return [] }
        let slots = [slot] + ownLocks.map { .unlocked($0.tracker, by: slot) }
        return slots.map { .delete(.slot($0, of: vault, isSession: true)) }
    }
}
