import KeyService
package import Primitives
import Vault

/// Requests of a person: filed, seen and taken back by herself.
///
/// - Source: docs/spec/rights.md §4.
extension IdentityService {
    /// How many of one account may wait for an answer, and how many are kept of it.
    package static let openRequestMaximum = 10
    package static let requestMaximum = 100

    /// What somebody asks for.
    package struct RightsWish: Sendable {
        package let kind: RightsKind
        package let words: String
        /// What she objects to; nil for what is no purpose, and for other kinds.
        package let purpose: Purpose?

        package init(_ kind: RightsKind, words: String, purpose: Purpose? = nil) {
            self.kind = kind
            self.words = words
            self.purpose = purpose
        }
    }

    /// All that she ever asked for and that is kept, newest first.
    ///
    /// - Throws: ``IdentityError/signedOut``, ``IdentityError/sessionLocked``.
    package func requests(for token: SessionToken) async throws(IdentityError) -> [RightsRequest] {
        let session = try await unlockedSession(token)
        return try await storedRequests(of: session.account).map(\.value)
            .sorted { ($0.filed, $0.id.text) > ($1.filed, $1.id.text) }
    }

    /// Whether the staff did something about a request that she has not read.
    package func hasRequestNews(for token: SessionToken) async throws(IdentityError) -> Bool {
        let session = try await session(token)
        guard !session.isLocked else { return false }
        return try await storedRequests(of: session.account).contains { $0.value.hasNews }
    }

    /// Files a request; an objection to a purpose takes the consent back at once, and others of the closed list are
    /// honoured at once too.
    ///
    /// It stands in the access history before it is kept.
    /// - `today`: where the installation is; the clocks run from it.
    /// - Throws: `.rights`, `.tooManyTries`, `.signedOut`, `.sessionLocked`; nothing is filed then.
    package func file(
        _ wish: RightsWish,
        on today: CalendarDay,
        for token: SessionToken
    ) async throws(IdentityError) -> RightsRequest {
        let session = try await unlockedSession(token)
        let isPurpose = wish.kind == .objection && wish.purpose != nil
        let words = try Self.words(of: wish, areNeeded: wish.kind.needsWords && !isPurpose)
        if let purpose = wish.purpose {
            guard wish.kind == .objection, purpose.isAsked else { throw .rights(.purpose) }
        }
        let kept = try await storedRequests(of: session.account)
        guard kept.count(where: { $0.value.state.isOpen }) < Self.openRequestMaximum else {
            throw .rights(.tooMany(maximum: Self.openRequestMaximum))
        }
        guard kept.count < Self.requestMaximum else { throw .rights(.tooMany(maximum: Self.requestMaximum)) }
        if let seconds = requestLimit.attempt(session.account.bytes, at: now()) {
            throw .tooManyTries(retryAfterSeconds: seconds)
        }
        let request = RightsRequest(wish.kind, words: words, purpose: wish.purpose, at: now(), on: today)
        try await note(AccountEvent(.requestFiled, wish.kind.name), of: session.vault, by: session.slot)
        if let purpose = wish.purpose { try await setConsent(purpose, for: token, given: false) }
        var changes = Self.putting(request, of: session.account)
        if wish.kind == .nominee {
            // One nominee at a time: who is named now takes the place of who was.
            for earlier in kept where earlier.value.kind == .nominee && earlier.value.state == .done {
                changes += Self.replacing(earlier, by: withdrawn(earlier.value), of: session.account)
            }
        }
        try await write(changes)
        return request
    }

    private static func words(of wish: RightsWish, areNeeded: Bool) throws(IdentityError) -> String? {
        do throws(RightsProblem) {
            let words = try RightsProblem.checked(wish.words, maximum: RightsRequest.wordsMaximum)
            if areNeeded, words == nil { throw .empty }
            return words
        } catch { throw .rights(error) }
    }

    /// Takes a request back that nobody answered yet; a nominee can be taken back at any time.
    ///
    /// - Throws: `.rights(.unknown)`, `.rights(.over)`.
    package func withdrawRequest(_ id: RightsRequestID, for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        var isNoted = false
        try await repeating { () async throws(IdentityError) in
            guard let present = try await storedRequest(id, of: session.account) else { throw .rights(.unknown) }
            let request = present.value
            let isNominee = request.kind == .nominee && request.state == .done
            guard request.state.isOpen || isNominee else { throw .rights(.over) }
            if !isNoted {
                try await note(AccountEvent(.requestWithdrawn, request.kind.name), of: session.vault, by: session.slot)
                isNoted = true
            }
            try await write(Self.replacing(present, by: withdrawn(request), of: session.account))
        }
    }

    /// She has read what the staff did so far.
    package func markRequestsRead(for token: SessionToken) async throws(IdentityError) {
        let session = try await unlockedSession(token)
        try await repeating { () async throws(IdentityError) in
            var changes: [RecordChange] = []
            for present in try await storedRequests(of: session.account) where present.value.hasNews {
                var changed = present.value
                changed.seen = now()
                changes.append(.put(present.key, changed, expected: present.version))
            }
            if !changes.isEmpty { try await write(changes) }
        }
    }

    private func withdrawn(_ request: RightsRequest) -> RightsRequest {
        var withdrawn = request
        withdrawn.take(.withdrawn, at: now())
        // Whoever was named is nobody's business any more.
        if request.kind == .nominee { withdrawn.words = nil }
        return withdrawn
    }

    // MARK: Records

    func storedRequests(of account: UserAccountID) async throws(IdentityError) -> [OpenRecord<RightsRequest>] {
        do { return try await records.list(.rightsRequest, owner: account.bytes) } catch { throw .records(error) }
    }

    func storedRequest(
        _ id: RightsRequestID,
        of account: UserAccountID
    ) async throws(IdentityError) -> OpenRecord<RightsRequest>? {
        do { return try await records.read(.rightsRequest(id, of: account)) } catch { throw .records(error) }
    }

    static func putting(_ request: RightsRequest, of account: UserAccountID) -> [RecordChange] {
        [
            .put(.rightsRequest(request.id, of: account), request, expected: 0),
            .put(.rightsLine(request.id), RightsLine(request, of: account), expected: nil),
        ]
    }

    static func replacing(
        _ present: OpenRecord<RightsRequest>,
        by request: RightsRequest,
        of account: UserAccountID
    ) -> [RecordChange] {
        [
            .put(present.key, request, expected: present.version),
            .put(.rightsLine(request.id), RightsLine(request, of: account), expected: nil),
        ]
    }
}
