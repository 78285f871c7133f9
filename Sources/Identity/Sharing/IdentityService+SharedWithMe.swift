import KeyService
package import Primitives
import Sealing
import Vault

/// What somebody else shares of a diary, as the partner sees it.
package struct SharedWithMeView: Sendable, Hashable {
    /// Names it in forms: opaque.
    package let id: [UInt8]
    package let name: String
    package let since: Timestamp
    package let ended: Timestamp?
    /// Which parts are shared now.
    package let parts: Set<SharedDiaryPart>
    /// What is shown; nil where nothing was worked out yet, or it does not verify.
    package let content: [UInt8]?
}

/// Being shown parts of another's diary.
///
/// - Source: docs/spec/sharing.md §8 and §9.
extension IdentityService {
    /// What a code for a diary is for.
    ///
    /// - Throws: `.sharing(.wrongCode)`, which is told and counts; `.sharing(.ownCode)`.
    package func diaryOffer(
        code text: String,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) -> DiaryShareLook {
        let (session, _) = try await sharer(token)
        let record = try await offer(text, session, from: source).record
        return DiaryShareLook(name: record.value.name, parts: record.value.parts, expiry: record.value.expiry)
    }

    /// Uses a code: from the next time that the diary is open, its chosen parts are shown here.
    ///
    /// - Returns: whose diary it is, for who makes what is shown.
    /// - Throws: as ``diaryOffer(code:token:from:)``; `.sharing(.displayName)`, `.sharing(.tooManyShares)`.
    package func acceptDiary(
        code text: String,
        as name: String,
        token: SessionToken,
        from source: Source
    ) async throws(IdentityError) -> VaultID {
        let name = try Self.sharedName(name, .displayName)
        let (session, own) = try await sharer(token)
        let first = try await offer(text, session, from: source)
        return try await repeating { () async throws(IdentityError) in
            guard let found = try await offer(text), found.record.key == first.record.key else {
                throw .sharing(.wrongCode)
            }
            try await accept(found, as: name, session, own)
            return found.owner
        }
    }

    private func accept(
        _ found: FoundOffer,
        as name: String,
        _ session: Session,
        _ own: VaultAccess
    ) async throws(IdentityError) {
        let standing = try await standing(session)
        guard try await storedSharedWithMe(session.vault).count < DiaryShare.countMaximum else {
            throw .sharing(.tooManyShares)
        }
        let share = found.record.key.name
        let record = SecureRandom.bytes(count: DiaryShare.nameByteCount)
        var paired = found.record.value
        let mine: SharedWithMe
        do throws(VaultError) {
            let pairing = DiaryPairing(found.code, share: share)
            let epoch = try own.sharingEpoch()
            let publicKey = try own.sharingKeyPair(epoch: epoch).publicKey.bytes
            paired.partner = DiaryShare.Partner(
                vault: session.vault,
                record: record,
                name: name,
                since: now(),
                epoch: epoch,
                publicKey: publicKey,
                tag: pairing.tag(of: publicKey, epoch: epoch)
            )
            mine = SharedWithMe(
                owner: found.owner,
                share: share,
                name: paired.name,
                since: now(),
                pairing: try pairing.sealed(by: own)
            )
        } catch {
            throw .vault(error)
        }
        try await note(AccountEvent(.diaryShareBegun, name), of: found.owner)
        try await note(AccountEvent(.diaryShareBegun, paired.name), of: session.vault, by: session.slot)
        // Without its mark: the code is good for nothing any more.
        let changes: [RecordChange] = [
            .put(found.record.key, paired, expected: found.record.version),
            .put(.sharedWithMe(record, of: session.vault), mine, expected: 0),
        ]
        try await write(changes, by: standing)
    }

    /// What is shared with the owner of a session, the latest first.
    package func sharedWithMe(_ token: SessionToken) async throws(IdentityError) -> [SharedWithMeView] {
        let (session, own) = try await sharer(token)
        var views: [SharedWithMeView] = []
        for record in try await storedSharedWithMe(session.vault) {
            let mine = record.value
            let share = mine.ended == nil ? try await self.share(mine.share, of: mine.owner)?.value : nil
            views.append(
                SharedWithMeView(
                    id: record.key.name,
                    name: mine.name,
                    since: mine.since,
                    // A share that is gone without a word was deleted with its owner's account.
                    ended: mine.ended ?? (share == nil ? now() : nil),
                    parts: share?.parts ?? [],
                    content: share.flatMap { Self.content(of: $0, mine, own) }
                )
            )
        }
        return views.sorted { ($0.since, $0.name) > ($1.since, $1.name) }
    }

    /// What does not verify is not shown: somebody else put it there.
    private static func content(of share: DiaryShare, _ mine: SharedWithMe, _ own: VaultAccess) -> [UInt8]? {
        guard let shown = share.shown else { return nil }
        do { return try DiaryPairing(mine.pairing, share: mine.share, by: own).open(shown, by: own) } catch {
            return nil
        }
    }

    /// Ends being shown something, or puts away that it ended.
    package func endSharedWithMe(_ id: [UInt8], token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try await repeating { () async throws(IdentityError) in
            guard let record = try await sharedWithMe(id, of: session.vault) else { return }
            var changes: [RecordChange] = [.delete(record.key, expected: record.version)]
            let share = try await self.share(record.value.share, of: record.value.owner)
            if let share, share.value.partner?.record == id {
                let name = share.value.partner?.name
                try await note(AccountEvent(.diaryShareEnded, record.value.name), of: session.vault, by: session.slot)
                try await note(AccountEvent(.diaryShareEnded, name), of: record.value.owner)
                changes.append(.delete(share.key, expected: share.version))
            }
            try await write(changes)
        }
    }

    private struct FoundOffer {
        let owner: VaultID
        let code: SharingCode
        let record: OpenRecord<DiaryShare>
    }

    /// Counts the try before anything is looked for.
    private func offer(
        _ text: String,
        _ session: Session,
        from source: Source
    ) async throws(IdentityError) -> FoundOffer {
        try requireSharingTries(session.account, source)
        guard let found = try await offer(text) else { throw try await refusedCode(session) }
        sharingLimit.forgive(session.account.bytes)
        guard found.owner != session.vault else { throw .sharing(.ownCode) }
        return found
    }

    private func offer(_ text: String) async throws(IdentityError) -> FoundOffer? {
        guard let code = SharingCode(text: text) else { return nil }
        let record: OpenRecord<DiaryShare>?
        let mark = code.mark(.diary)
        do { record = try await records.find(.diaryShare, unique: mark) } catch { throw .records(error) }
        // The store's index is not sealed.
        guard let record, record.value.mark == mark, record.value.partner == nil, now() < record.value.expiry,
            let owner = VaultID(bytes: record.key.owner)
        else { return nil }
        return FoundOffer(owner: owner, code: code, record: record)
    }

    func storedSharedWithMe(_ vault: VaultID) async throws(IdentityError) -> [OpenRecord<SharedWithMe>] {
        do { return try await records.list(.sharedWithMe, owner: vault.bytes) } catch { throw .records(error) }
    }
}
