import AuditTrail
import Cycle
import Escrow
import Identity
import Keeper
import Money
import Primitives
import Sealing
import Staff
import Synchronization
import TransparencyLog
import Vault

/// One person, a staff, a key service and a log in memory, all of one installation: to try what it takes to see her
/// data, with the code that keeps everybody's.
final class CheckedAccess: Sendable {
    let staff: CheckedStaff
    let identity: IdentityService
    let audit: AuditTrail
    let service: AccessService
    let handle: String
    let account: UserAccountID
    let vault: VaultID
    let stores: CheckedStores
    let registry: VaultRegistry
    private let authority: StaffEscrowAuthority
    private let passphrase: String
    private let recoveryCode: Redacted<String>
    private let signedIn: Mutex<SessionToken>
    private let stretcher: KeyStretcher

    /// The key service's, in memory.
    var keeper: any EscrowKeeper { authority.keeper }

    /// What she is signed in with now.
    var token: SessionToken { signedIn.withLock { $0 } }

    /// - `keeper`: the key service for escrows; nil for one in memory.
    init(now: @escaping Now, keeper: (any EscrowKeeper)? = nil) async throws {
        stores = try await CheckedStores(now: now)
        audit = try await stores.openLog()
        staff = try await CheckedStaff(
            now: now,
            records: stores.records,
            log: TrailStaffRecorder(audit: audit, now: now)
        )
        authority = StaffEscrowAuthority(
            staff: staff.service,
            audit: audit,
            keeper: keeper ?? InMemoryEscrowKeeper(now: now)
        )
        stretcher = KeyStretcher(width: 1, queueLimit: 4)
        (registry, identity, service) = Self.program(stores, staff, audit, authority, stretcher)
        handle = "check-" + Base32.encode(SecureRandom.bytes(count: 5)).lowercased()
        passphrase = Base32.encode(SecureRandom.bytes(count: 20))
        let signUp = try await identity.signUp(
            handle: handle,
            passphrase: passphrase,
            client: .browser,
            from: IdentityService.Source(address: [0])
        )
        (account, vault) = (signUp.session.session.account, signUp.session.session.vault)
        signedIn = Mutex(signUp.session.token)
        recoveryCode = signUp.recoveryCode
    }

    /// The same installation after its program was started anew: what was in memory is gone.
    init(restarting other: CheckedAccess) {
        (stores, staff, audit) = (other.stores, other.staff, other.audit)
        (authority, stretcher) = (other.authority, other.stretcher)
        (registry, identity, service) = Self.program(stores, staff, audit, authority, stretcher)
        (handle, passphrase, recoveryCode) = (other.handle, other.passphrase, other.recoveryCode)
        (account, vault) = (other.account, other.vault)
        signedIn = Mutex(other.token)
    }

    private static func program(
        _ stores: CheckedStores,
        _ staff: CheckedStaff,
        _ audit: AuditTrail,
        _ authority: StaffEscrowAuthority,
        _ stretcher: KeyStretcher
    ) -> (VaultRegistry, IdentityService, AccessService) {
        let registry = stores.registry(recorder: audit, trackers: [MoneyTracker.self, CycleTracker.self])
        let events = TrailAccountRecorder(audit: audit)
        let identity = stores.identity(registry, stretcher, events: events, escrow: authority)
        return (registry, identity, .joining(staff.service, identity, audit, authority: authority))
    }

    /// Has her lock her session and come in again by her passphrase.
    func signInAgain() async throws {
        try await identity.lock(token)
        let unlocked = try await identity.unlock(
            token,
            passphrase: passphrase,
            from: IdentityService.Source(address: [0])
        )
        signedIn.withLock { $0 = unlocked.token }
    }

    /// Has her sign in at another browser.
    func signInElsewhere() async throws -> SessionToken {
        try await identity.signIn(
            handle: handle,
            passphrase: passphrase,
            client: .browser,
            from: IdentityService.Source(address: [0])
        ).token
    }

    /// Has her recover her account with her code.
    func recover() async throws {
        let recovered = try await identity.recover(
            handle: handle,
            code: recoveryCode.value,
            newPassphrase: passphrase,
            client: .browser,
            from: IdentityService.Source(address: [0])
        )
        signedIn.withLock { $0 = recovered.session.token }
    }

    func close() {
        registry.lockAll()
        let stretcher = stretcher
        Task { do { try await stretcher.shutDown() } catch {} }
    }

    /// What an engineer asks for: money, for a minute.
    func ask(by member: StaffMemberID, scope: [TrackerID] = [MoneyTracker.id]) async throws -> AccessRequest {
        try await service.ask(
            AccessService.Wish(
                account: account,
                trackers: Set(scope.map(\.rawValue)),
                minutes: 1,
                reason: "check",
                ticket: "check"
            ),
            by: member
        )
    }

    /// Has an officer agree.
    func agree(to request: AccessRequest, by officer: CheckedStaff.Member) async throws {
        let challenge = try await service.beginAgreeing(to: request.id, by: officer.id).challenge
        try await service.agree(
            to: request.id,
            by: officer.id,
            officer.passkey.assertion(challenge),
            output: officer.output.bytes.duplicate()
        )
    }

    /// Publishes what is in the log, and does what is due.
    func settle() async throws {
        _ = try await audit.publish()
        try await service.settle()
    }

    /// Whether a page may be shown to a member now, and the vault then opens.
    func reads(_ request: AccessRequest, _ tracker: TrackerID, by member: StaffMemberID) async -> Bool {
        do {
            let page = try await service.read(request.id, tracker: tracker.rawValue, by: member)
            let access = try await identity.enterEscrow(page.request, TrackerID(rawValue: page.tracker))
            return access.scope == [tracker]
        } catch {
            return false
        }
    }

    /// The deeds about her that stand in her own history, oldest first.
    func deeds() async throws -> [StaffDeed] {
        try await audit.history(of: LogSubjectID(vault), limit: 1000).reversed().compactMap { act in
            if case .staff(let event)? = act.entry.particulars { event.deed } else { nil }
        }
    }
}
