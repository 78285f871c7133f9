package import AuditTrail
package import Escrow
package import Identity
package import Staff
import TransparencyLog

/// Today's officers and the log they are bound to, with the embedded key service: on whose word escrows are made.
package struct StaffEscrowAuthority: EscrowAuthority {
    private let staff: StaffService
    private let audit: AuditTrail
    package let keeper: any EscrowKeeper

    package init(staff: StaffService, audit: AuditTrail, keeper: any EscrowKeeper) {
        self.staff = staff
        self.audit = audit
        self.keeper = keeper
    }

    package func policy() async throws(EscrowAuthorityError) -> EscrowPolicy? {
        do {
            return try await staff.escrowPolicy(logKey: try audit.signerKey().text)
        } catch { throw EscrowAuthorityError() }
    }
}
