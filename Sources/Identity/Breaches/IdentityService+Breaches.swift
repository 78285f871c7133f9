import KeyService
package import Primitives
import Vault

/// Breaches of personal data: written down, worked out whom they concern, and told.
///
/// - Source: docs/spec/breaches.md.
extension IdentityService {
    package static let breachMaximum = 200
    /// How long ago one may have been noticed, in seconds.
    private static let noticedSeconds: Int64 = 5 * 366 * 86_400

    /// Every breach, newest first.
    package func breaches() async throws(IdentityError) -> [Breach] {
        do {
            return try await records.list(.breach, owner: RecordKey.nobody, as: Breach.self).map(\.value)
                .sorted { ($0.opened, $0.id.text) > ($1.opened, $1.id.text) }
        } catch { throw .records(error) }
    }

    /// - Throws: `.breach(.unknown)`.
    package func breach(_ id: BreachID) async throws(IdentityError) -> Breach { try await storedBreach(id).value }

    private func storedBreach(_ id: BreachID) async throws(IdentityError) -> OpenRecord<Breach> {
        let record: OpenRecord<Breach>?
        do { record = try await records.read(.breach(id)) } catch { throw .records(error) }
        guard let record else { throw .breach(.unknown) }
        return record
    }

    /// Writes a breach down; whom it concerns is worked out after it, by ``settleBreaches(wasOpened:)``.
    ///
    /// - `recording`: writes a leaf that there is a breach; nothing is kept where that fails.
    /// - Throws: `.breach`; and what `recording` throws.
    package func openBreach(
        _ draft: BreachDraft,
        recording: (BreachMention) async throws -> Void
    ) async throws -> Breach {
        let breach = Breach(try checked(draft), at: now())
        guard try await breaches().count < Self.breachMaximum else {
            throw IdentityError.breach(.tooMany(maximum: Self.breachMaximum))
        }
        try await recording(BreachMention(breach: breach.id.bytes, noticed: breach.noticed))
        try await write([.put(.breach(breach.id), breach, expected: 0)])
        return breach
    }

    private func checked(_ draft: BreachDraft) throws(IdentityError) -> BreachDraft {
        var checked = draft
        let earliest = now().adding(seconds: -Self.noticedSeconds)
        guard draft.noticed <= now(), draft.noticed >= earliest else { throw .breach(.noticed) }
        checked.what = try Self.text(draft.what, Breach.whatMaximum)
        checked.consequences = try Self.text(draft.consequences, Breach.lineMaximum)
        checked.measures = try Self.text(draft.measures, Breach.lineMaximum)
        guard !draft.data.isEmpty else { throw .breach(.noData) }
        switch draft.rule {
        case .everybody: break
        case .existed(let span), .opened(let span): guard !span.isEmpty else { throw .breach(.rule) }
        case .accounts(let accounts):
            guard (1...BreachRule.accountMaximum).contains(accounts.count) else { throw .breach(.rule) }
            checked.rule = .accounts(Set(accounts).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) })
        }
        return checked
    }

    private static func text(_ text: String, _ maximum: Int) throws(IdentityError) -> String {
        let checked: String?
        do { checked = try PlainText.checked(text, maximum: maximum, takesLines: true) } catch {
            throw .breach(.words(error, maximum: maximum))
        }
        guard let checked else { throw .breach(.empty) }
        return checked
    }

    /// Marks that somebody was told, or why nobody has to be.
    ///
    /// Telling people shows the notice to all whom it concerns, from that moment on.
    /// - `time`: when it was sent; of people it is now.
    /// - `reason`: why it is not owed; nil where it was told.
    /// - `recording`: writes a leaf that says so; nothing is marked where that fails.
    /// - Throws: `.breach`; and what `recording` throws.
    package func markBreach(
        _ id: BreachID,
        _ duty: BreachDuty,
        at time: Timestamp,
        notOwed reason: String? = nil,
        recording: (BreachMention) async throws -> Void
    ) async throws {
        var reasonText: String?
        if let reason { reasonText = try Self.text(reason, Breach.reasonMaximum) }
        var isRecorded = false
        for _ in 0..<4 {
            let present = try await storedBreach(id)
            var breach = present.value
            let mark = try newMark(of: duty, at: time, reasonText, in: breach)
            breach.marks.append(mark)
            if !isRecorded {
                let mention = BreachMention(
                    breach: id.bytes,
                    noticed: breach.noticed,
                    duty: duty.rawValue,
                    told: mark.time,
                    isOwed: reasonText == nil
                )
                try await recording(mention)
                isRecorded = true
            }
            do {
                try await write([.put(present.key, breach, expected: present.version)])
                return
            } catch IdentityError.records(.store(.conflict)) {
                continue
            }
        }
        throw IdentityError.vault(.contended)
    }

    private func newMark(
        of duty: BreachDuty,
        at time: Timestamp,
        _ reason: String?,
        in breach: Breach
    ) throws(IdentityError) -> Breach.Mark {
        guard breach.mark(of: duty) == nil else { throw .breach(.marked) }
        let isTelling = duty == .persons && reason == nil
        guard !isTelling || breach.concerned.isDone else { throw .breach(.gathering) }
        let when = isTelling || reason != nil ? now() : time
        guard when >= breach.noticed, when <= now() else { throw .breach(.time) }
        return Breach.Mark(duty: duty, time: when, reason: reason, noted: now())
    }

    // MARK: The person

    /// What a person was told of, newest first, with whether she has read it.
    package func breachNotices(
        for token: SessionToken
    ) async throws(IdentityError) -> [(breach: Breach, isRead: Bool)] {
        let session = try await unlockedSession(token)
        var found: [(breach: Breach, isRead: Bool)] = []
        for notice in try await storedNotices(of: session.account) {
            let breach = try await storedBreach(notice.value.breach).value
            if breach.isShown { found.append((breach, notice.value.read != nil)) }
        }
        return found.sorted { $0.breach.noticed > $1.breach.noticed }
    }

    /// Whether there is one that she has not read.
    package func hasBreachNotice(for token: SessionToken) async throws(IdentityError) -> Bool {
        let session = try await session(token)
        for notice in try await storedNotices(of: session.account) where notice.value.read == nil {
            if try await storedBreach(notice.value.breach).value.isShown { return true }
        }
        return false
    }

    /// She has read it: it is not shown on every page any more, and stays in the list.
    package func markBreachRead(_ id: BreachID, for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try await repeating { () async throws(IdentityError) in
            guard let present = try await storedNotice(id, of: session.account),
                try await storedBreach(id).value.isShown
            else { throw .breach(.unknown) }
            guard present.value.read == nil else { return }
            var changed = present.value
            changed.read = now()
            try await write([.put(present.key, changed, expected: present.version)])
        }
    }

    func storedNotices(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<BreachNotice>] {
        do { return try await records.list(.breach, owner: account.bytes) } catch { throw .records(error) }
    }

    func storedNotice(
        _ id: BreachID,
        of account: UserAccountID
    ) async throws(IdentityError) -> OpenRecord<BreachNotice>? {
        do { return try await records.read(.breachNotice(id, of: account)) } catch { throw .records(error) }
    }
}
