import Escrow
import KeyService
package import Primitives

/// Asking for access, and taking a request back.
extension AccessService {
    /// What somebody wants to see, and why.
    package struct Wish: Sendable {
        /// Nil where there is no such account: that is refused as one that allows nothing is.
        package let account: UserAccountID?
        /// Raw values of the trackers.
        package let trackers: Set<UInt16>
        package let minutes: Int
        package let reason: String
        package let ticket: String

        package init(account: UserAccountID?, trackers: Set<UInt16>, minutes: Int, reason: String, ticket: String) {
            self.account = account
            self.trackers = trackers
            self.minutes = minutes
            self.reason = reason
            self.ticket = ticket
        }
    }

    /// Asks two officers for access to a part of a person's data.
    ///
    /// - Throws: `.refused`: `accessNotAllowed`, `accessOfficers`, `accessScope`, `accessMinutes`, `accessReason`,
    ///   `accessTicket`, `tooFewOfficers` and `full`; nothing is asked then.
    package func ask(_ wish: Wish, by member: StaffMemberID) async throws(StaffError) -> AccessRequest {
        let reason = try Self.text(wish.reason, AccessRequest.reasonCharacterMaximum, .accessReason)
        let ticket = try Self.text(wish.ticket, AccessRequest.ticketCharacterMaximum, .accessTicket)
        guard AccessStatement.minutesAllowed.contains(wish.minutes) else { throw .refused(.accessMinutes) }
        // Before anything is looked up: what is refused here is refused alike for every account.
        if let seconds = askings.attempt(member, at: now()) { throw .tooManyTries(retryAfterSeconds: seconds) }
        guard let account = wish.account else { throw .refused(.accessNotAllowed) }
        let offer = try await offer(of: account)
        guard !wish.trackers.isEmpty, wish.trackers.isSubset(of: Set(offer.trackers)) else {
            throw .refused(.accessScope)
        }
        // Who asks does not agree: without two others nobody could.
        guard offer.policy.officers.count(where: { $0.id != member }) >= EscrowPolicy.threshold else {
            throw .refused(.tooFewOfficers)
        }
        try await requirePlace(for: member)
        let statement: AccessStatement
        do {
            statement = try AccessStatement(
                id: .make(at: now()),
                vault: offer.vault,
                requester: member,
                made: now(),
                minutes: wish.minutes,
                policy: offer.policy.digest,
                words: AccessStatement.words(reason: reason, ticket: ticket),
                trackers: wish.trackers
            )
        } catch { throw .refused(.accessScope) }
        guard let role = try await staff.roster()[member]?.role else { throw .refused(.unknownMember) }
        let request = AccessRequest(
            statement: statement,
            account: account,
            role: role,
            reason: reason,
            ticket: ticket
        )
        try await record(.accessAsked, of: request, by: member)
        do { try await records.put(.accessRequest(request.id), request, expected: 0) } catch {
            throw .records(error)
        }
        return request
    }

    private func requirePlace(for member: StaffMemberID) async throws(StaffError) {
        let open = try await openRequests()
        guard open.count < Self.openCountMaximum,
            open.count(where: { $0.statement.requester == member }) < Self.ownCountMaximum
        else { throw .refused(.full) }
    }

    private static func text(
        _ text: String,
        _ maximum: Int,
        _ refusal: StaffRefusal
    ) throws(StaffError) -> String {
        let checked = try? PlainText.checked(text, maximum: maximum, takesLines: false)
        guard let checked else { throw .refused(refusal) }
        return checked
    }
}
