import KeyService
import Primitives
import Sealing
import Vault

/// A token that has just been made: its text is shown once.
package struct MadeToken: Sendable {
    package let token: APIToken
    package let record: TokenRecord
}

/// Making, listing and ending tokens.
///
/// - Source: docs/spec/api-tokens.md §5 and §6.
extension IdentityService {
    package static let tokenDaysAllowed = 1...365
    package static let tokenDaysStandard = 90
    package static let tokenMaximum = 32
    package static let tokenNameCharacters = 60

    /// Makes a token with a part of what the session may do, until its time is up.
    ///
    /// - Throws: `.proofNeeded`; `.token` for a name, scope or time that is not possible, `.vault(.outsideScope)` for a
    ///   tracker that is not open in the session, `.sessionLocked`, `.signedOut`.
    package func makeToken(
        named name: String,
        scopes: Set<TokenScope>,
        days: Int = tokenDaysStandard,
        for token: SessionToken
    ) async throws(IdentityError) -> MadeToken {
        let name = try Self.name(name)
        guard !scopes.isEmpty else { throw .token(.noScope) }
        guard Self.tokenDaysAllowed.contains(days) else { throw .token(.days) }
        let (session, access) = try await owner(token)
        if !access.holdsInbox { await addMissingTrackers(session) }
        return try await registry.withSteadyKeys(of: session.vault) { () async throws(IdentityError) in
            try await repeating { () async throws(IdentityError) in
                let standing = try await proved(session)
                let keys = try await keys(of: standing.session.value, token)
                let trackers = scopes.readTrackers
                guard trackers.isSubset(of: keys.scope) else { throw .vault(.outsideScope) }
                guard let control = keys.newest(VaultKeys.control)?.key else { throw .vault(.outsideScope) }
                guard try await storedTokens(of: session.account).count < Self.tokenMaximum else {
                    throw .token(.tooMany)
                }
                let made = APIToken.random()
                let sender = scopes.inboxScopes.isEmpty ? nil : SenderID.random()
                let record = TokenRecord(
                    hash: made.hash,
                    account: session.account,
                    vault: session.vault,
                    name: name,
                    scopes: scopes,
                    created: now(),
                    expiry: now().adding(seconds: Int64(days) * 86_400),
                    slot: trackers.isEmpty ? nil : .random(),
                    sender: sender
                )
                var changes: [RecordChange] = [
                    .put(.apiToken(made.hash, of: session.account), record, unique: made.hash, expected: 0),
                    .put(.apiTokenPointer(made.hash), AccountPointer(account: session.account), expected: 0),
                ]
                if let slot = record.slot {
                    let limited = keys.limited(to: trackers)
                    let slot = try await makeSlot(
                        .apiToken,
                        slot,
                        session.vault,
                        made.secret,
                        nil,
                        limited,
                        control: control
                    )
                    changes.append(.add(slot))
                }
                if let sender {
                    let new = NewSender(
                        id: sender,
                        kind: .token,
                        name: name,
                        publicKey: made.signingKey().publicKey,
                        scopes: scopes.inboxScopes
                    )
                    changes += try await registration(of: new, session, access)
                }
                try await note(AccountEvent(.tokenMade, name), of: session.vault, by: record.actor)
                try await write(changes, by: standing)
                return MadeToken(token: made, record: record)
            }
        }
    }

    /// The tokens of the account that a session belongs to, newest first; those whose time is up are not among them.
    package func tokens(for token: SessionToken) async throws(IdentityError) -> [TokenRecord] {
        let session = try await unlockedSession(token)
        let time = now()
        return try await storedTokens(of: session.account).map { counted($0.value) }.filter { time < $0.expiry }
            .sorted { ($0.created, $0.name) > ($1.created, $1.name) }
    }

    /// With the uses that are not written down yet.
    private func counted(_ token: TokenRecord) -> TokenRecord {
        guard let pending = tokenUses.pending(token.hash), (token.lastUse ?? pending.day) <= pending.day else {
            return token
        }
        var counted = token
        counted.note(pending.count, on: pending.day)
        return counted
    }

    /// The account's tokens that ended in the last ``EndedToken/keptDays`` days, the latest first.
    package func endedTokens(for token: SessionToken) async throws(IdentityError) -> [EndedToken] {
        let session = try await unlockedSession(token)
        let today = now().day()
        return try await storedEndedTokens(of: session.account).map(\.value).filter { !$0.isOver(on: today) }
            .sorted { ($0.ended, $0.created, $0.name) > ($1.ended, $1.created, $1.name) }
    }

    /// Ends a token; fine when it is gone already.
    package func endToken(_ hash: [UInt8], for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        guard let record = try await storedTokens(of: session.account).first(where: { $0.value.hash == hash }) else {
            return
        }
        try await end(record.value, .revoked)
    }

    /// Ends every token of the account.
    package func endTokens(for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        for record in try await storedTokens(of: session.account) { try await end(record.value, .revoked) }
    }

    /// Takes a token away; the keys that it held are replaced, at once where that can be done.
    private func end(_ record: TokenRecord, _ reason: EndedToken.Reason) async throws(IdentityError) {
        try await note(AccountEvent(.tokenEnded, record.name), of: record.vault, by: record.actor)
        try await repeating { () async throws(IdentityError) in
            var changes = record.removal(on: now().day(), reason) + (try await makingRoom(in: record.account))
            let slot = try await heldSlot(of: record)
            if let slot { changes += try await dueEpochs(of: slot) }
            if let sender = record.sender { changes += try await ending(of: sender, in: record.vault) }
            try await write(changes)
        }
        leave(record)
        for tracker in record.scopes.readTrackers { await renewKey(afterLock: tracker, in: record.vault) }
    }

    private func heldSlot(of record: TokenRecord) async throws(IdentityError) -> KeySlot? {
        guard let slot = record.slot else { return nil }
        return try await self.slot(slot, of: record.vault)
    }

    /// What a recovery takes away: somebody else may have made it.
    ///
    /// - `tokens`: all of the account. Whoever takes them away has their bearers leave before it and after it.
    func removal(
        of tokens: [TokenRecord],
        and account: UserAccount
    ) async throws(IdentityError) -> [RecordChange] {
        let changes = tokens.flatMap { $0.removal(on: now().day(), .recovered) }
        return changes + (try await endingOfAllSenders(in: account.vault))
    }

    /// Drops the oldest of what is left of ended tokens, where there are too many.
    private func makingRoom(in account: UserAccountID) async throws(IdentityError) -> [RecordChange] {
        let left = try await storedEndedTokens(of: account).sorted { $0.value.ended < $1.value.ended }
        return left.prefix(max(0, left.count - EndedToken.countMaximum + 1)).flatMap {
            Self.dropping($0.key.name, account)
        }
    }

    private static func dropping(_ hash: [UInt8], _ account: UserAccountID) -> [RecordChange] {
        [.delete(.endedToken(hash, of: account)), .delete(.endedTokenPointer(hash))]
    }

    private func storedEndedTokens(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<EndedToken>] {
        do { return try await records.list(.endedToken, owner: account.bytes) } catch { throw .records(error) }
    }

    /// Takes the bearer of a token out of this process.
    func leave(_ record: TokenRecord) {
        guard let slot = record.slot else { return }
        tokenUses.forget(slot)
        registry.leave(record.vault, holder: slot)
    }

    /// Ends tokens whose time is up, and lets go of vaults that no token was used for lately.
    ///
    /// What is left of those that ended a month ago is dropped, and how often the others were used written down.
    ///
    /// - Throws: the first error, after all the others were looked at.
    package func sweepTokens() async throws(IdentityError) {
        let time = now()
        for idle in tokenUses.takeIdle(since: time.adding(seconds: -Opening.durationSeconds)) {
            registry.leave(idle.vault, holder: idle.slot)
        }
        await writeTokenUses()
        var failure: IdentityError?
        var after: [UInt8]?
        while true {
            let page: [OpenRecord<AccountPointer>]
            do { page = try await records.list(.apiToken, owner: RecordKey.nobody, after: after, limit: 500) } catch {
                throw .records(error)
            }
            guard let last = page.last else { break }
            after = last.key.name
            for pointer in page {
                do throws(IdentityError) {
                    guard let record = try await token(pointer.key.name, of: pointer.value.account) else { continue }
                    if time >= record.expiry { try await end(record, .expired) }
                } catch {
                    failure = failure ?? error
                }
            }
        }
        do { try await sweepEndedTokens() } catch { failure = failure ?? error }
        if let failure { throw failure }
    }

    /// Drops what is left of tokens that ended long ago, once a day.
    private func sweepEndedTokens() async throws(IdentityError) {
        let today = now().day()
        guard tokenUses.isDue(on: today) else { return }
        var after: [UInt8]?
        while true {
            let page: [OpenRecord<AccountPointer>]
            do { page = try await records.list(.endedToken, owner: RecordKey.nobody, after: after, limit: 500) } catch {
                throw .records(error)
            }
            guard let last = page.last else { break }
            after = last.key.name
            for pointer in page {
                let (hash, account) = (pointer.key.name, pointer.value.account)
                let left: OpenRecord<EndedToken>?
                do { left = try await records.read(.endedToken(hash, of: account)) } catch { throw .records(error) }
                if left?.value.isOver(on: today) ?? true { try await write(Self.dropping(hash, account)) }
            }
        }
        tokenUses.noteSweep(on: today)
    }

    private func token(_ hash: [UInt8], of account: UserAccountID) async throws(IdentityError) -> TokenRecord? {
        do {
            return try await records.read(.apiToken(hash, of: account), as: TokenRecord.self)?.value
        } catch {
            throw .records(error)
        }
    }

    func storedTokens(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<TokenRecord>] {
        do { return try await records.list(.apiToken, owner: account.bytes) } catch { throw .records(error) }
    }

    /// Births of the keys that a slot holds, as if they were as old as can be: they are replaced at the next look.
    func dueEpochs(of slot: KeySlot) async throws(IdentityError) -> [RecordChange] {
        var changes: [RecordChange] = []
        for tracker in slot.scope.sorted() {
            guard let newest = slot.trackerBoxes.filter({ $0.tracker == tracker }).map(\.epoch).max() else { continue }
            let key = RecordKey.epoch(of: tracker, in: slot.vault)
            do {
                let present = try await records.read(key, as: EpochRecord.self)
                // Somebody makes one at this moment; that one is newer than the token.
                guard present?.value.claimed == nil else { continue }
                let due = EpochRecord(epoch: newest, born: Timestamp(milliseconds: 0), claimed: nil)
                changes.append(.put(key, due, expected: present?.version ?? 0))
            } catch {
                throw .records(error)
            }
        }
        return changes
    }

    static func name(_ text: String) throws(IdentityError) -> String {
        do {
            guard let name = try PlainText.checked(text, maximum: tokenNameCharacters, takesLines: false) else {
                throw IdentityError.token(.name)
            }
            return name
        } catch {
            throw .token(.name)
        }
    }

    /// The session of a token with its vault open, for work that only its owner does.
    func owner(_ token: SessionToken) async throws(IdentityError) -> (Session, VaultAccess) {
        switch try await authenticate(token, purpose: .keyMaintenance) {
        case .open(let session, let access): return (session, access)
        case .locked: throw .sessionLocked
        case .signedOut: throw .signedOut
        }
    }
}
