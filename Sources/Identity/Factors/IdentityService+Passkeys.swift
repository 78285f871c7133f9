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
        let response = registration.response
        let challenge = try await ours(response.clientDataJSON, for: .registration(token))
        let new: NewCredential
        do { new = try Registration.verify(response, challenge: challenge, party: party) } catch {
            try await note(AccountEvent(.passkeyRefused, name), of: session.vault, by: session.slot)
            throw .passkey(.notAccepted(error))
        }
        guard try await storedPasskeys(of: session.account).count < Passkey.countMaximum else {
            throw .passkey(.tooMany)
        }
        try await spend(challenge)
        return try await registry.withSteadyKeys(of: session.vault) { () async throws(IdentityError) in
            try await repeating { () async throws(IdentityError) in
                try await add(new, registration, name, session, token)
            }
        }
    }

    private func add(
        _ new: NewCredential,
        _ registration: PasskeyRegistration,
        _ name: String,
        _ session: Session,
        _ token: SessionToken
    ) async throws(IdentityError) -> [Redacted<String>] {
        let account = try await account(session.account)
        var slot: KeySlot?
        if let secret = registration.secret {
            let current = try await unlockedRecord(of: session).value
            let keys = try await keys(of: current, token).without(Set(account.value.ownLocks.map(\.tracker)))
            slot = try await makeSlot(.passkey, session.vault, Self.holderKey(secret), nil, keys)
        }
        try await note(AccountEvent(.passkeyAdded, name), of: session.vault, by: session.slot)
        let passkey = Passkey(new, name: name, transports: registration.transports, slot: slot?.id, at: now())
        let record = try await secondFactors(of: session.account)
        var factors = record?.value ?? SecondFactors()
        let codes = try await addFirstBackupCodes(to: &factors, session.account)
        var changes: [RecordChange] = [
            .put(.passkey(passkey.mark, of: session.account), passkey, unique: passkey.mark, expected: 0),
            .put(.secondFactors(of: session.account), factors, expected: record?.version ?? 0),
        ]
        if let slot { changes.append(.add(slot)) }
        changes += try await settingSecondStep(true, of: account)
        do { try await records.transaction(changes) } catch {
            if error == .store(.notUnique) { throw .passkey(.exists) }
            throw .records(error)
        }
        return codes
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

    /// Removes a passkey and what it opened; new keys of the vault's trackers follow.
    ///
    /// - Throws: `.proofNeeded`. Nothing happens where there is none.
    package func removePasskey(_ mark: [UInt8], token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try requireProof(session)
        let isGone = try await repeating { () async throws(IdentityError) in
            let all = try await storedPasskeys(of: session.account)
            guard let passkey = all.first(where: { $0.value.mark == mark }) else { return false }
            try await note(AccountEvent(.passkeyRemoved, passkey.value.name), of: session.vault, by: session.slot)
            var changes = [RecordChange.delete(passkey.key, expected: passkey.version)]
            if let slot = passkey.value.slot {
                changes.append(.delete(.slot(slot, of: session.vault, isSession: false)))
                changes.append(.put(.epochDemand(of: session.vault), EpochDemand(since: now()), expected: nil))
            }
            let factors = try await secondFactors(of: session.account)
            let hasOthers = all.count > 1 || factors?.value.app != nil
            if !hasOthers { changes.append(.delete(.secondFactors(of: session.account))) }
            changes += try await settingSecondStep(hasOthers, of: try await account(session.account))
            try await write(changes)
            if let slot = passkey.value.slot { registry.leave(session.vault, holder: slot) }
            return true
        }
        guard isGone else { return }
    }

    func storedPasskeys(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<Passkey>] {
        do { return try await records.list(.passkey, owner: account.bytes) } catch { throw .records(error) }
    }

    /// A passkey whose answer holds; its challenge is spent and its counter written.
    ///
    /// - `account`: whose it must be; nil for whoever it is.
    func verified(
        _ answer: PasskeyAnswer,
        of account: UserAccountID?,
        for use: Challenge.Use
    ) async throws(IdentityError) -> (passkey: Passkey, account: UserAccount) {
        let challenge = try await ours(answer.response.clientDataJSON, for: use)
        let record = try await passkey(answer.response.credentialID)
        guard let owner = UserAccountID(bytes: record.key.owner), account == nil || account == owner else {
            throw .passkey(.unknown)
        }
        let whose = try await self.account(owner).value
        switch Result(catching: { () throws(WebAuthnError) in try check(answer.response, challenge, record.value, owner)
        })
        {
        case .success(let use): return (try await used(record, use, challenge), whose)
        case .failure(let error):
            // What is known to be hers and does not hold is told; of the rest nobody knows whom.
            if let seconds = factorLimit.attempt(owner.bytes, at: now()) {
                throw .tooManyTries(retryAfterSeconds: seconds)
            }
            try await note(AccountEvent(.passkeyRefused, record.value.name), of: whose.vault)
            throw .passkey(.notAccepted(error))
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

    static func holderKey(_ secret: SharedSecret) -> SharedSecret {
        SharedSecret(SubKey.derive("flowkeep/1 passkey slot", from: secret.bytes))
    }

    private static func passkeyName(_ text: String) throws(IdentityError) -> String {
        let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (1...Passkey.nameCharacterMaximum).contains(name.count), name.utf8.count <= 240 else {
            throw .factor(.name)
        }
        return name
    }

    var party: RelyingParty { surroundings.party }
}
