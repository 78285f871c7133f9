import Money
import Primitives
import Vault

/// Gives a new person accounts and categories to begin with; she can rename and remove all of it.
struct StarterBook: Sendable {
    let services: WebServices

    func prepare(_ access: VaultAccess) async throws {
        _ = try await access.commit(MoneyTracker.self, at: services.now()) { book, start throws(MoneyError) in
            guard book.isEmpty, !book.hasSettings else { return Vault.Planned(changes: [], outcome: ()) }
            let planned = try MoneyCommands.starterSet(currency: .inr, in: copy book, batchStart: start)
            return Vault.Planned(changes: planned.changes, outcome: ())
        }
    }
}
