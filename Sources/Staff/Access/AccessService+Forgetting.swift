import Escrow
import KeyService
package import Primitives

/// What is kept of requests, and for how long.
///
/// - Source: docs/spec/break-glass.md §8.
extension AccessService {
    /// How long a request that ended is kept.
    package static let keptDays: Int64 = 90

    /// Ends what is asked for of an account that is gone, and deletes every request about it.
    package func forget(_ account: UserAccountID) async throws(StaffError) {
        for request in try await openRequests() where request.account == account {
            try await turns.run { () async throws(StaffError) in try await over(request.id, .person) }
        }
        try await deleteEnded { $0.account == account }
    }

    /// Deletes requests that were made more than 90 days ago and have ended.
    package func sweepEnded() async throws(StaffError) {
        let since = now().adding(seconds: -Self.keptDays * 86_400)
        try await deleteEnded { $0.statement.made < since }
    }

    private func deleteEnded(_ isOver: (AccessRequest) -> Bool) async throws(StaffError) {
        for request in try await allEndedRequests() where isOver(request) {
            do { try await records.delete(.endedAccessRequest(request.id)) } catch { throw .records(error) }
        }
    }
}
