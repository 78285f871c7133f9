import KeyService
package import Primitives

/// The walks over all accounts: whom a breach concerns, and telling them in their histories.
///
/// - Source: docs/spec/breaches.md §4.
extension IdentityService {
    /// How many accounts one step looks at; after each it is written down how far it is.
    private static let stepCount = 100
    /// How many steps one call takes, so that other work of a round is not kept waiting.
    private static let stepMaximum = 20

    /// Goes on with what was begun: works out whom a breach concerns, and writes into their histories that they were
    /// told.
    ///
    /// Stopped anywhere, the next call goes on.
    /// - `wasOpened`: whether a vault was opened in a span; where that cannot be told, say that it was.
    package func settleBreaches(
        wasOpened: (VaultID, Range<Timestamp>) async throws -> Bool
    ) async throws {
        var steps = 0
        for id in try await breaches().map(\.id) {
            while steps < Self.stepMaximum, try await step(id, wasOpened) { steps += 1 }
        }
    }

    /// - Returns: whether there was something to do.
    private func step(
        _ id: BreachID,
        _ wasOpened: (VaultID, Range<Timestamp>) async throws -> Bool
    ) async throws -> Bool {
        do {
            guard let present: OpenRecord<Breach> = try await records.read(.breach(id)) else { return false }
            if !present.value.concerned.isDone {
                try await gather(present, wasOpened)
            } else if present.value.isShown, !present.value.told.isDone {
                try await deliver(present)
            } else {
                return false
            }
        } catch IdentityError.records(.store(.conflict)) {
            return true  // somebody marked it meanwhile: the step is done again
        }
        return true
    }

    private func gather(
        _ present: OpenRecord<Breach>,
        _ wasOpened: (VaultID, Range<Timestamp>) async throws -> Bool
    ) async throws {
        var breach = present.value
        let (accounts, isLast) = try await accounts(of: breach.rule, after: breach.concerned.last)
        var changes: [RecordChange] = []
        for id in accounts {
            guard let account = try await presentAccount(id) else { continue }
            let isConcerned =
                switch breach.rule {
                case .everybody, .accounts: true
                case .existed(let span): account.created < span.upperBound
                case .opened(let span): try await wasOpened(account.vault, span)
                }
            guard isConcerned else { continue }
            changes.append(.put(.breachNotice(breach.id, of: id), BreachNotice(breach.id), expected: nil))
            breach.concerned.count += 1
        }
        breach.concerned.last = accounts.last?.bytes ?? breach.concerned.last
        breach.concerned.isDone = isLast
        try await write(changes + [.put(present.key, breach, expected: present.version)])
    }

    private func deliver(_ present: OpenRecord<Breach>) async throws {
        var breach = present.value
        let (accounts, isLast) = try await accounts(of: breach.rule, after: breach.told.last)
        var changes: [RecordChange] = []
        for id in accounts {
            guard let notice = try await storedNotice(breach.id, of: id), let account = try await presentAccount(id)
            else { continue }
            if notice.value.told == nil {
                try await note(AccountEvent(.breachTold, breach.id.text), of: account.vault)
                var told = notice.value
                told.told = now()
                changes.append(.put(notice.key, told, expected: notice.version))
            }
            breach.told.count += 1
        }
        breach.told.last = accounts.last?.bytes ?? breach.told.last
        breach.told.isDone = isLast
        try await write(changes + [.put(present.key, breach, expected: present.version)])
    }

    private func presentAccount(_ id: UserAccountID) async throws(IdentityError) -> UserAccount? {
        do { return try await records.read(.account(id), as: UserAccount.self)?.value } catch {
            throw .records(error)
        }
    }

    /// The next accounts that a rule has to look at, in their order, and whether these are the last.
    private func accounts(
        of rule: BreachRule,
        after last: [UInt8]?
    ) async throws(IdentityError) -> (accounts: [UserAccountID], isLast: Bool) {
        if case .accounts(let all) = rule {
            let rest = all.drop { account in last.map { !$0.lexicographicallyPrecedes(account.bytes) } ?? false }
            return (Array(rest.prefix(Self.stepCount)), rest.count <= Self.stepCount)
        }
        let key = RecordKey(kind: .userAccount, owner: last ?? RecordKey.nobody, name: [])
        let found: [StoredRecord]
        do { found = try await surroundings.metadataStore.scan(after: key, limit: Self.stepCount) } catch {
            throw .records(.store(error))
        }
        let accounts = found.prefix { $0.key.kind == .userAccount }.compactMap { UserAccountID(bytes: $0.key.owner) }
        return (accounts, accounts.count < Self.stepCount)
    }
}
