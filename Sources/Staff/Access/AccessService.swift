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
    let grants = AccessGrants()
    let denials = RefusalRate()

    package init(staff: StaffService, desk: any AccessDesk) {
        self.staff = staff
        self.desk = desk
    }

    var records: SealedRecords { staff.records }

    func now() -> Timestamp { staff.now() }

    /// All requests there are, newest first.
    package func requests() async throws(StaffError) -> [AccessRequest] {
        var found: [AccessRequest] = []
        var after: [UInt8]?
        while true {
            let page: [OpenRecord<AccessRequest>]
            do {
                page = try await records.list(
                    .accessRequest,
                    owner: RecordKey.nobody,
                    after: after,
                    limit: Self.pageCount
                )
            } catch { throw .records(error) }
            found += page.map(\.value)
            guard page.count == Self.pageCount, let last = page.last else { break }
            after = last.key.name
        }
        return found.sorted { $0.statement.made > $1.statement.made }
    }

    /// One request.
    ///
    /// - Throws: `.refused(.unknownAccess)`.
    package func request(_ id: AccessRequestID) async throws(StaffError) -> AccessRequest {
        try await stored(id).value
    }

    func stored(_ id: AccessRequestID) async throws(StaffError) -> OpenRecord<AccessRequest> {
        let record: OpenRecord<AccessRequest>?
        do { record = try await records.read(.accessRequest(id)) } catch { throw .records(error) }
        guard let record else { throw .refused(.unknownAccess) }
        return record
    }

    /// Changes a request as it is at that moment; of two at once the second looks again.
    func change(
        _ id: AccessRequestID,
        _ body: (inout AccessRequest) async throws(StaffError) -> Void
    ) async throws(StaffError) {
        for _ in 0..<4 {
            let present = try await stored(id)
            var changed = present.value
            try await body(&changed)
            guard changed != present.value else { return }
            do {
                try await records.put(.accessRequest(id), changed, expected: present.version)
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
    /// - Throws: `.accessNotAllowed`, `.accessOfficers` where the officers are others by now, or it was used.
    func offer(of account: UserAccountID) async throws(StaffError) -> EscrowOffer {
        guard let offer = try await desk.offer(of: account) else { throw .refused(.accessNotAllowed) }
        guard !offer.isUsed, let today = try await desk.policy(), today == offer.policy else {
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
