package import KeyService
package import Primitives
package import Sealing
import Synchronization
package import Vault
package import WebAuthn

/// Lets people in: accounts, credentials and sessions.
///
/// Every path that checks a secret does the same work whether the account exists or not, and passes the rate limits
/// first.
package final class IdentityService: Sendable {
    /// What the service needs from the rest of the program.
    package struct Surroundings: Sendable {
        package let metadata: SealedRecords
        package let metadataStore: any RecordStore
        package let journals: any JournalStore
        package let registry: VaultRegistry
        package let outerLock: any OuterLock
        package let index: BlindIndex
        package let stretcher: KeyStretcher
        package let events: any AccountEventRecorder
        /// Whom browsers let ask for passkeys here.
        package let party: RelyingParty
        /// On whose word escrows are made; nil where nobody can be let in.
        package let escrow: (any EscrowAuthority)?
        /// The log, for the end of accounts; nil where there is none, and then no account ends.
        package let histories: (any HistoryEnder)?
        /// Stores beside the metadata store that hold records of accounts or vaults.
        package let otherStores: [any RecordStore]
        /// For how many days backups hold what was deleted; 0 where the installation makes none.
        package let backupDays: Int
        /// What a new passphrase costs to guess.
        ///
        /// Slots with other parameters get these at the next sign-in.
        package let stretching: Argon2id.Parameters
        /// Which notices of purposes are today's.
        package let notices: NoticeVersions
        package let now: Now

        package init(
            metadata: SealedRecords,
            metadataStore: any RecordStore,
            journals: any JournalStore,
            registry: VaultRegistry,
            outerLock: any OuterLock,
            index: BlindIndex,
            stretcher: KeyStretcher,
            events: any AccountEventRecorder,
            party: RelyingParty,
            escrow: (any EscrowAuthority)? = nil,
            histories: (any HistoryEnder)? = nil,
            otherStores: [any RecordStore] = [],
            backupDays: Int = 0,
            stretching: Argon2id.Parameters = .standard,
            notices: NoticeVersions = .today,
            now: @escaping Now
        ) {
            self.metadata = metadata
            self.metadataStore = metadataStore
            self.journals = journals
            self.registry = registry
            self.outerLock = outerLock
            self.index = index
            self.stretcher = stretcher
            self.events = events
            self.party = party
            self.escrow = escrow
            self.histories = histories
            self.otherStores = otherStores
            self.backupDays = backupDays
            self.stretching = stretching
            self.notices = notices
            self.now = now
        }
    }

    /// Who is asking, for the rate limits: an address, or the local socket.
    package struct Source: Sendable, Hashable {
        let bytes: [UInt8]

        /// - Parameter bytes: the address without its port; IPv6 cut to its /64, which one household has.
        package init(address bytes: [UInt8]) { self.bytes = bytes }
    }

    package static let sessionSeconds: Int64 = 12 * 3600

    let surroundings: Surroundings
    let slots: RecordSlotStore
    let sessions = SessionTable()
    let tokenUses = TokenUses()
    let escrowKeys = EscrowKeys()
    let accountLimit = RateLimiter(.account)
    let addressLimit = RateLimiter(.address)
    let signUpLimit = RateLimiter(.signUp)
    /// By itself: who knows the account's passphrase signs in and would have all tries back.
    let ownLockLimit = RateLimiter(.account)
    /// Likewise.
    let factorLimit = RateLimiter(.account)
    /// What wrong signatures cost to check; who sends right ones is forgiven at once.
    let inboxLimit = RateLimiter(.address)
    /// Answers of passkeys that do not hold, without a passphrase before them: by itself, so that who has none of her
    /// secrets does not use up the tries of her second step.
    let passkeyLimit = RateLimiter(.account)
    /// Archives of everything: each is a copy of all that an account has.
    let archiveLimit = RateLimiter(.archive)
    /// Codes that others gave her.
    let sharingLimit = RateLimiter(.account)
    /// Requests about her rights: somebody of the staff reads each.
    let requestLimit = RateLimiter(.account)
    /// When requests that were answered long ago were let go of last.
    let requestsSweptOn = Mutex<CalendarDay?>(nil)

    package init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
        slots = RecordSlotStore(records: surroundings.metadata)
    }

    var records: SealedRecords { surroundings.metadata }
    var registry: VaultRegistry { surroundings.registry }
    /// Which notices are today's.
    package var notices: NoticeVersions { surroundings.notices }

    func now() -> Timestamp { surroundings.now() }

    /// Fresh stretching for a new passphrase slot.
    func freshStretching() -> KeySlot.Stretching {
        KeySlot.Stretching(
            parameters: surroundings.stretching,
            salt: SecureRandom.bytes(count: Argon2id.saltByteCount)
        )
    }

    /// What comes from an address is counted before anything else is done for it: the very name of an account may take
    /// a call of the key service.
    func requireTries(_ source: Source) throws(IdentityError) {
        if let seconds = addressLimit.attempt(source.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
    }

    /// Tries of an account, wherever they come from, under its keyed hash.
    func requireTries(account index: [UInt8]) throws(IdentityError) {
        if let seconds = accountLimit.attempt(index, at: now()) { throw .tooManyTries(retryAfterSeconds: seconds) }
    }

    func handleIndex(_ handle: Handle) async throws(IdentityError) -> [UInt8] {
        do { return try await surroundings.index.value(.handle, of: handle.bytes) } catch {
            throw .records(.key(error))
        }
    }

    func account(index: [UInt8]) async throws(IdentityError) -> OpenRecord<UserAccount>? {
        do { return try await records.find(.userAccount, unique: index) } catch { throw .records(error) }
    }

    func account(_ id: UserAccountID) async throws(IdentityError) -> OpenRecord<UserAccount> {
        let record: OpenRecord<UserAccount>?
        do { record = try await records.read(.account(id)) } catch { throw .records(error) }
        guard let record else { throw .signedOut }
        return record
    }

    func slot(_ id: KeySlotID, of vault: VaultID) async throws(IdentityError) -> KeySlot? {
        do { return try await slots.slot(id, of: vault) } catch { throw .vault(error) }
    }

    func write(_ changes: [RecordChange]) async throws(IdentityError) {
        do { try await records.transaction(changes) } catch { throw .records(error) }
    }
}
