import KeyService
package import Primitives
import Sealing
import Vault
import WebAuthn

/// Passkeys: making, naming and removing them, and checking what they answer.
///
/// - Source: docs/spec/factors.md §6.
extension IdentityService {
    /// What every ceremony asks a passkey's pseudo-random function at, 32 bytes.
    package static let passkeySalt = Digest.sha256(Array("flowkeep/1 passkey prf".utf8))

    /// Gives a challenge out.
    package func challenge(for use: Challenge.Use) async throws(IdentityError) -> Challenge {
        try await Challenge.make(use, at: now(), by: surroundings.index)
    }

    /// What a browser must know to make a passkey: whose it is, and which she has.
    package func passkeyOwner(
        _ token: SessionToken
    ) async throws(IdentityError) -> (account: UserAccountID, handle: String, present: [PasskeyName]) {
        let session = try await unlockedSession(token)
        try requireProof(session)
        let handle = try await account(session.account).value.handle
        return (session.account, handle, try await secondSteps(of: session.account).passkeys)
    }

    /// Adds a passkey; where it gave a secret, it opens the vault from now on.
    ///
    /// - Returns: backup codes where the account had none: shown once.
    /// - Throws: `.passkey`, `.factor(.name)`, `.proofNeeded`.
    package func addPasskey(
        _ registration: PasskeyRegistration,
        name text: String,
        token: SessionToken
    ) async throws(IdentityError) -> [Redacted<String>] {
        let session = try await openSession(token)
        try requireProof(session)
        let name = try Self.passkeyName(text)
        let new: NewCredential
        do throws(IdentityError) { new = try await verified(registration.response, for: token) } catch {
            guard case .passkey = error else { throw error }
            try await note(AccountEvent(.passkeyRefused, name), of: session.vault, by: session.slot)
            throw error
        }
        let holderKey = try registration.secret.map { (secret) throws(IdentityError) in try Self.holderKey(secret) }
        return try await registry.withSteadyKeys(of: session.vault) { () async throws(IdentityError) in
            try await repeating { () async throws(IdentityError) in
                try await add(new, named: name, registration.transports, holderKey, session, token)
            }
        }
    }

    /// A new passkey that holds; its challenge is spent.
    private func verified(
        _ response: RegistrationResponse,
        for token: SessionToken
    ) async throws(IdentityError) -> NewCredential {
        let challenge = try await ours(response.clientDataJSON, for: .registration(token))
        let new: NewCredential
        do { new = try Registration.verify(response, challenge: challenge, party: party) } catch {
            throw .passkey(.notAccepted(error))
        }
        try await spend(challenge)
        return new
    }

    private func add(
        _ new: NewCredential,
        named name: String,
        _ transports: [String],
        _ holderKey: SharedSecret?,
        _ session: Session,
        _ token: SessionToken
    ) async throws(IdentityError) -> [Redacted<String>] {
        let standing = try await proved(session)
        try await requireRoom(for: new.id.bytes, session.account)
        var slot: KeySlot?
        if let holderKey {
            let withheld = Set(standing.account.value.ownLocks.map(\.tracker))
            let keys = try await keys(of: standing.session.value, token).without(withheld)
            slot = try await makeSlot(.passkey, session.vault, holderKey, nil, keys)
        }
        try await note(AccountEvent(.passkeyAdded, name), of: session.vault, by: session.slot)
        let passkey = Passkey(new, name: name, transports: transports, slot: slot?.id, at: now())
        let record = try await secondFactors(of: session.account)
        var factors = record?.value ?? SecondFactors()
        let codes = try await addFirstBackupCodes(to: &factors, session.account)
        var changes: [RecordChange] = [
            .put(.passkey(passkey.mark, of: session.account), passkey, unique: passkey.mark, expected: 0),
            .put(.secondFactors(of: session.account), factors, expected: record?.version ?? 0),
        ]
        if let slot { changes.append(.add(slot)) }
        do throws(IdentityError) { try await write(changes, by: standing) { $0.hasSecondStep = true } } catch {
            throw error == .records(.store(.notUnique)) ? .passkey(.exists) : error
        }
        return codes
    }

    /// - Throws: `.passkey(.exists)`, `.passkey(.tooMany)`: before anything is told or made.
    private func requireRoom(for credentialID: [UInt8], _ account: UserAccountID) async throws(IdentityError) {
        let present: OpenRecord<Passkey>?
        do { present = try await records.find(.passkey, unique: Passkey.mark(credentialID)) } catch {
            throw .records(error)
        }
        guard present == nil else { throw .passkey(.exists) }
        guard try await storedPasskeys(of: account).count < Passkey.countMaximum else { throw .passkey(.tooMany) }
    }

    /// Gives a passkey another name.
    ///
    /// - `mark`: its record's, ``Passkey/mark``. Nothing happens where there is none.
    package func renamePasskey(
        _ mark: [UInt8],
        to text: String,
        token: SessionToken
    ) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        let name = try Self.passkeyName(text)
        try await repeating { () async throws(IdentityError) in
            guard let record = try await storedPasskeys(of: session.account).first(where: { $0.value.mark == mark })
            else { return }
            var changed = record.value
            changed.name = name
            try await write([.put(record.key, changed, unique: mark, expected: record.version)])
        }
    }

    /// Removes a passkey, what it opened and the other sessions that it began; new keys of the vault's trackers follow.
    ///
    /// - Throws: `.proofNeeded`. Nothing happens where there is none.
    package func removePasskey(_ mark: [UInt8], token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try requireProof(session)
        try await repeating { () async throws(IdentityError) in
            let standing = try await proved(session)
            let ended = try await sessions(begunBy: mark, of: session)
            let all = try await storedPasskeys(of: session.account)
            guard let passkey = all.first(where: { $0.value.mark == mark }) else { return }
            try await note(AccountEvent(.passkeyRemoved, passkey.value.name), of: session.vault, by: session.slot)
            var changes = [RecordChange.delete(passkey.key, expected: passkey.version)]
            changes += slotRemoval(of: passkey.value, in: session.vault) + ended.flatMap(\.removal)
            let factors = try await secondFactors(of: session.account)
            let hasOthers = all.count > 1 || factors?.value.app != nil
            if !hasOthers { changes.append(.delete(.secondFactors(of: session.account))) }
            for other in ended { forget(other) }
            try await write(changes, by: standing) { $0.hasSecondStep = hasOthers }
            // Again: what read their records before they were deleted may have come in by them.
            for other in ended { forget(other) }
        }
        // Those that it began between the look and the change.
        for other in try await sessions(begunBy: mark, of: session) { try await end(other) }
    }

    /// The sessions that rest on a passkey, but for the one that asks.
    private func sessions(begunBy mark: [UInt8], of own: Session) async throws(IdentityError) -> [Session] {
        try await sessions(of: own.account).filter { $0.passkey == mark && $0.hash != own.hash }
    }

    /// Takes away what a passkey opened, and asks for new keys: somebody may have a copy of the slot.
    func slotRemoval(of passkey: Passkey, in vault: VaultID) -> [RecordChange] {
        guard let slot = passkey.slot else { return [] }
        return [
            .delete(.slot(slot, of: vault, isSession: false)),
            .put(.epochDemand(of: vault), EpochDemand(since: now()), expected: nil),
        ]
    }

    func storedPasskeys(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<Passkey>] {
        do { return try await records.list(.passkey, owner: account.bytes) } catch { throw .records(error) }
    }

    /// A passkey whose answer holds; its challenge is spent and its counter written.
    ///
    /// What is known to be hers and does not hold is told; of the rest nobody knows whom.
    ///
    /// - `account`: whose it must be; nil for whoever it is.
    /// - `limit`: counts refusals per account, where the try was not counted before.
    func verified(
        _ answer: PasskeyAnswer,
        of account: UserAccountID?,
        for use: Challenge.Use,
        counting limit: RateLimiter? = nil
    ) async throws(IdentityError) -> (passkey: Passkey, account: UserAccount) {
        let record = try await passkey(answer.response.credentialID)
        guard let owner = UserAccountID(bytes: record.key.owner), account == nil || account == owner else {
            throw .passkey(.unknown)
        }
        let whose = try await self.account(owner).value
        do throws(IdentityError) {
            let challenge = try await ours(answer.response.clientDataJSON, for: use)
            let verified: VerifiedAssertion
            do { verified = try check(answer.response, challenge, record.value, owner) } catch {
                throw .passkey(.notAccepted(error))
            }
            return (try await used(record, verified, challenge), whose)
        } catch {
            guard case .passkey = error else { throw error }
            if let seconds = limit?.attempt(owner.bytes, at: now()) { throw .tooManyTries(retryAfterSeconds: seconds) }
            try await note(AccountEvent(.passkeyRefused, record.value.name), of: whose.vault)
            throw error
        }
    }

    private func check(
        _ response: AssertionResponse,
        _ challenge: [UInt8],
        _ passkey: Passkey,
        _ owner: UserAccountID
    ) throws(WebAuthnError) -> VerifiedAssertion {
        let stored = try passkey.stored()
        let use = try Assertion.verify(response, challenge: challenge, party: party, stored: stored)
        guard use.userHandle.map({ $0 == owner.bytes }) ?? true else { throw .userHandle }
        return use
    }

    private func passkey(_ credentialID: [UInt8]) async throws(IdentityError) -> OpenRecord<Passkey> {
        let mark = Passkey.mark(credentialID)
        let record: OpenRecord<Passkey>?
        do { record = try await records.find(.passkey, unique: mark) } catch { throw .records(error) }
        // The store's index is not sealed: whoever writes to the store could point it at another's.
        guard let record, record.value.credentialID == credentialID else { throw .passkey(.unknown) }
        return record
    }

    /// Writes the use down before anything is done on its strength.
    private func used(
        _ record: OpenRecord<Passkey>,
        _ verified: VerifiedAssertion,
        _ challenge: [UInt8]
    ) async throws(IdentityError) -> Passkey {
        var changed = record.value
        changed.counter = verified.counter
        changed.isBackedUp = verified.flags.contains(.backedUp)
        changed.lastUse = now().day()
        try await spend(challenge)
        let mark = changed.mark
        try await write([.put(record.key, changed, unique: mark, expected: record.version)])
        return changed
    }

    /// The challenge that a browser answered, where it was given out here for this.
    ///
    /// - Throws: `.passkey(.challenge)`, `.passkey(.notAccepted)`.
    private func ours(_ clientDataJSON: [UInt8], for use: Challenge.Use) async throws(IdentityError) -> [UInt8] {
        let challenge: [UInt8]
        do { challenge = try ClientData(clientDataJSON).challenge } catch { throw .passkey(.notAccepted(error)) }
        guard try await Challenge.isOurs(challenge, use, at: now(), by: surroundings.index) else {
            throw .passkey(.challenge)
        }
        return challenge
    }

    /// Of two answers to one challenge the second finds it spent.
    private func spend(_ challenge: [UInt8]) async throws(IdentityError) {
        let spent = SpentChallenge(expiry: now().adding(seconds: Challenge.seconds))
        do {
            try await records.put(.spentChallenge(Challenge.mark(challenge)), spent, expected: 0)
        } catch .store(.conflict) {
            throw .passkey(.challenge)
        } catch {
            throw .records(error)
        }
    }

    /// - `secret`: of the pseudo-random function.
    /// - Throws: `.passkey(.opensNothing)` for what cannot be one: of fewer bytes anybody could have them.
    static func holderKey(_ secret: SharedSecret) throws(IdentityError) -> SharedSecret {
        guard secret.bytes.count == Digest.byteCount else { throw .passkey(.opensNothing) }
        return SharedSecret(SubKey.derive("flowkeep/1 passkey slot", from: secret.bytes))
    }

    private static func passkeyName(_ text: String) throws(IdentityError) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // One sentence says all that can be wrong with it.
        let name = try? PlainText.checked(line, maximum: Passkey.nameCharacterMaximum, takesLines: false)
        guard let name else { throw .factor(.name) }
        return name
    }

    var party: RelyingParty { surroundings.party }
}
