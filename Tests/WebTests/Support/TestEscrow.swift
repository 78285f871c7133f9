import Escrow
import Identity
import Keeper
import Primitives
import Synchronization

/// On whose word escrows are made: a staff that comes after the accounts.
final class TestEscrow: EscrowAuthority {
    let keeper: any EscrowKeeper
    private let staff = Mutex<(any EscrowAuthority)?>(nil)

    init(now: @escaping Now) { keeper = InMemoryEscrowKeeper(now: now) }

    func follow(_ authority: any EscrowAuthority) { staff.withLock { $0 = authority } }

    func policy() async throws(EscrowAuthorityError) -> EscrowPolicy? {
        let authority = staff.withLock { $0 }
        return try await authority?.policy()
    }
}
