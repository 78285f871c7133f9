import KeyService
package import Primitives
import Sealing
package import Vault

/// What somebody shares of her diary, as she sees it.
package struct DiaryShareView: Sendable, Hashable {
    /// Names it in forms: opaque.
    package let id: [UInt8]
    package let parts: Set<SharedDiaryPart>
    /// Under which the partner is seen; nil while the code waits.
    package let partner: String?
    package let since: Timestamp?
    /// Until when the code may be used.
    package let expiry: Timestamp
}

/// What a code for a diary is for.
package struct DiaryShareLook: Sendable, Hashable {
    package let name: String
    package let parts: Set<SharedDiaryPart>
    package let expiry: Timestamp
}

/// Sharing chosen parts of a diary, by who keeps it.
///
/// - Source: docs/spec/sharing.md §8 and §9.
extension IdentityService {
    /// Makes a code for a partner; nothing is shared before it is used.
    ///
    /// - Throws: `.sharing(.noParts)`, `.sharing(.displayName)`, `.sharing(.tooManyShares)`.
    package func offerDiary(
        _ parts: Set<SharedDiaryPart>,
        as name: String,
        token: SessionToken
    ) async throws(IdentityError) -> Redacted<String> {
        guard !parts.isEmpty else { throw .sharing(.noParts) }
        let name = try Self.sharedName(name, .displayName)
        let (session, own) = try await sharer(token)
        let code = SharingCode.random()
        let id = SecureRandom.bytes(count: DiaryShare.nameByteCount)
        let pairing: SealedPairing
        do { pairing = try DiaryPairing(code, share: id).sealed(by: own) } catch { throw .vault(error) }
        try await repeating { () async throws(IdentityError) in
            let standing = try await standing(session)
            let present = try await shares(of: session.vault)
            let stale = present.filter { $0.value.partner == nil && now() >= $0.value.expiry }
            guard present.count - stale.count < DiaryShare.countMaximum else { throw .sharing(.tooManyShares) }
            try await note(AccountEvent(.diaryShareOffered), of: session.vault, by: session.slot)
            let mark = code.mark(.diary)
            let share = DiaryShare(parts: parts, made: now(), name: name, pairing: pairing, mark: mark)
            let changes: [RecordChange] = [
                .put(.diaryShare(id, of: session.vault), share, unique: mark, expected: 0)
            ]
            try await write(changes + stale.map { .delete($0.key, expected: $0.version) }, by: standing)
        }
        return Redacted(code.text())
    }

    /// What is shared, and codes that wait; the latest first.
    package func diaryShares(for token: SessionToken) async throws(IdentityError) -> [DiaryShareView] {
        let session = try await unlockedSession(token)
        return try await shares(of: session.vault)
            .filter { $0.value.partner != nil || now() < $0.value.expiry }
            .sorted { ($0.value.made, $0.key) > ($1.value.made, $1.key) }
            .map { record in
                DiaryShareView(
                    id: record.key.name,
                    parts: record.value.parts,
                    partner: record.value.partner?.name,
                    since: record.value.partner?.since,
                    expiry: record.value.expiry
                )
            }
    }

    /// Shares other parts; what was shown of the parts before is gone at once.
    package func changeDiaryShare(
        _ id: [UInt8],
        to parts: Set<SharedDiaryPart>,
        token: SessionToken
    ) async throws(IdentityError) {
        guard !parts.isEmpty else { throw .sharing(.noParts) }
        let session = try await unlockedSession(token)
        try await repeating { () async throws(IdentityError) in
            guard let record = try await share(id, of: session.vault) else { throw .sharing(.noShare) }
            guard record.value.parts != parts else { return }
            var changed = record.value
            changed.parts = parts
            changed.shown = nil
            try await tell(.diaryShareChanged, record.value, session)
            // A code that waits is found by its mark still.
            let mark = changed.partner == nil ? changed.mark : nil
            try await write([.put(record.key, changed, unique: mark, expected: record.version)])
        }
    }

    /// Ends a share, or takes back a code: what the partner was shown is deleted in the same step.
    package func endDiaryShare(_ id: [UInt8], token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try await repeating { () async throws(IdentityError) in
            guard let record = try await share(id, of: session.vault) else { return }
            try await end(record, session)
        }
    }

    /// Ends everything that is shared of the diary, whether that is open or behind its lock.
    package func endDiaryShares(_ token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        for record in try await shares(of: session.vault) { try await endDiaryShare(record.key.name, token: token) }
    }

    private func end(_ record: OpenRecord<DiaryShare>, _ session: Session) async throws(IdentityError) {
        try await tell(.diaryShareEnded, record.value, session)
        var changes: [RecordChange] = [.delete(record.key, expected: record.version)]
        if let partner = record.value.partner, let theirs = try await sharedWithMe(partner.record, of: partner.vault) {
            var ended = theirs.value
            ended.ended = now()
            changes.append(.put(theirs.key, ended, expected: theirs.version))
        }
        try await write(changes)
    }

    /// In the histories of both.
    private func tell(
        _ act: AccountEvent.Act,
        _ share: DiaryShare,
        _ session: Session
    ) async throws(IdentityError) {
        try await note(AccountEvent(act, share.partner?.name), of: session.vault, by: session.slot)
        guard let partner = share.partner else { return }
        try await note(AccountEvent(act, share.name), of: partner.vault)
    }

    // MARK: What is shown

    /// The parts that partners are shown, by share; of those alone that have one.
    package func partsShown(of vault: VaultID) async throws(IdentityError) -> [[UInt8]: Set<SharedDiaryPart>] {
        try await shares(of: vault).reduce(into: [:]) { parts, record in
            if record.value.partner != nil { parts[record.key.name] = record.value.parts }
        }
    }

    /// Seals what a partner is shown, in place of what was there.
    ///
    /// - `parts`: that it was made for: where they were changed meanwhile, nothing is written.
    /// - Throws: `.vault(.doesNotOpen)` where the partner's key is none that the code was used with.
    package func show(
        _ content: [UInt8],
        in id: [UInt8],
        for parts: Set<SharedDiaryPart>,
        _ own: VaultAccess
    ) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            guard let record = try await share(id, of: own.vaultID), record.value.parts == parts,
                let partner = record.value.partner
            else { return }
            var changed = record.value
            do throws(VaultError) {
                changed.shown = try DiaryPairing(record.value.pairing, share: id, by: own).seal(content, to: partner)
            } catch {
                throw .vault(error)
            }
            try await write([.put(record.key, changed, expected: record.version)])
        }
    }

    /// What partners were shown is gone: it rests on a consent that was taken back.
    package func removeProjections(of vault: VaultID) async throws(IdentityError) {
        try await repeating { () async throws(IdentityError) in
            var changes: [RecordChange] = []
            for record in try await shares(of: vault) where record.value.shown != nil {
                var changed = record.value
                changed.shown = nil
                changes.append(.put(record.key, changed, expected: record.version))
            }
            if !changes.isEmpty { try await write(changes) }
        }
    }

    func shares(of vault: VaultID) async throws(IdentityError) -> [OpenRecord<DiaryShare>] {
        do { return try await records.list(.diaryShare, owner: vault.bytes) } catch { throw .records(error) }
    }

    func share(_ id: [UInt8], of vault: VaultID) async throws(IdentityError) -> OpenRecord<DiaryShare>? {
        guard id.count == DiaryShare.nameByteCount else { return nil }
        do { return try await records.read(.diaryShare(id, of: vault)) } catch { throw .records(error) }
    }

    func sharedWithMe(_ id: [UInt8], of vault: VaultID) async throws(IdentityError) -> OpenRecord<SharedWithMe>? {
        guard id.count == DiaryShare.nameByteCount else { return nil }
        do { return try await records.read(.sharedWithMe(id, of: vault)) } catch { throw .records(error) }
    }
}
