import AuditTrail
import Cycle
import Identity
import KeyService
import Money
import Primitives
import Sealing
import TransparencyLog
import Vault

/// A person in memory with an entry, a receipt picture and a token, and the code that keeps everybody's: to see what
/// becomes of her data.
struct CheckedPerson: Sendable {
    /// Of the account in her book.
    static let accountName = "Checked purse"

    let stores: CheckedStores
    let audit: AuditTrail
    let registry: VaultRegistry
    let identity: IdentityService
    let handle: String
    let account: UserAccountID
    let vault: VaultID
    let token: SessionToken
    private let passphrase: String
    private let recoveryCode: Redacted<String>
    private let stretcher: KeyStretcher

    private static let source = IdentityService.Source(address: [0])

    init(now: @escaping Now) async throws {
        stores = try await CheckedStores(now: now)
        audit = try await stores.openLog()
        registry = stores.registry(recorder: audit, trackers: [MoneyTracker.self, CycleTracker.self])
        stretcher = KeyStretcher(width: 1, queueLimit: 4)
        identity = stores.identity(registry, stretcher, events: TrailAccountRecorder(audit: audit))
        handle = "check-" + Base32.encode(SecureRandom.bytes(count: 5)).lowercased()
        passphrase = Base32.encode(SecureRandom.bytes(count: 20))
        let made = try await identity.signUp(
            handle: handle,
            passphrase: passphrase,
            client: .browser,
            from: Self.source
        )
        (account, vault) = (made.session.session.account, made.session.session.vault)
        (token, recoveryCode) = (made.session.token, made.recoveryCode)
        guard let access = made.session.access else { throw VaultError.locked }
        let content = AccountContent(name: Self.accountName, kind: .cash, currency: .inr, openingMinorUnits: 100)
        _ = try await access.commit(MoneyTracker.self, at: now()) { book, start throws(MoneyError) in
            let planned = try MoneyCommands.addAccount(content, to: copy book, batchStart: start)
            return Vault.Planned(changes: planned.changes, outcome: planned.made)
        }
        try await stores.files.put(FileID(high: 1, low: 1), of: vault, bytes: SecureRandom.bytes(count: 64))
    }

    /// How many accounts of hers there are, as she sees it after signing in; nil where nobody gets in.
    func accountCount() async throws -> Int? {
        let signedIn: SignedIn
        do throws(IdentityError) {
            signedIn = try await identity.signIn(
                handle: handle,
                passphrase: passphrase,
                client: .browser,
                from: Self.source
            )
        } catch { return nil }
        guard let access = signedIn.access else { return nil }
        return try await access.read(MoneyTracker.self) { book, _ in book.liveAccounts.count }
    }

    /// Whether the passphrase, the recovery code or the session lets anybody in.
    func waysIn() async -> Int {
        var count = 0
        do {
            _ = try await identity.signIn(
                handle: handle,
                passphrase: passphrase,
                client: .browser,
                from: Self.source
            )
            count += 1
        } catch {}
        do {
            _ = try await identity.session(token)
            count += 1
        } catch {}
        do {
            _ = try await identity.recover(
                handle: handle,
                code: recoveryCode.value,
                newPassphrase: passphrase,
                client: .browser,
                from: Self.source
            )
            count += 1
        } catch {}
        return count
    }

    /// Records, journals, files and events that are left of her.
    func leftovers() async throws -> Int {
        var count = 0
        for store in [stores.metadata, stores.activity] {
            for kind in RecordKind.allCases {
                for owner in [account.bytes, vault.bytes] {
                    count += try await store.list(kind, owner: owner, after: nil, limit: 1000).count
                }
            }
        }
        count += try await stores.journals.head(of: vault) == nil ? 0 : 1
        count += try await stores.files.list(of: vault).count
        count += try await stores.log.events(of: LogSubjectID(vault), below: nil, limit: 1000).count
        return count
    }

    func close() {
        registry.lockAll()
        let stretcher = stretcher
        Task { do { try await stretcher.shutDown() } catch {} }
    }
}
