import Assurance
import AuditTrail
import Identity
import Keeper
import KeyService
import Money
import Primitives
import Sealing
import Staff
import Synchronization
import TransparencyLog
import Vault
import Web

/// ACC-3: staff who look into a vault.
struct StaffVaultCheck: PromiseCheck {
    let promise = PromiseID.acc3
    let method =
        "Makes an account with a vault and a staff in memory, with the code that keeps the real ones, and asks every "
        + "route of the staff about that account as an officer on duty: the vault must not be opened by any of them. "
        + "Then tries what a session of the staff holds on every slot of the vault: none may open."
    let isStaffed: @Sendable () async throws -> Bool
    let site: @Sendable () throws -> StaffSite
    let now: Now
    /// The routes that are asked.
    var routes: @Sendable (StaffSite, CheckedHousehold) -> [Endpoint] = { site, _ in site.endpoints }

    func run() async throws -> PromiseFinding {
        guard try await isStaffed() else { return PromiseFinding(.notInDeployment(.noStaff)) }
        let household = try await CheckedHousehold(now: now)
        defer { household.close() }
        let staff = try await CheckedStaff(now: now)
        guard let officer = staff[.seniorEngineer], let other = staff[.support] else {
            throw StaffError.refused(.unknownMember)
        }
        try await staff.makeFit(officer)
        guard let token = try await staff.tryDoor(officer) else { throw StaffError.notLetIn(.passkey) }
        let pages = try site().over(
            StaffServices(
                staff: staff.service,
                access: household.access(of: staff.service),
                identity: household.identity,
                audit: household.audit,
                promises: PromiseBoard(checks: { [] }, now: now),
                now: now
            )
        )
        let walk = StaffWalk(routes(pages, household), gate: StaffSessionGate(service: staff.service))
        let before = household.openingCount
        var asked = 0
        // What ends the officer's own session comes last.
        let ordered = walk.endpoints.sorted { !$0.endsSessions && $1.endsSessions }
        for endpoint in ordered {
            let isAboutAccount = endpoint.template.text.hasPrefix("/staff/accounts")
            _ = await walk.answer(
                endpoint,
                token: token.text(),
                parameters: ["id": isAboutAccount ? household.account.text : other.id.text],
                form: [("account", household.handle), ("role", "auditor"), ("name", "check")]
            )
            asked += 1
        }
        let openings = household.openingCount - before
        let slots = try await household.slots()
        let (tries, opened) = await tried(slots, [token, officer.browser], household)
        return PromiseFinding([
            Evidence(
                "Routes of the staff asked about an account",
                "\(asked) asked, the vault opened \(openings) times",
                isAsPromised: asked > 0 && openings == 0
            ),
            Evidence(
                "Slots of its vault, tried with what a session of the staff holds",
                "\(tries) tried, \(opened) opened",
                isAsPromised: tries > 0 && opened == 0
            ),
        ])
    }

    private func tried(
        _ slots: [KeySlot],
        _ secrets: [StaffSecret],
        _ household: CheckedHousehold
    ) async -> (tries: Int, opened: Int) {
        var (tries, opened) = (0, 0)
        for secret in secrets {
            guard let bytes = Base32.decode(secret.text()) else { continue }
            for candidate in [bytes, secret.hash] {
                for slot in slots {
                    tries += 1
                    if await household.opens(slot, with: SecretBytes(copying: candidate)) { opened += 1 }
                }
            }
        }
        return (tries, opened)
    }
}

extension Endpoint {
    /// Whether asking may end the very session that asks.
    fileprivate var endsSessions: Bool { template.text == "/staff/sign-out" }
}

/// One person's account in memory, with a vault: the code that keeps all others, over stores that end with it.
final class CheckedHousehold: Sendable {
    let identity: IdentityService
    let audit: AuditTrail
    let account: UserAccountID
    let handle: String
    /// What she is signed in with.
    let token: SessionToken
    private let vault: VaultID
    private let store: RecordSlotStore
    private let registry: VaultRegistry
    private let stretcher: KeyStretcher
    private let outerLock: KEKOuterLock
    private let recorder = OpeningsInMemory()
    private let now: Now

    init(now: @escaping Now) async throws {
        self.now = now
        let stores = try await CheckedStores(now: now)
        audit = try await stores.openLog()
        outerLock = stores.outerLock
        store = RecordSlotStore(records: stores.records)
        registry = stores.registry(recorder: recorder)
        stretcher = KeyStretcher(width: 1, queueLimit: 4)
        identity = stores.identity(registry, stretcher, events: TrailAccountRecorder(audit: audit))
        handle = "check-" + Base32.encode(SecureRandom.bytes(count: 5)).lowercased()
        let signUp = try await identity.signUp(
            handle: handle,
            passphrase: Base32.encode(SecureRandom.bytes(count: 20)),
            client: .browser,
            from: IdentityService.Source(address: [0])
        )
        account = signUp.session.session.account
        vault = signUp.session.session.vault
        token = signUp.session.token
    }

    func close() {
        registry.lockAll()
        let stretcher = stretcher
        Task { do { try await stretcher.shutDown() } catch {} }
    }

    /// Access to its data by a staff: whoever it is, this person has allowed nothing.
    func access(of staff: StaffService) -> AccessService {
        let authority = StaffEscrowAuthority(staff: staff, audit: audit, keeper: InMemoryEscrowKeeper(now: now))
        return .joining(staff, identity, audit, authority: authority)
    }

    var openingCount: Int { recorder.count }

    func slots() async throws -> [KeySlot] { try await store.slots(of: vault) }

    func opens(_ slot: KeySlot, with candidate: consuming SecretBytes) async -> Bool {
        let secret = SharedSecret(candidate)
        do {
            _ = try await slot.open(with: secret.bytes, outerLock: outerLock)
            return true
        } catch {
            return false
        }
    }
}

private final class OpeningsInMemory: OpeningRecorder {
    private let state = Mutex(0)

    var count: Int { state.withLock { $0 } }

    func record(_ opening: Opening) async throws(VaultError) { state.withLock { $0 += 1 } }
}
