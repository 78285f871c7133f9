package import Escrow
import KeyService
package import Primitives
import Sealing
package import Vault

/// What a person allows the staff, as her page shows it.
package struct SupportConsent: Sendable, Hashable {
    /// Empty while nothing is allowed.
    package let trackers: [TrackerID]
    package let since: Timestamp?
    /// How many officers there are, of whom it takes two; nil where there could be no help.
    package let officerCount: Int?
}

/// Allowing help, and taking it back.
///
/// - Source: docs/spec/break-glass.md §6.
extension IdentityService {
    /// What can be allowed: the trackers of people, whose names are known to those above.
    package static let supportTrackers = [TokenScope.moneyRead.tracker, TokenScope.diaryRead.tracker]

    package func support(for token: SessionToken) async throws(IdentityError) -> SupportConsent {
        let session = try await unlockedSession(token)
        let record = try await escrow(of: session.account)?.value
        return SupportConsent(
            trackers: record?.slots.map { TrackerID(rawValue: $0.tracker) } ?? [],
            since: record?.made,
            officerCount: try await policy()?.officers.count
        )
    }

    /// Lets two officers together open these trackers, when they ask for it; instead of what was allowed before.
    ///
    /// - Throws: `.support`, `.proofNeeded`, `.vault(.outsideScope)` for a tracker that is not open in the session.
    package func allowSupport(
        with trackers: Set<TrackerID>,
        for token: SessionToken
    ) async throws(IdentityError) {
        guard !trackers.isEmpty, trackers.isSubset(of: Set(Self.supportTrackers)) else { throw .support(.nothing) }
        let (session, _) = try await owner(token)
        try await registry.withSteadyKeys(of: session.vault) { () async throws(IdentityError) in
            try await repeating { () async throws(IdentityError) in
                let standing = try await proved(session)
                try await note(AccountEvent(.supportAllowed), of: session.vault, by: session.slot)
                let present = try await escrow(of: session.account)
                var changes = try await makingEscrow(of: trackers, inPlaceOf: present, standing, token)
                changes += try await consentChange(.supportAccess, of: session.vault, isGiven: true)
                try await write(changes, by: standing)
            }
        }
    }

    /// Takes the consent back: nothing can be opened any more, what is open ends, and the keys are replaced.
    package func forbidSupport(for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        // Before anything is written, and again after it.
        closeEscrows(of: session.vault)
        guard let record = try await escrow(of: session.account) else { return }
        try await note(AccountEvent(.supportForbidden), of: session.vault, by: session.slot)
        try await repeating { () async throws(IdentityError) in
            let standing = try await standing(session)
            guard let record = try await escrow(of: session.account) else { return }
            var changes = try await escrowRemoval(record, of: session.account, in: session.vault)
            changes.append(renewal(of: session.vault))
            // With her account's record: whoever makes it anew at this moment does not.
            try await write(changes, by: standing)
        }
        closeEscrows(of: session.vault)
        for slot in record.value.slots {
            await renewKey(afterLock: TrackerID(rawValue: slot.tracker), in: session.vault)
        }
    }

    /// What a recovery takes away of it; nothing where nothing is allowed.
    ///
    /// What is open ends after it is written.
    func supportRemoval(of account: UserAccount) async throws(IdentityError) -> [RecordChange] {
        guard let record = try await escrow(of: account.id) else { return [] }
        return try await escrowRemoval(record, of: account.id, in: account.vault)
    }

    /// Ends what the staff has open of a vault; what she allows stays.
    ///
    /// - Returns: whether anything was.
    @discardableResult
    package func endSupportAccess(for token: SessionToken) async throws(IdentityError) -> Bool {
        let session = try await unlockedSession(token)
        // Before it is written down: what she ends must not wait for a log.
        guard closeEscrows(of: session.vault) else { return false }
        try await note(AccountEvent(.supportEnded), of: session.vault, by: session.slot)
        return true
    }

    /// What she has yet to be told, newest first.
    package func accessNotices(for token: SessionToken) async throws(IdentityError) -> [AccessNotice] {
        try await accessNotices(of: try await session(token).account)
    }

    func accessNotices(of account: UserAccountID) async throws(IdentityError) -> [AccessNotice] {
        do {
            return try await records.list(.accessNotice, owner: account.bytes, as: AccessNoticeRecord.self)
                .map(\.value.notice).sorted { $0.opened > $1.opened }
        } catch { throw .records(error) }
    }

    /// She has seen what she was told; what is still open is told again when it ends.
    package func forgetAccessNotices(for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try await repeating { () async throws(IdentityError) in
            let account = try await account(session.account)
            let notices = try await accessNotices(of: account.value.id)
            let seen = notices.filter { $0.ended != nil }
            var changed = account.value
            changed.untoldAccess = notices.first { $0.ended == nil }?.opened
            try await write(
                seen.map { .delete(.accessNotice($0.request, of: account.value.id)) }
                    + [try await replacing(account, by: changed)]
            )
        }
    }

    /// Puts down what she is to be told at her next sign-in, or how it went on.
    package func tell(_ notice: AccessNotice, to id: UserAccountID) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            let account = try await account(id)
            var changed = account.value
            changed.untoldAccess = notice.opened
            try await write([
                .put(.accessNotice(notice.request, of: id), AccessNoticeRecord(notice), expected: nil),
                try await replacing(account, by: changed),
            ])
        }
    }
}
