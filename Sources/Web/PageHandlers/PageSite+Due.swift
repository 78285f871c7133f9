import HTTPTypes
import Identity
import Money
import Primitives
import Vault

extension PageSite {
    private static let places = ["/today", "/money"]

    /// What is due of recurring entries is made before a page of the book is shown: she is here, so her key is.
    ///
    /// Opening a page twice makes nothing twice, and a book that takes nothing more is still shown.
    /// Source: docs/spec/money-planning.md §3.
    func makingDue(_ endpoint: Endpoint) -> Endpoint {
        let path = endpoint.template.text
        guard endpoint.method == .get, endpoint.access == .unlocked,
            Self.places.contains(where: { path == $0 || path.hasPrefix($0 + "/") })
        else { return endpoint }
        return endpoint.with { endpoint in
            let (handler, purpose) = (endpoint.handler, endpoint.purpose)
            endpoint.handler = { request in
                if request.method == .get { try await makeDue(request, purpose) }
                return try await handler(request)
            }
        }
    }

    private func makeDue(_ request: WebRequest, _ purpose: Purpose) async throws {
        guard let account = request.session?.account else { return }
        // A copy, or a file to import, may be had without it: then nothing is made.
        if purpose != .moneyTracking, request.session?.book == nil, let vault = request.session?.access?.vaultID {
            guard try await services.identity.hasConsent(.moneyTracking, vault) else { return }
        }
        let today = today
        let vault = try MoneyVault(request, services)
        let (isDue, head) = try await vault.read { book, head in
            (!services.due.isNothing(account, head, today) && book.isAnythingDue(today: today), head)
        }
        guard isDue else {
            // Only now: what was read is durable here, and a head that never was must not be remembered.
            services.due.noteNothing(account, head, today)
            return
        }
        do {
            _ = try await vault.change(request) { book, start throws(MoneyError) in
                try MoneyCommands.plan(book, batchStart: start) { plan throws(MoneyError) in
                    try plan.makeDueOccurrences(today: today)
                }
            }
        } catch CommitError<MoneyError>.refused, CommitError<MoneyError>.vault(.store(.full)),
            CommitError<MoneyError>.vault(.contended), CommitError<MoneyError>.vault(.readOnly)
        {
            // It stays due, and the list of what is to come says so; the page she asked for is no worse for it.
            return
        }
    }
}
