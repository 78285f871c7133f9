package import Escrow
import KeyService
import Primitives
import Sealing
import WebAuthn

/// Access of the staff to a part of one person's data: asked for, agreed to by two officers, opened by the key service,
/// read page by page, and ended.
///
/// Every step is in the log, and in the person's own history, before it is done.
///
/// - Source: docs/spec/break-glass.md.
package final class AccessService: Sendable {
    /// How many requests may be under way at once, of everybody and of one member.
    package static let openCountMaximum = 32
    package static let ownCountMaximum = 4
    private static let pageCount = 500

    let staff: StaffService
    let desk: any AccessDesk
    let memory = AccessMemory()
    /// Of two who change a request each finds what the other left.
    let turns = AsyncGate()
    let denials = RefusalRate()
    /// Each request stands in a person's history: whoever asks must not fill it.
    let askings = RefusalRate()

    package init(staff: StaffService, desk: any AccessDesk) {
        self.staff = staff
        self.desk = desk
    }

    var records: SealedRecords { staff.records }

    func now() -> Timestamp { staff.now() }

    /// Requests that have not ended, newest first.
    package func openRequests() async throws(StaffError) -> [AccessRequest] {
        try await list(RecordKey.nobody, after: nil)
    }

    /// Those that ended and were made in the last 90 days, newest first.
    package func endedRequests() async throws(StaffError) -> [AccessRequest] {
        let since = now().adding(seconds: -Self.keptDays * 86_400)
        return try await list(
            RecordKey.endedAccess,
            after: AccessRequestID(high: UInt64(clamping: since.milliseconds), low: 0).bytes
        )
    }

    func allEndedRequests() async throws(StaffError) -> [AccessRequest] {
        try await list(RecordKey.endedAccess, after: nil)
    }

    private func list(_ owner: [UInt8], after first: [UInt8]?) async throws(StaffError) -> [AccessRequest] {
        var found: [AccessRequest] = []
        var after = first
        while true {
            let page: [OpenRecord<AccessRequest>]
            do {
                page = try await records.list(.accessRequest, owner: owner, after: after, limit: Self.pageCount)
            } catch { throw .records(error) }
            found += page.map(\.value)
            guard page.count == Self.pageCount, let last = page.last else { break }
            after = last.key.name
        }
        return found.reversed()
    }

    /// One request, open or ended.
    ///
    /// - Throws: `.refused(.unknownAccess)`.
    package func request(_ id: AccessRequestID) async throws(StaffError) -> AccessRequest {
        if let open = try await read(.accessRequest(id)) { return open.value }
        guard let ended = try await read(.endedAccessRequest(id)) else { throw .refused(.unknownAccess) }
        return ended.value
    }

    private func read(_ key: RecordKey) async throws(StaffError) -> OpenRecord<AccessRequest>? {
        do { return try await records.read(key) } catch { throw .records(error) }
    }

    /// Changes a request that has not ended as it is at that moment; of two at once the second looks again.
    ///
    /// One that ends is put to those that ended.
    /// - Throws: `.refused(.accessOver)` for one that has ended.
    func change(
        _ id: AccessRequestID,
        _ body: (inout AccessRequest) async throws(StaffError) -> Void
    ) async throws(StaffError) {
        for _ in 0..<4 {
            guard let present = try await read(.accessRequest(id)) else { throw .refused(.accessOver) }
            var changed = present.value
            try await body(&changed)
            guard changed != present.value else { return }
            var changes = [RecordChange.put(.accessRequest(id), changed, expected: present.version)]
            if changed.ending != nil {
                changes = [
                    .delete(.accessRequest(id), expected: present.version),
                    .put(.endedAccessRequest(id), changed, expected: 0),
                ]
            }
            do {
                try await records.transaction(changes)
                return
            } catch .store(.conflict) {
                continue
            } catch { throw .records(error) }
        }
        throw .records(.store(.conflict))
    }

    /// Writes an act about a request into the person's history, before it is done.
    func record(
        _ deed: StaffDeed,
        of request: AccessRequest,
        by member: StaffMemberID?,
        page: Int? = nil
    ) async throws(StaffError) {
        var role: StaffRole?
        if let member { role = try await staff.roster()[member]?.role }
        try await staff.surroundings.recorder.record(
            StaffAct(
                deed,
                actor: member,
                role: role,
                vault: request.statement.vault,
                access: request.mention(page: page)
            )
        )
    }

    /// Refuses what somebody tried, and says so in the person's history.
    func deny(
        _ refusal: StaffRefusal,
        of request: AccessRequest,
        by member: StaffMemberID
    ) async throws(StaffError) -> Never {
        try await note(denialOf: request, by: member)
        throw .refused(refusal)
    }

    /// Writes down that somebody tried what she may not; eight at once, then one in two minutes.
    func note(denialOf request: AccessRequest, by member: StaffMemberID) async throws(StaffError) {
        if let seconds = denials.attempt(member, at: now()) { throw .tooManyTries(retryAfterSeconds: seconds) }
        try await record(.accessDenied, of: request, by: member)
    }

    /// The policy of an escrow as it is asked for now.
    ///
    /// - `request`: for which it may have been used already, when opening had to be tried again.
    /// - Throws: `.accessNotAllowed`, `.accessOfficers` where the officers are others by now, or it was used.
    func offer(
        of account: UserAccountID,
        for request: AccessRequestID? = nil
    ) async throws(StaffError) -> EscrowOffer {
        guard let offer = try await desk.offer(of: account) else { throw .refused(.accessNotAllowed) }
        guard offer.use == nil || offer.use == request, let today = try await desk.policy(), today == offer.policy
        else {
            throw .refused(.accessOfficers)
        }
        return offer
    }
}

extension StaffService {
    /// Today's officers as a policy.
    ///
    /// - `logKey`: the log's verifier key, as text.
    /// - Returns: nil while there are not two whose passkeys derive a key, or passkeys are shown nowhere.
    package func escrowPolicy(logKey: String) async throws(StaffError) -> EscrowPolicy? {
        let officers = try await roster().officers.compactMap { member -> EscrowOfficer? in
            guard let key = member.passkey.escrowKey else { return nil }
            return EscrowOfficer(
                id: member.id,
                credentialID: member.passkey.credentialID,
                passkey: member.passkey.publicKey,
                isCopyable: member.passkey.isCopyable,
                key: key
            )
        }
        let party = surroundings.relyingParty
        return try? EscrowPolicy(
            logKey: logKey,
            relyingParty: party.id,
            origins: party.origins,
            officers: officers.prefix(EscrowPolicy.officerCounts.upperBound)
        )
    }
}
