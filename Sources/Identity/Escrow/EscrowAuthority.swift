package import Escrow
import Primitives
import Vault

/// On whose word escrows are made today, and who keeps their innermost lock.
///
/// Identity declares what it needs; the staff, the log and the key service are joined above it.
package protocol EscrowAuthority: Sendable {
    var keeper: any EscrowKeeper { get }

    /// Nil where there is nobody on whose word anything could open: fewer than two officers, or no listener for them.
    func policy() async throws(EscrowAuthorityError) -> EscrowPolicy?
}

/// Who the officers are cannot be found out at this moment.
package struct EscrowAuthorityError: Error, Hashable, Sendable {
    package init() {}
}

/// Why help is not allowed, or nothing is opened.
package enum SupportProblem: Error, Hashable, Sendable {
    /// Nothing was chosen.
    case nothing
    /// There are not two officers, so nobody could help.
    case noOfficers
    /// This installation's key service cannot keep an escrow.
    case unsupported
    case keyServiceUnavailable
    /// The tracker has a lock of its own, and stays behind it.
    case ownLock
    /// She has not allowed it, or not any more.
    case notAllowed
    /// The key service, or a share, says no.
    case denied
}

/// The key service's lock of one escrow slot.
struct EscrowLock: PrivateKeyLock {
    let keeper: any EscrowKeeper
    let place: EscrowPlace
    /// Nil where nothing is to be opened.
    let evidence: EscrowEvidence?

    func lock(_ box: [UInt8]) async throws(VaultError) -> [UInt8] {
        do { return try await keeper.seal(box, at: place) } catch { throw VaultError(error) }
    }

    func unlock(_ box: [UInt8]) async throws(VaultError) -> [UInt8] {
        guard let evidence else { throw .doesNotOpen }
        do { return try await keeper.release(box, at: place, on: evidence) } catch { throw VaultError(error) }
    }
}

extension VaultError {
    fileprivate init(_ error: EscrowKeeperError) {
        self =
            switch error {
            case .denied: .doesNotOpen
            case .unsupported: .outsideScope
            case .unavailable: .keyServiceUnavailable
            }
    }
}
