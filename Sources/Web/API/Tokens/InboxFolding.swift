import Identity
import Primitives
import Vault

/// Puts in what came while nobody was there, before a request of its owner is answered.
///
/// - Source: docs/spec/inbox.md §8.
struct InboxFolding: Sendable {
    private static let purposes: Set<Purpose> = [.moneyTracking, .cycleDiary]

    let services: WebServices

    /// The endpoint, which looks into the inbox first where it opens a tracker.
    func around(_ endpoint: Endpoint) -> Endpoint {
        guard endpoint.access == .unlocked, Self.purposes.contains(endpoint.purpose) else { return endpoint }
        return endpoint.with { endpoint in
            let (handler, purpose) = (endpoint.handler, endpoint.purpose)
            endpoint.handler = { request in
                await fold(request, for: purpose)
                return try await handler(request)
            }
        }
    }

    /// What cannot be put in now waits on: the request is no worse for it.
    private func fold(_ request: WebRequest, for purpose: Purpose) async {
        guard let session = request.session, session.bearer == nil, session.book == nil, session.token != nil,
            let access = session.access,
            access.holdsInbox, services.inboxes.begin(access.vaultID, for: purpose)
        else { return }
        var round = InboxRound(services: services, request: request, access: access)
        var pending: Set<Purpose>?
        do { pending = try await round.run() } catch {
            // A store or the key service does not answer, or the vault was locked: the next request looks again.
            pending = nil
        }
        services.inboxes.end(access.vaultID, pending: pending, folded: round.foldedCount, held: round.heldCount)
    }
}

/// One look at everything that waits.
struct InboxRound {
    private let identity: IdentityService
    private let putting: InboxPutting
    private let access: VaultAccess
    private(set) var foldedCount = 0
    private(set) var heldCount = 0

    init(services: WebServices, request: WebRequest, access: VaultAccess) {
        identity = services.identity
        putting = InboxPutting(services: services, request: request)
        self.access = access
    }

    /// - Returns: for which purposes something still waits to be put in by itself.
    /// - Throws: what stopped it; what was put in until then is.
    mutating func run() async throws -> Set<Purpose> {
        var pending: Set<Purpose> = []
        var stopped: Set<SenderID> = []
        for item in try await identity.inbox(access) {
            if let state = item.state, state != .diaryClosed {
                heldCount += 1
                if !item.isKnown { try await identity.hold(item, as: state, access) }
                continue
            }
            guard let sender = item.sender?.id, !stopped.contains(sender) else { continue }
            switch try await putting.put(item) {
            case .done:
                try await identity.remove(item, access)
                foldedCount += 1
            case .refused:
                heldCount += 1
                try await identity.hold(item, as: .doesNotFit, access)
            case .diaryClosed:
                try await identity.hold(item, as: .diaryClosed, access)
                pending.insert(.cycleDiary)
            case .noConsent:
                // Those behind it wait with it: their order is theirs.
                pending.insert(.moneyTracking)
                stopped.insert(sender)
            }
        }
        try await identity.sweepSenders(access)
        return pending
    }
}
