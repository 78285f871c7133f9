import KeyService
package import Primitives
import Sealing
package import Vault

/// A token that was shown and is good.
package struct TokenBearer: Sendable {
    let token: APIToken
    package let record: TokenRecord

    package var scopes: Set<TokenScope> { record.scopes }
}

/// Letting the bearer of a token in.
///
/// - Source: docs/spec/api-tokens.md §3.
extension IdentityService {
    /// Whose token it is; nil for one that is nobody's, ended, or out of time.
    package func bearer(of token: APIToken) async throws(IdentityError) -> TokenBearer? {
        let found: OpenRecord<TokenRecord>?
        do { found = try await records.find(.apiToken, unique: token.hash) } catch { throw .records(error) }
        // The store's index is not sealed: whoever writes to the store could point a token at another's record.
        guard let found, found.value.hash == token.hash, now() < found.value.expiry else { return nil }
        try await requireNotHeld(found.value.account)
        try await requireGuardian(of: try await account(found.value.account).value)
        await noteUse(of: found)
        return TokenBearer(token: token, record: found.value)
    }

    /// Writes down that a token was shown for what it is not for, once an hour.
    package func noteRefusal(of bearer: TokenBearer) async throws(IdentityError) {
        let record = bearer.record
        guard tokenUses.isRefusalDue(of: record.hash, at: now()) else { return }
        try await note(AccountEvent(.tokenRefused, record.name), of: record.vault, by: record.actor)
    }

    /// The vault as the token may use it, for one purpose.
    ///
    /// - Throws: ``IdentityError/signedOut`` where the token was ended meanwhile; `.vault(.outsideScope)` for one that
    ///   only adds; `.vault(.noConsent)`.
    package func open(_ bearer: TokenBearer, purpose: Purpose) async throws(IdentityError) -> VaultAccess {
        let record = bearer.record
        guard let slotID = record.slot else { throw .vault(.outsideScope) }
        tokenUses.note(slotID, in: record.vault, at: now())
        do { return try await registry.enter(record.vault, holder: slotID, purpose: purpose, at: now()) } catch {
            guard error == .locked else { throw .vault(error) }
        }
        let access: Result<VaultAccess, IdentityError> = await registry.withSteadyKeys(of: record.vault) {
            do throws(IdentityError) {
                guard let slot = try await slot(slotID, of: record.vault), slot.kind == .apiToken else {
                    throw .signedOut
                }
                let keys = try await opened(slot, with: bearer.token.secret, otherwise: .signedOut)
                // A slot that somebody else widened in the store still opens no more than the token was made for.
                let limited = keys.limited(to: record.scopes.readTrackers)
                return .success(try await open(slot, keys: limited, purpose: purpose))
            } catch {
                return .failure(error)
            }
        }
        // Whoever ended it meanwhile deleted its slot and may have gone before we came in.
        guard try await slot(slotID, of: record.vault) != nil else {
            leave(record)
            throw .signedOut
        }
        return try access.get()
    }

    /// The first use of a day is written at once, the others are counted and written by the sweep.
    ///
    /// A use that could not be noted is no reason to refuse it.
    private func noteUse(of found: OpenRecord<TokenRecord>) async {
        let today = now().day()
        guard found.value.lastUse != today else { return tokenUses.count(of: found.value, on: today) }
        var changed = found.value
        changed.note(1, on: today)
        do {
            try await records.put(found.key, changed, unique: changed.hash, expected: found.version)
        } catch {
            tokenUses.count(of: found.value, on: today)
        }
    }

    /// Writes down how often tokens were used since the sweep before.
    func writeTokenUses() async {
        for count in tokenUses.takeCounts() {
            do {
                let key = RecordKey.apiToken(count.hash, of: count.account)
                guard let present = try await records.read(key, as: TokenRecord.self),
                    (present.value.lastUse ?? count.day) <= count.day
                else { continue }
                var changed = present.value
                changed.note(count.count, on: count.day)
                try await records.put(key, changed, unique: changed.hash, expected: present.version)
            } catch {
                // With the next sweep.
                tokenUses.add(count)
            }
        }
    }
}
