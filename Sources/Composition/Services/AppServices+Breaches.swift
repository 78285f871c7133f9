import AuditTrail
import Identity
import Primitives
import TransparencyLog
import Vault

extension AppServices {
    /// How many of the newest entries of a history are looked through for an opening.
    private static let openingMaximum = 1000

    /// Goes on with working out whom breaches concern, and with telling them.
    func settleBreaches() async throws {
        try await identity.settleBreaches { [audit] vault, span in
            let subject = LogSubjectID(vault)
            let events = try await audit.events(of: subject, since: span.lowerBound, limit: Self.openingMaximum)
            // Too long to be looked through: whoever it is about is told.
            guard events.count < Self.openingMaximum else { return true }
            return events.contains { $0.act == .vaultOpening && $0.time < span.upperBound }
        }
    }
}
