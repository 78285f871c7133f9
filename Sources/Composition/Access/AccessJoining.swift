package import AuditTrail
import Escrow
package import Identity
package import Staff

extension AccessService {
    /// Joins the staff, the accounts and the log.
    ///
    /// - `authority`: the one that `identity` makes escrows by.
    package static func joining(
        _ staff: StaffService,
        _ identity: IdentityService,
        _ audit: AuditTrail,
        authority: any EscrowAuthority
    ) -> AccessService {
        AccessService(
            staff: staff,
            desk: LogAccessDesk(identity: identity, audit: audit, authority: authority)
        )
    }
}
