package import Escrow
import KeyService
package import Primitives
import Sealing

/// Opening what was agreed to, reading it, and its end.
///
/// - Source: docs/spec/break-glass.md §6.
extension AccessService {
    /// What may be shown now: one tracker of one vault, for the page that is in the log already.
    package struct Page: Sendable, Hashable {
        package let vault: VaultID
        package let slot: KeySlotID
        package let number: Int
        package let until: Timestamp
    }

    /// Does what is due: opens what the log has published, ends what is over.
    ///
    /// - Throws: the first error, after all the others were looked at.
    package func settle() async throws(StaffError) {
        var failure: StaffError?
        for request in try await openRequests() {
            do throws(StaffError) { try await settle(request) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    private func settle(_ request: AccessRequest) async throws(StaffError) {
        switch request.state {
        case .ended: return
        case .pending(let until):
            if now() >= until { try await finish(request.id, .expired, by: nil) }
        case .agreed: try await open(request)
        case .open(let until):
            guard let grant = grants.open(request.id) else { return try await over(request, .restarted) }
            if now() >= until {
                try await over(request, .timeUp)
            } else if !desk.isOpen(Array(grant.slots.values)) {
                try await over(request, .person)
            }
        }
    }

    private func over(_ request: AccessRequest, _ cause: AccessRequest.Cause) async throws(StaffError) {
        try await record(.accessEnded, of: request, by: nil)
        try await finish(request.id, cause, by: nil)
    }

    /// Opens a request that two officers agreed to, once a checkpoint covers it.
    private func open(_ request: AccessRequest) async throws(StaffError) {
        guard let waiting = grants.waiting(request.id) else { return try await over(request, .restarted) }
        let statement = request.statement
        guard now() < statement.end else { return try await over(request, .expired) }
        // Who the officers are, and what is allowed, as it is now.
        do throws(StaffError) {
            guard try await offer(of: request.account).policy == waiting.policy else {
                throw .refused(.accessOfficers)
            }
        } catch {
            guard case .refused = error else { throw error }
            return try await over(request, .denied)
        }
        let deeds =
            [AccessDeed(deed: .accessAsked, actor: statement.requester, statement: statement.digest)]
            + request.approvals.map {
                AccessDeed(deed: .accessAgreed, actor: $0.officer, statement: statement.digest)
            }
        guard let entries = try await desk.evidence(of: deeds, about: statement.vault) else { return }
        let evidence = EscrowEvidence(
            policy: waiting.policy,
            statement: statement,
            approvals: request.approvals.map(\.signed),
            entries: entries
        )
        try await open(request, waiting, evidence)
    }

    private func open(
        _ request: AccessRequest,
        _ waiting: AccessGrants.Waiting,
        _ evidence: EscrowEvidence
    ) async throws(StaffError) {
        let time = now()
        var opened = request
        opened.opened = time
        guard let until = opened.until, let offer = try await desk.offer(of: request.account) else {
            return try await over(request, .denied)
        }
        let slots = offer.slots.filter { request.statement.trackers.contains($0.tracker) }
        let grant = AccessGrants.Open(
            vault: request.statement.vault,
            requester: request.statement.requester,
            slots: Dictionary(uniqueKeysWithValues: slots.map { ($0.tracker, $0.slot) }),
            until: until
        )
        try await record(.accessOpened, of: request, by: nil)
        // She is told whatever becomes of it: the act is in the log.
        try await desk.tell(Self.notice(opened), to: request.account)
        try await change(request.id) { request throws(StaffError) in
            request.opened = time
        }
        do throws(StaffError) {
            try await desk.open(
                AccessOpening(
                    account: request.account,
                    evidence: evidence,
                    secrets: waiting.secrets,
                    until: until
                )
            )
        } catch {
            try await over(opened, .denied)
            throw error
        }
        grants.open(grant, for: request.id)
        // Whoever ended it meanwhile found nothing open.
        if try await self.request(request.id).ending != nil { try await finishMemory(request.id, grant) }
    }

    /// Lets the requester see one page, which is in the log when this returns.
    ///
    /// - Throws: `.refused`: `unknownAccess`, `accessNotOpen`, `notAllowed`, `accessScope`.
    package func read(
        _ id: AccessRequestID,
        tracker: UInt16,
        by member: StaffMemberID
    ) async throws(StaffError) -> Page {
        let request = try await request(id)
        guard case .open(let until) = request.state, now() < until, let grant = grants.open(id) else {
            throw .refused(.accessNotOpen)
        }
        guard grant.requester == member else { try await deny(.notAllowed, of: request, by: member) }
        guard let slot = grant.slots[tracker] else { try await deny(.accessScope, of: request, by: member) }
        guard desk.isOpen([slot]) else {
            try await over(request, .person)
            throw .refused(.accessNotOpen)
        }
        var number = 0
        try await change(id) { request throws(StaffError) in
            request.pages += 1
            number = request.pages
        }
        try await record(.accessRead, of: request, by: member, page: number)
        return Page(vault: grant.vault, slot: slot, number: number, until: until)
    }

    /// Ends a request, whatever state it is in, and lets go of what it opened.
    func finish(_ id: AccessRequestID, _ cause: AccessRequest.Cause, by member: StaffMemberID?) async throws(StaffError)
    {
        let grant = grants.open(id)
        grants.drop(id)
        let time = now()
        var ended: AccessRequest?
        do throws(StaffError) {
            try await change(id) { request throws(StaffError) in
                request.end(cause, by: member, at: time)
                ended = request
            }
        } catch .refused(.accessOver) {
            ended = try await self.request(id)  // somebody else was faster, for whatever reason
        }
        if let grant { try await desk.end(Array(grant.slots.values), of: grant.vault) }
        if let ended, ended.opened != nil { try await desk.tell(Self.notice(ended), to: ended.account) }
    }

    private func finishMemory(_ id: AccessRequestID, _ grant: AccessGrants.Open) async throws(StaffError) {
        grants.drop(id)
        try await desk.end(Array(grant.slots.values), of: grant.vault)
    }

    /// What the person is told of it.
    private static func notice(_ request: AccessRequest) -> AccessNotice {
        AccessNotice(
            request: request.id,
            asked: request.statement.made,
            role: request.role,
            reason: request.reason,
            ticket: request.ticket,
            trackers: request.statement.trackers,
            opened: request.opened ?? request.statement.made,
            ended: request.ending?.time,
            pages: request.pages
        )
    }
}
