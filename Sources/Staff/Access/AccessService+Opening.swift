import Escrow
import Primitives

/// Opening what was agreed to, once the log has published it.
///
/// - Source: docs/spec/break-glass.md §6.
extension AccessService {
    /// Does what is due: lets go of what is over, opens what the log has published, ends what is to end.
    ///
    /// - Throws: the first error, after all the others were looked at; what failed is tried again at the next call.
    package func settle() async throws(StaffError) {
        desk.sweep()
        memory.sweep(at: now())
        var failure: StaffError?
        for request in try await openRequests() {
            do throws(StaffError) {
                try await turns.run { () async throws(StaffError) in try await settle(request.id) }
            } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    private func settle(_ id: AccessRequestID) async throws(StaffError) {
        guard memory.ending(id) == nil else { return try await finish(id) }
        let request = try await request(id)
        switch request.state {
        case .ended: return
        case .pending(let until):
            if now() >= until { try await over(id, .expired) }
        case .agreed: try await open(request)
        case .open(let until):
            if !memory.isOpened(id) {
                try await over(id, .restarted)
            } else if now() >= until {
                try await over(id, .timeUp)
            } else if !desk.isOpen(id) {
                try await over(id, .person)
            } else if let opened = request.opened, !memory.isTold(id) {
                try await tell(request, opened: opened)
            }
        }
    }

    /// Opens a request that two officers agreed to, once a checkpoint covers it.
    private func open(_ request: AccessRequest) async throws(StaffError) {
        guard let waiting = memory.waiting(request.id) else {
            return try await over(request.id, now() < request.statement.end ? .restarted : .expired)
        }
        // Who the officers are, and what is allowed, as it is now.
        do throws(StaffError) {
            let offer = try await offer(of: request.account, for: request.id)
            // She may have allowed it anew since: that is not what they agreed to.
            guard offer.policy == waiting.policy, waiting.secrets.keys.allSatisfy(offer.slots.map(\.slot).contains)
            else { throw .refused(.accessOfficers) }
        } catch .refused(let refusal) { return try await over(request.id, Self.cause(refusal)) }
        guard let entries = try await desk.evidence(of: Self.deeds(of: request), about: request.statement.vault)
        else { return }
        let evidence = EscrowEvidence(
            policy: waiting.policy,
            statement: request.statement,
            approvals: request.approvals.map(\.signed),
            entries: entries
        )
        try await open(request, waiting, evidence)
    }

    private func open(
        _ request: AccessRequest,
        _ waiting: AccessMemory.Waiting,
        _ evidence: EscrowEvidence
    ) async throws(StaffError) {
        let id = request.id
        var opened = request
        opened.opened = now()
        guard let time = opened.opened, let until = opened.until else { return }
        try await recordOnce(.accessOpened, of: request, by: nil)
        do throws(StaffError) {
            try await desk.open(
                AccessOpening(
                    account: request.account,
                    evidence: evidence,
                    secrets: waiting.secrets,
                    until: until
                )
            )
        } catch .refused(let refusal) { return try await over(id, Self.cause(refusal)) }
        // Whoever ended it meanwhile found nothing to let go of.
        guard memory.ending(id) == nil else {
            desk.close(id)
            return try await finish(id)
        }
        try await note(opened)
        try await tell(opened, opened: time)
    }

    /// Writes down that it is open; where that fails nothing is, and it is opened the next time.
    private func note(_ opened: AccessRequest) async throws(StaffError) {
        do throws(StaffError) {
            try await change(opened.id) { request throws(StaffError) in
                request.opened = opened.opened
            }
        } catch {
            desk.putBack(opened.id)
            throw error
        }
        memory.noteOpened(opened.id)
    }

    private func tell(_ request: AccessRequest, opened: Timestamp) async throws(StaffError) {
        try await desk.tell(Self.notice(request, opened: opened), to: request.account)
        memory.noteTold(request.id)
    }

    /// What the log must have published.
    private static func deeds(of request: AccessRequest) -> [AccessDeed] {
        let statement = request.statement
        return [AccessDeed(deed: .accessAsked, actor: statement.requester, statement: statement.digest)]
            + request.approvals.map {
                AccessDeed(deed: .accessAgreed, actor: $0.officer, statement: statement.digest)
            }
    }

    private static func cause(_ refusal: StaffRefusal) -> AccessRequest.Cause {
        refusal == .accessNotAllowed ? .person : .denied
    }
}
