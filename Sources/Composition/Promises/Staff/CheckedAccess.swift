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
    let handle = "check-" + Base32.encode(SecureRandom.bytes(count: 5)).lowercased()
    let account: UserAccountID
    let vault: VaultID
    let stores: CheckedStores
    let registry: VaultRegistry
    private let authority: StaffEscrowAuthority
    private let passphrase = Base32.encode(SecureRandom.bytes(count: 20))
    private let signedIn: Mutex<SessionToken>
    private let stretcher: KeyStretcher

    /// The key service's, in memory.
    var keeper: any EscrowKeeper { authority.keeper }

    /// What she is signed in with now.
    var token: SessionToken { signedIn.withLock { $0 } }

    init(now: @escaping Now) async throws {
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
            keeper: InMemoryEscrowKeeper(now: now)
        )
        registry = stores.registry(recorder: audit, trackers: [MoneyTracker.self, CycleTracker.self])
        stretcher = KeyStretcher(width: 1, queueLimit: 4)
        identity = stores.identity(
            registry,
            stretcher,
            events: TrailAccountRecorder(audit: audit),
            escrow: authority
        )
        service = .joining(staff.service, identity, audit, authority: authority)
        let signUp = try await identity.signUp(
            handle: handle,
            passphrase: passphrase,
            client: .browser,
            from: IdentityService.Source(address: [0])
        )
        (account, vault) = (signUp.session.session.account, signUp.session.session.vault)
        signedIn = Mutex(signUp.session.token)
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

    /// The same installation after its program was started anew: what was in memory is gone.
    func restarted() -> AccessService { .joining(staff.service, identity, audit, authority: authority) }

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
            let access = try await identity.enterEscrow(page.vault, page.slot)
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
